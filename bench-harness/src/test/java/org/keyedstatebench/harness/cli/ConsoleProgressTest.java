package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.harness.cli.LiveViewTest.progress;
import static org.keyedstatebench.harness.cli.LiveViewTest.trial;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.trial.BlockPlan;
import org.keyedstatebench.harness.trial.Phase;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Scenario;

class ConsoleProgressTest {

    private static final PlannedTrial FIRST = trial(1, "reference");
    private static final PlannedTrial SECOND = trial(2, "spark");
    private static final TrialResult VALID = new RunFixture()
            .defaultVariants()
            .valid("reference", 1, 4)
            .build()
            .trials()
            .get(0);
    private static final TrialResult FAILED = new RunFixture()
            .defaultVariants()
            .failed("spark", 1, "exit code 137")
            .build()
            .trials()
            .get(0);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nowMs;
    private int columns = 100;

    private ConsoleProgress progressOn(boolean live, boolean colour) {
        return new ConsoleProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), live, colour, () -> columns, () -> nowMs);
    }

    /** Two trials of three seconds. */
    private void run(ConsoleProgress console) {
        console.runStarted(2, List.of(), Duration.ofSeconds(90));
        for (PlannedTrial trial : List.of(FIRST, SECOND)) {
            console.trialStarted();
            for (Phase phase : List.of(Phase.START, Phase.MEASURE, Phase.MEASURE)) {
                console.progress(progress(trial, phase, phase == Phase.START ? 0 : 4.8));
                nowMs += 1000;
            }
            console.trialEnded(trial, trial.equals(FIRST) ? VALID : FAILED);
        }
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void started(Scenario scenario) {
        progressOn(false, false).runStarted(BlockPlan.of(scenario).size(), scenario.added(), Duration.ofMinutes(7));
    }

    @Test
    void thePlanSaysWhatWasAddedToAComparison() {
        started(Checkout.MATRIX.added(Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()), true));

        assertThat(written())
                .contains(" of them are short ones after the comparison, for its table (--no-table leaves them out): ")
                .contains("ttl of ")
                .contains("timers of ");
    }

    @Test
    void aTableAloneAndAComparisonAloneAddNothing() {
        started(Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()));
        started(Checkout.MATRIX.of(EnumSet.allOf(Dimension.class), true, false, 1, 1));

        assertThat(written()).doesNotContain("of them");
    }

    @ParameterizedTest
    @CsvSource({"100, true", "100, false", "40, true", "20, false", "7, true"})
    void onATerminalTheViewIsDrawnOverAndNothingOfItStays(int width, boolean colour) {
        columns = width;
        run(progressOn(true, colour));

        Screen screen = new Screen(written());
        assertThat(screen.lines)
                .containsExactly(
                        "2 trials, about 1 min 30 s",
                        "[1/2] block 1  reference        valid: p50 4.0 ms, p99 8.0 ms, 300,000 events, none lost",
                        "[2/2] block 1  spark            FAILED: exit code 137");
        assertThat(screen.mostWhileDrawn).isEqualTo(4);
        assertThat(screen.widestWhileDrawn).isBetween(1, width);
        assertThat(screen.wrapsAtTheEnd).isTrue();
    }

    @Test
    void withoutColourThereIsNone() {
        run(progressOn(true, false));

        assertThat(written()).doesNotContainPattern("\u001B\\[\\d*m");
    }

    @Test
    void colourMarksHowATrialEnded() {
        run(progressOn(true, true));

        assertThat(written()).contains("\u001B[32mvalid:\u001B[0m", "\u001B[31mFAILED:\u001B[0m");
    }

    @Test
    void inAFileThereAreLinesAtEveryPhaseAndNowAndThenWithoutAnyEscapeSequence() {
        ConsoleProgress console = progressOn(false, true);
        run(console);
        nowMs += 14_000;
        console.progress(progress(SECOND, Phase.MEASURE, 5));
        nowMs += 1_000;
        console.progress(progress(SECOND, Phase.MEASURE, 6));

        assertThat(written().lines())
                .containsExactly(
                        "2 trials, about 1 min 30 s",
                        "[1/2] block 1  reference        starting 12 s  10,002/s  backlog 1,234  5 min 7 s left",
                        "[1/2] block 1  reference        measuring 12 s  10,002/s  backlog 1,234  p50 4.8 ms  p99 14 ms  5 min 7 s left",
                        "[1/2] block 1  reference        valid: p50 4.0 ms, p99 8.0 ms, 300,000 events, none lost",
                        "[2/2] block 1  spark            starting 12 s  10,002/s  backlog 1,234  5 min 7 s left",
                        "[2/2] block 1  spark            measuring 12 s  10,002/s  backlog 1,234  p50 4.8 ms  p99 14 ms  5 min 7 s left",
                        "[2/2] block 1  spark            FAILED: exit code 137",
                        "[2/2] block 1  spark            measuring 12 s  10,002/s  backlog 1,234  p50 5.0 ms  p99 15 ms  5 min 7 s left");
    }

    private void steps(ConsoleProgress console) {
        console.started(2, "measurements", Duration.ofSeconds(75));
        console.progress(1, 2, "lateness", Duration.ofSeconds(75));
        console.progress(1, 2, "lateness", Duration.ofSeconds(40));
        console.progress(2, 2, "CPU", Duration.ofSeconds(-3));
    }

    @Test
    void inAFileEachStepIsALineOnce() {
        ConsoleProgress console = progressOn(false, false);
        steps(console);
        console.done();

        assertThat(written().lines())
                .containsExactly(
                        "2 measurements, about 1 min 15 s", "[1/2] lateness, 1 min 15 s left", "[2/2] CPU, 0 s left");
    }

    @Test
    void onATerminalTheLineOfAStepChangesAndIsGoneInTheEnd() {
        ConsoleProgress console = progressOn(true, false);
        steps(console);
        assertThat(written()).contains("[1/2] lateness, 40 s left");
        assertThat(new Screen(written()).lines)
                .containsExactly("2 measurements, about 1 min 15 s", "[2/2] CPU, 0 s left");
        console.done();

        assertThat(new Screen(written()).lines).containsExactly("2 measurements, about 1 min 15 s");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'24 132\n', none, 132",
                "'24 132\n', 90, 132",
                "'0 0\n', 90, 90",
                "'', none, 80",
                "'', wide, 80",
                "'', 0, 80"
            })
    void theWidthIsThatOfTheTerminalThenOfTheVariableThenTheUsualOne(String size, String variable, int expected) {
        assertThat(Terminal.columns(size, variable)).isEqualTo(expected);
    }

    /** As much of a terminal as the view uses; it fails at a sequence that it does not know. */
    private static final class Screen {

        private static final Pattern TOKEN = Pattern.compile("\u001B\\[(\\??\\d*)([A-Za-z])|\r|\n|[^\u001B\r\n]+");

        private final List<String> lines = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();
        private int mostWhileDrawn;
        private int widestWhileDrawn;
        private boolean wraps = true;
        private final boolean wrapsAtTheEnd;

        Screen(String text) {
            Matcher token = TOKEN.matcher(text);
            int end = 0;
            while (token.find()) {
                assertThat(token.start()).isEqualTo(end);
                end = token.end();
                if (token.group(2) != null) {
                    sequence(token.group(1), token.group(2));
                } else if (token.group().equals("\n")) {
                    lines.add(line.toString());
                    if (!wraps) {
                        widestWhileDrawn = Math.max(widestWhileDrawn, line.length());
                    }
                    line.setLength(0);
                    mostWhileDrawn = Math.max(mostWhileDrawn, lines.size());
                } else if (token.group().equals("\r")) {
                    assertThat(line).isEmpty();
                } else {
                    line.append(token.group());
                }
            }
            assertThat(end).isEqualTo(text.length());
            assertThat(line).isEmpty();
            wrapsAtTheEnd = wraps;
        }

        private void sequence(String parameter, String command) {
            switch (command) {
                case "A" -> {
                    assertThat(line).isEmpty();
                    for (int i = Integer.parseInt(parameter); i > 0; i--) {
                        lines.remove(lines.size() - 1);
                    }
                }
                // Going up has taken the lines below away already, which is what this does on a terminal.
                case "J" -> assertThat(parameter).isEmpty();
                case "l", "h" -> {
                    assertThat(parameter).isEqualTo("?7");
                    wraps = command.equals("h");
                }
                case "m" -> assertThat(parameter).isNotEmpty();
                default -> throw new AssertionError("unknown sequence " + parameter + command);
            }
        }
    }
}
