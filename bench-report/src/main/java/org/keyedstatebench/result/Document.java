package org.keyedstatebench.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyedstatebench.job.TriggerKind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A kind of document that this suite leaves beside a run, the one way in which all of them are written and read: fields in the order of
 * the records, times and durations in ISO 8601, constants in lower case with dashes, fractions to six significant digits. Thread-safe.
 *
 * @param file name in a run's folder; a schema of the same name lies beside the type
 * @param what it is, for messages: "the result of a run"
 * @param type the record that it is read into
 * @param version that its {@code schemaVersion} must be
 * @param wrong what readers need and one that this suite did not write may lack; empty if nothing
 */
public record Document<T>(String file, String what, Class<T> type, int version, Function<T, Optional<String>> wrong) {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(TriggerKind.class, KebabCase.class)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Rounded())
                    .addSerializer(Double.TYPE, new Rounded()))
            .build();

    /** One that can be read without anything being wrong with it. */
    public Document(String file, String what, Class<T> type, int version) {
        this(file, what, type, version, document -> Optional.empty());
    }

    /** @throws ResultException if a figure is not a number, which is a defect of the measurement */
    public String write(T document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JacksonException e) {
            throw new ResultException("cannot write " + what + " as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * @param source name of the text, for messages
     * @throws ResultException if it is no JSON, of another schema version, or something else; with the line
     */
    public T read(String text, String source) {
        try {
            JsonNode found = JSON.readTree(text).path("schemaVersion");
            if (found.asInt(-1) < 0) {
                throw new ResultException(source + ": expected " + what + ", there is no schemaVersion");
            }
            if (found.asInt() != version) {
                throw new ResultException(source + ": expected " + what + " of schemaVersion " + version + ", got "
                        + found.asInt() + ": written by another release of this suite");
            }
            T document = JSON.readValue(text, type);
            wrong.apply(document).ifPresent(fault -> {
                throw new ResultException(source + ": expected " + what + ", " + fault);
            });
            return document;
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
        return e.getPath().stream()
                .map(step -> Objects.requireNonNullElse(step.getPropertyName(), Integer.toString(step.getIndex())))
                .collect(Collectors.joining("."));
    }

    /** The one enum of the contract that people do not type. */
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
