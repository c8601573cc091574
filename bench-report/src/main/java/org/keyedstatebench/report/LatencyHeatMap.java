package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyedstatebench.report.Plot.HeatMap;
import org.keyedstatebench.report.Plot.Tick;
import org.keyedstatebench.result.TrialTrace;
import org.keyedstatebench.result.TrialTrace.Slice;

/** Draws how many events of a trial had which latency, second by second. */
final class LatencyHeatMap {

    private static final int TIME_TICKS = 10;
    private static final int STRENGTHS = 7;

    private final AlignedTrace aligned;
    private final Bins bins;
    private final List<Slice> slices;
    /** Usual length of a slice, milliseconds: seconds in which nothing became covered have none, and stay empty columns. */
    private final long stepMs;

    private final int columns;

    private LatencyHeatMap(AlignedTrace aligned, Bins bins) {
        this.aligned = aligned;
        this.bins = bins;
        this.slices = aligned.trace().slices();
        List<Long> lengths =
                slices.stream().map(slice -> slice.to() - slice.from()).sorted().toList();
        this.stepMs = Math.max(1, lengths.get(lengths.size() / 2));
        this.columns = column(slices.get(slices.size() - 1)) + 1;
    }

    /** The lowest and the highest step of the scale of latencies that any trial has one in. */
    record Bins(int low, int high) {

        static Bins of(List<AlignedTrace> traces) {
            TreeSet<Integer> all = new TreeSet<>();
            traces.forEach(aligned -> aligned.trace()
                    .slices()
                    .forEach(slice -> all.addAll(slice.bins().keySet())));
            return all.isEmpty() ? new Bins(0, 0) : new Bins(all.first(), all.last());
        }

        int rows() {
            return high - low + 1;
        }

        private List<Tick> ticks() {
            return IntStream.rangeClosed(low, high + 1)
                    .filter(bin -> bin % TrialTrace.BINS_PER_DECADE == 0)
                    .mapToObj(bin -> new Tick((double) (bin - low) / rows(), Figures.time(TrialTrace.binStart(bin))))
                    .toList();
        }
    }

    static Plot of(AlignedTrace aligned, Bins bins, String trial) {
        LatencyHeatMap map = new LatencyHeatMap(aligned, bins);
        HeatMap drawing = new HeatMap(
                AlignedTrace.SECONDS,
                Axis.log("latency"),
                aligned.look(),
                map.columns,
                bins.rows(),
                map.paths(),
                map.timeTicks(),
                bins.ticks());
        return new Plot(
                "heat-" + aligned.trial().order(),
                trial + ": how many events had which latency",
                map.finding(),
                drawing,
                map.table(trial + ": events by latency"));
    }

    private int column(Slice slice) {
        return Math.round((float) (slice.from() - slices.get(0).from()) / stepMs);
    }

    /** Of the squares of each strength, a path. */
    private List<String> paths() {
        double most = slices.stream()
                .flatMap(slice -> slice.bins().values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        List<StringBuilder> paths =
                Stream.generate(StringBuilder::new).limit(STRENGTHS).toList();
        for (Slice slice : slices) {
            slice.bins().forEach((bin, count) -> {
                // Logarithmic: a few events among thousands are what one looks for.
                double share = Math.log1p(count) / Math.log1p(most);
                int strength = Math.min(STRENGTHS, Math.max(1, (int) Math.ceil(share * STRENGTHS)));
                String corner = "M" + column(slice) + " " + (bins.high() - bin);
                paths.get(strength - 1).append(corner).append("h1v1h-1z");
            });
        }
        return paths.stream().map(StringBuilder::toString).toList();
    }

    private String finding() {
        TreeMap<Integer, Long> sum = new TreeMap<>();
        slices.stream()
                .filter(slice -> slice.inWindow() > 0)
                .forEach(slice -> slice.bins().forEach((bin, count) -> sum.merge(bin, count, Long::sum)));
        if (sum.isEmpty()) {
            return "No event of the measured window is in the histograms.";
        }
        Map.Entry<Integer, Long> fullest =
                sum.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        double total = sum.values().stream().mapToLong(Long::longValue).sum();
        return Words.of(
                "heat",
                Figures.time(TrialTrace.binStart(fullest.getKey())),
                Figures.time(TrialTrace.binStart(fullest.getKey() + 1)),
                Figures.percent(fullest.getValue() / total));
    }

    private List<Tick> timeTicks() {
        double first = aligned.seconds(slices.get(0).from());
        double length = columns * stepMs / 1000.0;
        double distance = DoubleStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
                .filter(candidate -> length / candidate <= TIME_TICKS)
                .findFirst()
                .orElse(length);
        List<Tick> ticks = new ArrayList<>();
        for (double second = Math.ceil(first / distance) * distance; second < first + length; second += distance) {
            ticks.add(new Tick((second - first) / length, Figures.count(Math.round(second))));
        }
        return ticks;
    }

    /** By factor of ten, because a table of every cell would be read by nobody. */
    private Table table(String caption) {
        Columns<Slice> table = new Columns<Slice>()
                .number(ReportModel.BY_SECOND, slice -> Figures.count(Math.round(aligned.seconds(slice.from()))));
        IntStream.rangeClosed(decade(bins.low()), decade(bins.high()))
                .forEach(decade -> table.number(
                        "from " + Figures.time(Math.pow(10, decade)),
                        slice -> Figures.count(slice.bins().entrySet().stream()
                                .filter(bin -> decade(bin.getKey()) == decade)
                                .mapToLong(Map.Entry::getValue)
                                .sum())));
        return table.table(caption, slices, List.of());
    }

    private static int decade(int bin) {
        return Math.floorDiv(bin, TrialTrace.BINS_PER_DECADE);
    }
}
