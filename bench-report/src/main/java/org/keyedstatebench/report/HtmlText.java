package org.keyedstatebench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.keyedstatebench.report.Block.Link;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the templates of the HTML report need beyond the model; they escape what this gives them, all but the JSON. */
public final class HtmlText {

    /** In one order, so that the same run has the same report. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final MathContext DRAWN_DIGITS = new MathContext(5);
    /** A relative path below the run's folder: no scheme, no host, no way up. */
    private static final Pattern RELATIVE = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9._/-]*");

    private HtmlText() {}

    /** Where a link leads, or {@code null} if it does not lead to a file of the run. */
    public static String href(Link link) {
        return RELATIVE.matcher(link.path()).matches() ? link.path() : null;
    }

    /** Name of a constant for CSS. */
    public static String css(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A shape for what a colour says too. */
    public static String sign(Tone tone) {
        return switch (tone) {
            case PLAIN -> "";
            case GOOD -> "✔";
            case WARNING -> "▲";
            case BAD -> "✖";
        };
    }

    /** A share of 0 to 1 for CSS. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    /** The kinds of marks that a plot has, each with what it is called. */
    public static Map<String, String> markKinds(Lines plot) {
        Map<String, String> words = Words.pairs("marks");
        Map<String, String> kinds = new LinkedHashMap<>();
        plot.marks().forEach(mark -> kinds.put(mark.kind(), words.get(mark.kind())));
        kinds.values().removeIf(Objects::isNull);
        return kinds;
    }

    /** The lines that have a name, for the legend. */
    public static List<Line> named(Lines plot) {
        return plot.lines().stream().filter(line -> !line.label().isEmpty()).toList();
    }

    /** What the script draws, as JSON that cannot end the element that it stands in. */
    public static String json(Lines plot) {
        Map<String, Object> json = Map.of(
                "x", axis(plot.x()),
                "y", axis(plot.y()),
                "xs", numbers(plot.xs()),
                "lines",
                        plot.lines().stream()
                                .map(line -> drawn(line, plot.ys(line)))
                                .toList(),
                "marks", plot.marks().stream().map(HtmlText::drawn).toList());
        return JSON.writeValueAsString(json)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static Map<String, Object> axis(Axis axis) {
        return Map.of("label", PlainText.line(axis.label()), "scale", css(axis.scale()), "room", numbers(axis.room()));
    }

    private static Map<String, Object> drawn(Line line, List<Double> ys) {
        return Map.of(
                "label", PlainText.line(line.label()),
                "hue", line.look().hue(),
                "pattern", line.look().pattern(),
                "weight", css(line.weight()),
                "ys", numbers(ys));
    }

    private static List<Object> drawn(Plot.Mark mark) {
        return List.of(mark.kind(), drawn(mark.from()), drawn(mark.to()), PlainText.line(mark.label()));
    }

    private static List<BigDecimal> numbers(Collection<Double> values) {
        return values.stream().map(value -> value.isNaN() ? null : drawn(value)).toList();
    }

    /** No screen shows more. */
    private static BigDecimal drawn(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DRAWN_DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
