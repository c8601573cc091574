package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTableTest {

    private static String line(SelfResult result, String name) {
        return SelfTable.render(result)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .strip()
                .replaceAll(" {2,}", " | ");
    }

    private static SelfResult result(
            List<SelfResult.HotPath> hotPath,
            List<SelfResult.FullSpeed> fullSpeed,
            List<SelfResult.Lateness> lateness,
            List<SelfResult.Cpu> cpu) {
        return new SelfResult(1, "self-1", null, SelfPlan.QUICK, 114, hotPath, fullSpeed, lateness, cpu);
    }

    @Test
    void everyFigureIsAMedianOverBlocksWithItsIntervalAndItsBar() {
        SelfResult result = result(
                List.of(new SelfResult.HotPath(1, 41, 0), new SelfResult.HotPath(2, 43, 0.02)),
                List.of(
                        new SelfResult.FullSpeed(1, "1", 600_000, 500_000),
                        new SelfResult.FullSpeed(2, "1", 480_000, 300_000),
                        new SelfResult.FullSpeed(1, "all", 400_000, 500_000)),
                List.of(
                        new SelfResult.Lateness(1, 100_000, 900_000, 5),
                        new SelfResult.Lateness(2, 200_000, 1_900_000, 6)),
                List.of(new SelfResult.Cpu(1, 0.30, 0.20), new SelfResult.Cpu(2, 0.34, 0.20)));
        // The median of the blocks' ratios, on the scale of ratios: the root of 1.2 times 1.6.
        assertThat(line(result, "full speed, acks=1"))
                .isEqualTo(
                        "full speed, acks=1, events/s | 540,000 | 400,000 | x 1.39 [1.20, 1.60] 50 % | at least x 1.20: reached");
        assertThat(line(result, "full speed, acks=all"))
                .isEqualTo("full speed, acks=all, events/s | 400,000 | 500,000 | x 0.80 | at least x 1.20: missed");
        assertThat(line(result, "lateness p50"))
                .isEqualTo("lateness p50, us | 150 | [100, 200] 50 % | below 150: cannot tell");
        assertThat(line(result, "lateness p99"))
                .isEqualTo("lateness p99, us | 1,400 | [900, 1,900] 50 % | below 2,000: reached");
        assertThat(line(result, "coverage and recording"))
                .isEqualTo("coverage and recording, ns/event | 42.0 | [41.0, 43.0] 50 % | at most 150: reached");
        assertThat(line(result, "  allocates"))
                .isEqualTo("allocates, bytes/event | 0.01 | [0.00, 0.02] 50 % | below 0.1: reached");
        assertThat(line(result, "CPU, %"))
                .isEqualTo("CPU, % of a core | 32.0 | 20.0 | +12.0 [10.0, 14.0] 50 % | at most +15: reached");
        assertThat(SelfTable.render(result)).contains("114 bytes", "1,500,000 records after 1,000,000");
    }

    private static SelfResult one(double ratio, long p50Us, long p99Us, double ns, double bytes, double cores) {
        return result(
                List.of(new SelfResult.HotPath(1, ns, bytes)),
                List.of(new SelfResult.FullSpeed(1, "1", ratio, 1)),
                List.of(new SelfResult.Lateness(1, p50Us * 1_000, p99Us * 1_000, 5)),
                List.of(new SelfResult.Cpu(1, cores, 0)));
    }

    @Test
    void eachBarIsReachedUpToItsBoundAndMissedBeyond() {
        SelfResult reached = one(1.2, 149, 1_999, 150, 0.09, 0.15);
        SelfResult missed = one(1.19, 150, 2_000, 150.1, 0.1, 0.151);
        for (String name :
                List.of("full speed, acks=1", "lateness p50", "lateness p99", "coverage", "  alloc", "CPU, %")) {
            assertThat(line(reached, name)).endsWith(": reached");
            assertThat(line(missed, name)).endsWith(": missed");
        }
    }

    @Test
    void aBarWithinTheIntervalIsNeitherReachedNorMissed() {
        SelfResult result = result(
                List.of(new SelfResult.HotPath(1, 40, 0), new SelfResult.HotPath(2, 160, 0.2)),
                List.of(
                        new SelfResult.FullSpeed(1, "1", 1.1, 1),
                        new SelfResult.FullSpeed(2, "1", 1.9, 1),
                        new SelfResult.FullSpeed(1, "all", 1.1, 1),
                        new SelfResult.FullSpeed(2, "all", 1.19, 1)),
                List.of(
                        new SelfResult.Lateness(1, 100_000, 1_900_000, 5),
                        new SelfResult.Lateness(2, 300_000, 2_900_000, 6)),
                List.of(new SelfResult.Cpu(1, 0.1, 0), new SelfResult.Cpu(2, 0.19, 0)));
        for (String name :
                List.of("full speed, acks=1", "lateness p50", "lateness p99", "coverage", "  alloc", "CPU, %")) {
            assertThat(line(result, name)).endsWith(": cannot tell");
        }
        assertThat(line(result, "full speed, acks=all")).endsWith(": missed");
    }

    @Test
    void theFirstLineNamesTheColumns() {
        assertThat(line(result(List.of(), List.of(), List.of(), List.of()), "figure"))
                .isEqualTo("figure (median over blocks) | harness | beside it | difference or interval | bar");
    }

    @Test
    void whatWasNotMeasuredSaysSoBesideItsBar() {
        SelfResult nothing = result(List.of(), List.of(), List.of(), List.of());
        for (String name : List.of("full speed, acks=1", "full speed, acks=all", "coverage", "CPU, %")) {
            assertThat(line(nothing, name)).contains("not measured | a");
        }
    }
}
