package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The claims of the gate: the session that plans real trials, run many times on a {@link SimulatedMachine}. */
class GateSimulationTest {

    private static final int RUNS = 500;
    private static final int RUNS_UNCHANGED = 2_500;
    private static final int QUICK = GateRules.QUICK_PAIRS;
    private static final int FULL = GateRules.DEFAULT.pairs();

    /** How often each verdict comes out. */
    private static Map<GateVerdict, Long> verdicts(int pairs, double noise, double times, int runs) {
        return IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> new GateSession(GateRules.DEFAULT.withPairs(pairs), pairs / 2, true, run, said -> {})
                        .play(new SimulatedMachine(run, noise, times)::run)
                        .verdict())
                .collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
    }

    private static double percent(int pairs, double noise, double times, int runs) {
        return 100.0 * verdicts(pairs, noise, times, runs).getOrDefault(GateVerdict.REGRESSION, 0L) / runs;
    }

    private static double found(int pairs, double times) {
        return percent(pairs, 1, times, RUNS);
    }

    @Test
    void aFalseAlarmIsRarerThanOneRunInFiftyAndTheDocumentsSayHowRare() throws IOException {
        double full = percent(FULL, 1, 1, RUNS_UNCHANGED);
        double quick = percent(QUICK, 1, 1, RUNS_UNCHANGED);
        double fullTwiceAsNoisy = percent(FULL, 2, 1, RUNS_UNCHANGED);
        double quickTwiceAsNoisy = percent(QUICK, 2, 1, RUNS_UNCHANGED);

        assertThat(List.of(full, quick, fullTwiceAsNoisy, quickTwiceAsNoisy)).allMatch(alarms -> alarms < 2);
        assertThat(Files.readString(Path.of("..", "docs", "gate.md")).replaceAll("\\s+", " "))
                .contains(String.format(
                        Locale.ROOT,
                        "raised a false alarm in %.2f %% of %,d runs with 12 pairs and in %.2f %% with 7; on one twice as"
                                + " noisy, in %.2f %% and %.2f %%",
                        full,
                        RUNS_UNCHANGED,
                        quick,
                        fullTwiceAsNoisy,
                        quickTwiceAsNoisy));
    }

    @Test
    void halfAsMuchAgainIsFound() {
        assertThat(found(QUICK, 1.5)).isGreaterThan(90);
        assertThat(found(FULL, 1.5)).isGreaterThan(90);
    }

    @Test
    void aFifthMoreIsFoundMoreOftenThanNot() {
        double full = found(FULL, 1.2);
        assertThat(full).isGreaterThan(50);
        assertThat(found(QUICK, 1.2)).isLessThan(full);
    }
}
