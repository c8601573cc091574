package org.keyedstatebench.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws lines over logarithmic axes as a picture file that needs no program but a browser: for a document, where the HTML report
 * cannot go. What the picture is made of stands in its template; this places the values in it.
 */
public final class SvgPlot {

    public static final int LEFT = 80;
    public static final int RIGHT = 690;
    public static final int TOP = 50;
    public static final int BOTTOM = 420;

    private static final List<String> COLOURS =
            List.of("#555555", "#c0398b", "#d9730d", "#2f7d32", "#1f5fbf", "#7a4fbf");
    private static final List<String> DASHES = List.of("none", "8 4", "2 4", "10 3 2 3");

    private final Lines plot;
    private final LogAxis x;
    private final LogAxis y;
    private final List<Double> decades;

    private SvgPlot(Lines plot) {
        this.plot = plot;
        List<Double> ys = plot.lines().stream()
                .flatMap(line -> line.values().values().stream())
                .filter(value -> !value.isNaN())
                .toList();
        int lowest = (int) Math.floor(Math.log10(ys.isEmpty() ? 1 : Collections.min(ys)));
        int highest = (int) Math.ceil(Math.log10(ys.isEmpty() ? 10 : Collections.max(ys)) + 1e-9);
        this.decades = IntStream.rangeClosed(lowest, highest)
                .mapToObj(exponent -> Math.pow(10, exponent))
                .toList();
        this.x = new LogAxis(plot.xs().first(), plot.xs().last());
        this.y = new LogAxis(Math.pow(10, lowest), Math.pow(10, highest));
    }

    /** @param plot with two x values or more, and both axes logarithmic */
    static String render(String title, Lines plot) {
        return HtmlReport.fill("picture.jte", Map.of("title", title, "plot", plot, "svg", new SvgPlot(plot)));
    }

    /** Values of the y axis that get a line and a label: the powers of ten. */
    public List<Double> decades() {
        return decades;
    }

    public String label(double value) {
        return Figures.digits(value);
    }

    public String x(double value) {
        return pixels(LEFT + x.of(value) * (RIGHT - LEFT));
    }

    public String y(double value) {
        return pixels(BOTTOM - y.of(value) * (BOTTOM - TOP));
    }

    public String colour(Line line) {
        return COLOURS.get(line.look().hue() % COLOURS.size());
    }

    public String dash(Line line) {
        return DASHES.get(line.look().pattern() % DASHES.size());
    }

    /** Where a value is missing, the line has a hole. */
    public String path(Line line) {
        StringBuilder path = new StringBuilder();
        String pen = "M";
        for (double at : plot.xs()) {
            double value = line.values().getOrDefault(at, Double.NaN);
            if (!Double.isNaN(value)) {
                path.append(pen).append(x(at)).append(' ').append(y(value)).append(' ');
            }
            pen = Double.isNaN(value) ? "M" : "L";
        }
        return path.toString();
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
