package org.keyedstatebench.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.scenario.Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The JSON form of a run's result, that of {@code result.schema.json}, and of other documents: fields in the order of the records, times and durations
 * in ISO 8601, constants in lower case with dashes, fractions to six significant digits. Thread-safe.
 */
public final class ResultJson {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(KeyDistribution.class, KebabCase.class)
            .addMixIn(Emission.class, KebabCase.class)
            .addMixIn(Guarantee.class, KebabCase.class)
            .addMixIn(OperatorKind.class, KebabCase.class)
            .addMixIn(TimeDomain.class, KebabCase.class)
            .addMixIn(TriggerKind.class, KebabCase.class)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Rounded())
                    .addSerializer(Double.TYPE, new Rounded()))
            .build();

    private ResultJson() {}

    /** @throws ResultException if a figure is not a number, which is a defect of the measurement */
    public static String write(RunResult result) {
        return write(result, "the result of a run");
    }

    /**
     * @param source name of the text, for messages
     * @throws ResultException if it is no JSON, of another schema version, or not a result; with the line
     */
    public static RunResult read(String text, String source) {
        RunResult run = read(text, source, RunResult.class, "the result of a run", RunResult.SCHEMA_VERSION);
        wrong(run).ifPresent(what -> {
            throw new ResultException(source + ": expected the result of a run, " + what);
        });
        return run;
    }

    /** What every report needs, and what a file that this suite did not write may lack. */
    private static Optional<String> wrong(RunResult run) {
        Map<String, Object> needed = new LinkedHashMap<>();
        needed.put("id", run.id());
        needed.put("status", run.status());
        needed.put("startedAt", run.startedAt());
        needed.put("scenario", run.scenario());
        needed.put("environment", run.environment());
        for (Map.Entry<String, Object> part : needed.entrySet()) {
            if (part.getValue() == null) {
                return Optional.of("there is no " + part.getKey());
            }
        }
        Set<String> variants =
                run.scenario().variants().stream().map(Variant::name).collect(Collectors.toSet());
        return run.trials().stream()
                .filter(trial -> !variants.contains(trial.variant()))
                .map(trial -> "trial " + trial.order() + " is of the variant '" + trial.variant()
                        + "', which its scenario does not have")
                .findFirst();
    }

    /**
     * Writes another document by the same conventions.
     *
     * @param what it is, for messages: "the result of a run"
     * @throws ResultException if a figure is not a number, which is a defect of the measurement
     */
    public static String write(Object document, String what) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JacksonException e) {
            throw new ResultException("cannot write " + what + " as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads another document by the same conventions.
     *
     * @param source name of the text, for messages
     * @param what it is, for messages: "the result of a run"
     * @param version that its {@code schemaVersion} must be
     * @throws ResultException if it is no JSON, of another schema version, or something else; with the line
     */
    public static <T> T read(String text, String source, Class<T> type, String what, int version) {
        try {
            JsonNode tree = JSON.readTree(text);
            int found = tree.path("schemaVersion").asInt(-1);
            if (found < 0) {
                throw new ResultException(source + ": expected " + what + ", there is no schemaVersion");
            }
            if (found != version) {
                throw new ResultException(source + ": expected " + what + " of schemaVersion " + version + ", got "
                        + found + ": written by another release of this suite");
            }
            return JSON.readValue(text, type);
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            String field = e.getPathReference().isEmpty() ? "" : " (" + fields(e) + ")";
            throw new ResultException(
                    source + line + ": expected " + what + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + field,
                    e);
        }
    }

    private static String fields(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            path.append(path.isEmpty() ? "" : ".")
                    .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return path.toString();
    }

    /** The enums of the contract have no JSON names of their own, and need none for the engines. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    private interface KebabCase {}

    /** More digits than this are noise of the computation; the whole part is never rounded. */
    private static final class Rounded extends StdSerializer<Double> {

        private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

        Rounded() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
            if (!Double.isFinite(value)) {
                context.reportMappingProblem("expected a figure, got %s", value);
            }
            BigDecimal exact = BigDecimal.valueOf(value);
            BigDecimal rounded = Math.abs(value) >= 100_000
                    ? exact.setScale(0, RoundingMode.HALF_EVEN)
                    : exact.round(SIX_DIGITS).stripTrailingZeros();
            generator.writeNumber(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
        }
    }
}
