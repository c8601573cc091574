package org.keyedstatebench.harness.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.result.MicroResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JMH's result file. */
final class JmhResults {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private JmhResults() {}

    /**
     * @param module that the benchmarks belong to
     * @throws IllegalStateException if a figure is in another unit than the benchmarks of this suite have
     */
    static List<MicroResult.Figure> read(Path file, String module) {
        try {
            List<MicroResult.Figure> figures = new ArrayList<>();
            for (JsonNode result : JsonMapper.shared().readTree(Files.readString(file))) {
                figures.add(figure(result, module));
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static MicroResult.Figure figure(JsonNode result, String module) {
        Map<String, String> parameters = new LinkedHashMap<>();
        result.path("params")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
        JsonNode time = result.path("primaryMetric");
        return new MicroResult.Figure(
                module,
                shortName(result.path("benchmark").asString()),
                parameters,
                number(time, "score", "ns/op"),
                number(time, "scoreError", "ns/op"),
                number(result.path("secondaryMetrics").path(ALLOCATION), "score", "B/op"),
                result.path("forks").asInt(),
                result.path("measurementIterations").asInt());
    }

    /** JMH writes what it cannot compute, such as the error of two values, as the text NaN. */
    private static Double number(JsonNode metric, String field, String unit) {
        if (!metric.path("scoreUnit").asString("").equals(unit)) {
            throw new IllegalStateException("expected a figure in " + unit + ", got " + metric);
        }
        return metric.path(field).isNumber() ? metric.path(field).asDouble() : null;
    }

    /** Class and method, without package. */
    static String shortName(String benchmark) {
        return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    }
}
