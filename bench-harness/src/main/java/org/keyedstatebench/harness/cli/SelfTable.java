package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.keyedstatebench.harness.compare.MedianInterval;
import org.keyedstatebench.harness.compare.PairedRatio;
import org.keyedstatebench.harness.compare.Spread;
import org.keyedstatebench.harness.self.SelfResult;

/** What {@code bench self} prints: each figure with its median over blocks, the interval of that, and the bar it has to reach. */
final class SelfTable {

    private static final double NS_PER_US = 1e3;

    private SelfTable() {}

    static String render(SelfResult result) {
        StringBuilder text = new StringBuilder();
        row(text, "figure (median over blocks)", "harness", "beside it", "difference", "bar");
        for (String acks : List.of("1", "all")) {
            fullSpeed(text, acks, result);
        }
        lateness(text, "lateness p50, us", result, SelfResult.Lateness::p50Ns, "below 150");
        lateness(text, "lateness p99, us", result, SelfResult.Lateness::p99Ns, "below 2,000");
        cpu(text, result);
        return text.append(result.recordBytes())
                .append(" bytes a record, beside ProducerPerformance of kafka-tools; lateness and CPU at ")
                .append(number((double) result.plan().rateHz()))
                .append(" events/s")
                .toString();
    }

    private static void fullSpeed(StringBuilder text, String acks, SelfResult result) {
        List<SelfResult.FullSpeed> runs = result.fullSpeed().stream()
                .filter(run -> run.acks().equals(acks))
                .toList();
        if (runs.isEmpty()) {
            row(text, "full speed, acks=" + acks + ", events/s", "not measured", "", "", "");
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
                "at least x 1.20");
    }

    private static void lateness(
            StringBuilder text,
            String name,
            SelfResult result,
            ToDoubleFunction<SelfResult.Lateness> figure,
            String bar) {
        List<SelfResult.Lateness> runs = result.lateness();
        String value = runs.isEmpty() ? "not measured" : number(median(runs, figure) / NS_PER_US);
        List<Double> values =
                runs.stream().map(run -> figure.applyAsDouble(run) / NS_PER_US).toList();
        row(text, name, value, "", interval(MedianInterval.of(values), 0).strip(), bar);
    }

    private static void cpu(StringBuilder text, SelfResult result) {
        List<SelfResult.Cpu> runs = result.cpu();
        if (runs.isEmpty()) {
            row(text, "CPU, % of a core", "not measured", "", "", "");
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
                "at most +15");
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
