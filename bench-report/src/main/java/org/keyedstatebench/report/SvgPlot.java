package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Scale;

/** Draws lines as a picture file that needs no program but a browser: for a document, where the HTML report cannot go. */
public final class SvgPlot {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 480;
    private static final int LEFT = 80;
    private static final int RIGHT = 170;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;

    private static final List<String> COLOURS =
            List.of("#555555", "#c0398b", "#d9730d", "#2f7d32", "#1f5fbf", "#7a4fbf");
    private static final List<String> DASHES = List.of("none", "8 4", "2 4", "10 3 2 3");

    private final StringBuilder svg = new StringBuilder();
    private final Plot.Lines plot;
    private final double minX;
    private final double maxX;
    private final double minY;
    private final double maxY;

    private SvgPlot(Plot.Lines plot) {
        this.plot = plot;
        List<Double> ys = plot.lines().stream()
                .flatMap(line -> line.ys().stream())
                .filter(y -> !y.isNaN())
                .toList();
        this.minX = plot.xs().stream().min(Double::compare).orElse(1.0);
        this.maxX = plot.xs().stream().max(Double::compare).orElse(10.0);
        this.minY = low(plot.y(), ys.stream().min(Double::compare).orElse(1.0));
        this.maxY = high(plot.y(), ys.stream().max(Double::compare).orElse(10.0));
    }

    public static String render(Plot.Lines plot) {
        return new SvgPlot(plot).draw();
    }

    private String draw() {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
        text(LEFT, 26, "start", plot.title(), "font-size='16'");
        grid();
        for (int i = 0; i < plot.lines().size(); i++) {
            line(plot.lines().get(i), TOP + 10 + 20 * i);
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", plot.x().label(), "");
        text(
                20,
                (TOP + HEIGHT - BOTTOM) / 2.0,
                "middle",
                plot.y().label(),
                String.format(Locale.ROOT, "transform='rotate(-90 20 %.0f)'", (TOP + HEIGHT - BOTTOM) / 2.0));
        return svg.append("</svg>\n").toString();
    }

    private void grid() {
        for (double tick : ticks(plot.y(), minY, maxY)) {
            add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#dddddd'/>", LEFT, WIDTH - RIGHT, y(tick), y(tick));
            text(LEFT - 8, y(tick) + 4, "end", Figures.digits(tick), "");
        }
        for (double x : plot.xs()) {
            add("<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='#eeeeee'/>", x(x), x(x), TOP, HEIGHT - BOTTOM);
            text(x(x), HEIGHT - BOTTOM + 18, "middle", Figures.digits(x), "");
        }
        add(
                "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#999999'/>",
                LEFT, TOP, WIDTH - RIGHT - LEFT, HEIGHT - BOTTOM - TOP);
    }

    /** Where a value is missing, the line has a hole. */
    private void line(Line line, int legendY) {
        String colour = COLOURS.get(line.look().hue() % COLOURS.size());
        String dash = DASHES.get(line.look().pattern() % DASHES.size());
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < line.ys().size(); i++) {
            double value = line.ys().get(i);
            if (Double.isNaN(value)) {
                pen = false;
                continue;
            }
            double px = x(plot.xs().get(i));
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", pen ? "L" : "M", px, y(value)));
            add("<circle cx='%.1f' cy='%.1f' r='3.5' fill='%s'/>", px, y(value), colour);
            pen = true;
        }
        add("<path d='%s' fill='none' stroke='%s' stroke-width='2' stroke-dasharray='%s'/>", path, colour, dash);
        add(
                "<line x1='%d' x2='%d' y1='%d' y2='%d' stroke='%s' stroke-width='2' stroke-dasharray='%s'/>",
                WIDTH - RIGHT + 12, WIDTH - RIGHT + 42, legendY, legendY, colour, dash);
        text(WIDTH - RIGHT + 48, legendY + 4, "start", line.label(), "");
    }

    private double x(double value) {
        return LEFT + share(plot.x(), value, minX, maxX) * (WIDTH - RIGHT - LEFT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - share(plot.y(), value, minY, maxY) * (HEIGHT - BOTTOM - TOP);
    }

    private static double share(Axis axis, double value, double min, double max) {
        if (max <= min) {
            return 0.5;
        }
        return axis.scale() == Scale.LOG
                ? (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min))
                : (value - min) / (max - min);
    }

    private static double low(Axis axis, double least) {
        return axis.scale() == Scale.LOG ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
    }

    private static double high(Axis axis, double most) {
        return axis.scale() == Scale.LOG ? Math.pow(10, Math.ceil(Math.log10(most) + 1e-9)) : most * 1.05;
    }

    private static List<Double> ticks(Axis axis, double min, double max) {
        List<Double> ticks = new ArrayList<>();
        if (axis.scale() == Scale.LOG) {
            for (double tick = min; tick <= max * 1.0001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            for (int i = 0; i <= 5; i++) {
                ticks.add(min + (max - min) * i / 5);
            }
        }
        return ticks;
    }

    private void text(double x, double y, String anchor, String words, String more) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        add("<text x='%.1f' y='%.1f' text-anchor='%s' %s>%s</text>", x, y, anchor, more, escaped);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
