package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.trial.Phase;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.RunListener.Progress;

class LiveViewTest {

    private static final PlannedTrial TRIAL = trial(3, "flink-rocksdb");

    private final LiveView view = new LiveView(false);

    static PlannedTrial trial(int order, String variant) {
        return new PlannedTrial(
                order,
                1,
                Checkout.SCENARIOS.compare().conditions().get(0),
                Checkout.VARIANTS
                        .select(List.of(variant), Checkout.SCENARIOS.compare().variants())
                        .get(0));
    }

    static Progress progress(PlannedTrial trial, Phase phase, double p50Ms) {
        long p50 = Math.round(p50Ms * 1e6);
        return new Progress(
                trial, phase, Duration.ofSeconds(12), 10_002, 1_234, p50, p50 * 3, Duration.ofSeconds(5 * 60 + 7));
    }

    @Test
    void itTellsTrialPhaseRemainingTimeRateBacklogAndLatencies() {
        List<String> lines = view.next(progress(TRIAL, Phase.MEASURE, 4.8), 12, 120);

        assertThat(lines)
                .containsExactly(
                        "[3/12] block 1  flink-rocksdb     measuring 12 s          5 min 7 s left",
                        "  10,002/s  p50 4.8 ms  p99 14 ms  backlog 1,234  p50 by second ▁");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 20, 30, 40, 60, 80, 200})
    void whereNobodyKnowsHowManyTrialsThereWillBeNoWidthMakesATotalUp(int width) {
        // The total of a search is unknown, 0, and one that was planned anew may lag behind.
        for (int trials : new int[] {0, 2}) {
            List<String> lines = view.next(progress(TRIAL, Phase.MEASURE, 4.8), trials, width);

            assertThat(lines)
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            assertThat(lines.get(0)).doesNotContain("3/");
            if (width >= 30) {
                assertThat(lines.get(0)).startsWith("[trial 3]");
            }
        }
    }

    @Test
    void aSecondWithoutACoveredEventHasNoLatencyAndLeavesABlank() {
        view.next(progress(TRIAL, Phase.MEASURE, 4), 12, 120);
        List<String> lines = view.next(progress(TRIAL, Phase.MEASURE, 0), 12, 120);

        assertThat(lines.get(1)).contains("p50 -  p99 -").endsWith("second ▁ ");
    }

    @Test
    void anotherTrialBeginsAnotherRowOfBars() {
        view.next(progress(TRIAL, Phase.MEASURE, 4), 12, 120);
        view.next(progress(TRIAL, Phase.MEASURE, 400), 12, 120);

        assertThat(view.next(progress(trial(4, "spark"), Phase.MEASURE, 300), 12, 120)
                        .get(1))
                .endsWith("second ▁");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1,2,4,8,16,32,64,128|▁▂▃▄▅▆▇█",
                "100,100,101|▁▁▁",
                "100,0,400|▁ █",
                "0,7| ▁",
                "9,9,9,5,5|▁▁",
            })
    void barsShowRatiosAndTheLastSeconds(String values, String bars) {
        int most = values.startsWith("9") ? 2 : 60;
        assertThat(LiveView.bars(
                        List.of(values.split(",")).stream().map(Long::parseLong).toList(), most))
                .isEqualTo(bars);
    }

    /** A line that is wider than the terminal would break, and the next drawing would not cover it. */
    @Test
    void noLineIsWiderThanTheTerminal() {
        Random random = new Random(5);
        LiveView coloured = new LiveView(true);
        List<Phase> phases = List.of(Phase.values());
        List<String> variants = List.of("reference", "flink-hashmap", "spark-real-time");
        for (int width = 1; width <= 200; width++) {
            for (int i = 0; i < 100; i++) {
                PlannedTrial trial = trial(1 + random.nextInt(120), variants.get(random.nextInt(variants.size())));
                Progress now = new Progress(
                        trial,
                        phases.get(random.nextInt(phases.size())),
                        Duration.ofSeconds(random.nextInt(100)),
                        random.nextInt(10_000_000),
                        random.nextInt(100_000_000),
                        random.nextInt(3) == 0 ? 0 : random.nextInt(2_000_000_000),
                        random.nextInt(2_000_000_000),
                        Duration.ofSeconds(random.nextInt(100_000)));
                List<String> plain = view.next(now, 120, width);
                List<String> painted = new ArrayList<>(coloured.next(now, 120, width));
                painted.replaceAll(line -> line.replaceAll("\u001B\\[\\d+m", ""));
                int columns = width;
                assertThat(plain)
                        .hasSize(2)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns))
                        .allSatisfy(line -> assertThat(line).doesNotContain("\u001B"))
                        .isEqualTo(painted);
            }
        }
    }

    @Test
    void aNarrowTerminalKeepsTheMoreImportantFigures() {
        assertThat(view.next(progress(TRIAL, Phase.MEASURE, 4.8), 12, 45))
                .containsExactly("[3/12] flink-rocksdb  measuring", "  10,002/s  p50 4.8 ms  p99 14 ms");
    }
}
