package org.keyedstatebench.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything an engine needs to know to run the counter; the harness writes it, {@code --spec job.json} reads it.
 *
 * @param name of the job, for logs and consumer groups
 * @param kafka how to reach Kafka
 * @param source which records to count
 * @param sink where rows go
 * @param operator what is done with the events of a key; {@code null} stands for the plain counter
 * @param emission a row for every event, or for every changed key of a micro-batch
 * @param trigger when the job works
 * @param state where counts live
 * @param watermarkDelay how late events may be, by produced_at; {@code null} leaves the watermark out
 * @param parallelism parallel tasks of each stage, at least 1
 * @param engineConfig keys of the engine's own configuration, applied last
 */
public record JobSpec(
        String name,
        Kafka kafka,
        Source source,
        Sink sink,
        Operator operator,
        Emission emission,
        Trigger trigger,
        State state,
        Duration watermarkDelay,
        int parallelism,
        Map<String, String> engineConfig) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public JobSpec {
        Check.notBlank(name, "name");
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        operator = operator == null ? Operator.COUNT : operator;
        Objects.requireNonNull(emission, "emission");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(state, "state");
        if (watermarkDelay != null) {
            Check.notNegative(watermarkDelay, "watermarkDelay");
            Check.notAbove100Years(watermarkDelay, "watermarkDelay");
        }
        if (operator.needsWatermark() && watermarkDelay == null) {
            throw new IllegalArgumentException(
                    "operator.idleTimer.domain EVENT_TIME needs a watermarkDelay: without a watermark event time stands still");
        }
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, got " + parallelism);
        }
        engineConfig = Check.copy(engineConfig);
    }

    /** The same job with the values of secret client properties struck out; for keeping, not for running. */
    public JobSpec withoutSecrets() {
        return new JobSpec(
                name,
                kafka.withoutSecrets(),
                source,
                sink,
                operator,
                emission,
                trigger,
                state,
                watermarkDelay,
                parallelism,
                engineConfig);
    }

    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    public static JobSpec fromJson(String json) {
        return JSON.readValue(json, JobSpec.class);
    }

    /**
     * @throws IllegalArgumentException if the file is missing, is not JSON, or does not describe a valid job; the message
     *     says which
     */
    public static JobSpec read(Path file) {
        try {
            return JSON.readValue(file.toFile(), JobSpec.class);
        } catch (JacksonException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            throw new IllegalArgumentException(
                    "cannot read the job specification " + file + ": " + cause.getMessage(), e);
        }
    }
}
