package org.keyedstatebench.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
 * <p>Builds of different ages understand each other by the contract number: what is as if it were not said is left out of the
 * JSON, so that an older build reads all that it can do; and a reader passes over fields that it does not know, because whoever
 * asks for something new says so by a higher contract.
 *
 * @param contract the oldest {@link Contract} that has all that is asked for here; {@code null} stands for the first
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
 * @param deployment where its work runs; {@code null} for the engine's own process
 */
public record JobSpec(
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Contract.IsFirst.class)
        Integer contract,

        String name,
        Kafka kafka,
        Source source,
        Sink sink,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Operator.IsCount.class)
        Operator operator,

        Emission emission,
        Trigger trigger,
        State state,
        Duration watermarkDelay,
        int parallelism,
        Map<String, String> engineConfig,
        Deployment deployment) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(empty -> empty.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .build();

    /** Of the oldest contract that has it, in the engine's own process. */
    public JobSpec(
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
        this(
                null,
                name,
                kafka,
                source,
                sink,
                operator,
                emission,
                trigger,
                state,
                watermarkDelay,
                parallelism,
                engineConfig,
                null);
    }

    public JobSpec {
        contract = Integer.valueOf(
                Math.max(contract == null ? Contract.FIRST : contract, needed(operator, state, deployment)));
        Contract.check(contract, "the job specification");
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

    private static int needed(Operator operator, State state, Deployment deployment) {
        if ((state != null && state.from() != null) || (deployment != null && deployment.slots() != null)) {
            return Contract.CHANGES;
        }
        if ((operator != null && operator.form() != null) || (state != null && state.valueBytes() > 0)) {
            return Contract.FORMS;
        }
        return deployment != null || (state != null && state.checkpoints() != null)
                ? Contract.CLUSTERS
                : Contract.FIRST;
    }

    /** The same job with the values of secret client properties struck out; for keeping, not for running. */
    public JobSpec withoutSecrets() {
        return with(contract, kafka.withoutSecrets(), state, engineConfig, deployment);
    }

    /** The same job, with its work elsewhere. */
    public JobSpec on(Deployment elsewhere) {
        return with(null, kafka, state, engineConfig, elsewhere);
    }

    /** The same job with other keys of the engine's own configuration. */
    public JobSpec withEngineConfig(Map<String, String> config) {
        return with(contract, kafka, state, config, deployment);
    }

    /** The same job with other state. */
    public JobSpec withState(State other) {
        return with(null, kafka, other, engineConfig, deployment);
    }

    /** @param least contract; {@code null} for the oldest that has all that is asked for */
    private JobSpec with(Integer least, Kafka clients, State kept, Map<String, String> config, Deployment place) {
        return new JobSpec(
                least,
                name,
                clients,
                source,
                sink,
                operator,
                emission,
                trigger,
                kept,
                watermarkDelay,
                parallelism,
                config,
                place);
    }

    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /**
     * @throws IllegalArgumentException if it is of a contract that this build does not know
     * @throws JacksonException if it is not JSON or does not describe a valid job
     */
    public static JobSpec fromJson(String json) {
        Contract.checkFirst(JSON, json, "the job specification");
        return JSON.readValue(json, JobSpec.class);
    }

    /**
     * @throws IllegalArgumentException if the file is missing, is not JSON, is of a newer contract, or does not describe a valid
     *     job; the message says which
     */
    public static JobSpec read(Path file) {
        try {
            return fromJson(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(file, e.toString(), e);
        } catch (JacksonException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            throw unreadable(file, cause.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, String why, Exception cause) {
        return new IllegalArgumentException("cannot read the job specification " + file + ": " + why, cause);
    }
}
