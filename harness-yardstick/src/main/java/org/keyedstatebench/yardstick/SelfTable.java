package org.keyedstatebench.yardstick;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.Spread;

/** What {@code bench self} prints: each figure with its median over blocks, the interval of that, and the bar it has to reach. */
final class SelfTable {

    private static final double NS_PER_US = 1e3;

    private static final Bar FULL_SPEED = new Bar("at least x 1.20", ratio -> ratio >= 1.2);
    private static final Bar LATENESS_P50 = new Bar("below 150", us -> us < 150);
    private static final Bar LATENESS_P99 = new Bar("below 2,000", us -> us < 2_000);
    private static final Bar HOT_PATH = new Bar("at most 150", ns -> ns <= 150);
    /** Not exactly zero: the measurement itself allocates a little, once. */
    private static final Bar ALLOCATION = new Bar("below 0.1", bytes -> bytes < 0.1);

    private static final Bar CPU = new Bar("at most +15", percent -> percent <= 15);

    /** What a figure has to reach; where the ends of an interval say otherwise than each other, nobody can tell. */
    private record Bar(String words, DoublePredicate reached) {
        String judge(double median, Optional<MedianInterval> interval) {
            boolean isReached = reached.test(median);
            boolean agree = interval.map(i -> reached.test(i.low()) == isReached && reached.test(i.high()) == isReached)
                    .orElse(true);
            return words + (!agree ? ": cannot tell" : isReached ? ": reached" : ": missed");
        }
    }

    private SelfTable() {}

    static String render(SelfResult result) {
        StringBuilder text = new StringBuilder();
        row(text, "figure (median over blocks)", "harness", "beside it", "difference or interval", "bar");
        for (String acks : List.of("1", "all")) {
            fullSpeed(text, acks, result);
        }
        figure(text, "lateness p50, us", result.lateness(), run -> run.p50Ns() / NS_PER_US, 0, LATENESS_P50);
        figure(text, "lateness p99, us", result.lateness(), run -> run.p99Ns() / NS_PER_US, 0, LATENESS_P99);
        figure(text, "coverage and recording, ns/event", result.hotPath(), SelfResult.HotPath::nsPerEvent, 1, HOT_PATH);
        figure(text, "  allocates, bytes/event", result.hotPath(), SelfResult.HotPath::bytesPerEvent, 2, ALLOCATION);
        cpu(text, result);
        return text.append(circumstances(result)).toString();
    }

    /** What both sides share, and where they differ. */
    private static String circumstances(SelfResult result) {
        SelfPlan plan = result.plan();
        return String.format(
                Locale.ROOT,
                """
                Full speed: beside ProducerPerformance of kafka-tools, %,d records after %,d, %d bytes each (key and value), with
                  the same acks, linger, batch, buffer and JVM options. The generator sends keyed JSON to 4 partitions by key;
                  ProducerPerformance random letters without key, which fill one partition's batch after the other.
                Lateness: %,d events/s beside an engine that runs and gets no events; intended time to send.
                CPU: %,d events/s through the reference counter; beside it a KafkaProducer and a KafkaConsumer with as many
                  records of that size and the same client settings, but sent once a millisecond, without a schedule per event.""",
                plan.fullSpeedEvents(),
                plan.fullSpeedWarmUp(),
                result.recordBytes(),
                plan.rateHz(),
                plan.rateHz());
    }

    private static void fullSpeed(StringBuilder text, String acks, SelfResult result) {
        List<SelfResult.FullSpeed> runs = result.fullSpeed().stream()
                .filter(run -> run.acks().equals(acks))
                .toList();
        if (runs.isEmpty()) {
            row(text, "full speed, acks=" + acks + ", events/s", "not measured", "", "", FULL_SPEED.words());
            return;
        }
        PairedRatio ratio = PairedRatio.of(runs.stream()
                .collect(Collectors.toMap(
                        SelfResult.FullSpeed::block, run -> run.generatorRateHz() / run.kafkaToolRateHz())));
        row(
                text,
                "full speed, acks=" + acks + ", events/s",
                number(median(runs, SelfResult.FullSpeed::generatorRateHz)),
                number(median(runs, SelfResult.FullSpeed::kafkaToolRateHz)),
                String.format(Locale.ROOT, "x %.2f%s", ratio.median(), interval(ratio.interval(), 2)),
                FULL_SPEED.judge(ratio.median(), ratio.interval()));
    }

    private static <T> void figure(
            StringBuilder text, String name, List<T> runs, ToDoubleFunction<T> figure, int decimals, Bar bar) {
        if (runs.isEmpty()) {
            row(text, name, "not measured", "", "", bar.words());
            return;
        }
        List<Double> values = runs.stream().map(figure::applyAsDouble).toList();
        double median = median(runs, figure);
        row(
                text,
                name,
                String.format(Locale.ROOT, "%,." + decimals + "f", median),
                "",
                interval(MedianInterval.of(values), decimals).strip(),
                bar.judge(median, MedianInterval.of(values)));
    }

    private static void cpu(StringBuilder text, SelfResult result) {
        List<SelfResult.Cpu> runs = result.cpu();
        if (runs.isEmpty()) {
            row(text, "CPU, % of a core", "not measured", "", "", CPU.words());
            return;
        }
        ToDoubleFunction<SelfResult.Cpu> beyond = run -> 100 * (run.harnessCores() - run.bareCores());
        List<Double> values = runs.stream().map(beyond::applyAsDouble).toList();
        row(
                text,
                "CPU, % of a core",
                String.format(Locale.ROOT, "%.1f", 100 * median(runs, SelfResult.Cpu::harnessCores)),
                String.format(Locale.ROOT, "%.1f", 100 * median(runs, SelfResult.Cpu::bareCores)),
                String.format(Locale.ROOT, "%+.1f%s", median(runs, beyond), interval(MedianInterval.of(values), 1)),
                CPU.judge(median(runs, beyond), MedianInterval.of(values)));
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
        return Spread.of(runs.stream().map(figure::applyAsDouble).toList())
                .orElseThrow()
                .median();
    }

    /** With the confidence that it has, because few blocks allow no more. */
    private static String interval(Optional<MedianInterval> interval, int decimals) {
        return interval.map(i -> String.format(
                        Locale.ROOT,
                        " [%,." + decimals + "f, %,." + decimals + "f] %.0f %%",
                        i.low(),
                        i.high(),
                        100 * i.coverage()))
                .orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static void row(StringBuilder text, String name, String harness, String other, String delta, String bar) {
        text.append(String.format(Locale.ROOT, "%-36s %12s %12s  %-28s %s%n", name, harness, other, delta, bar));
    }
}
