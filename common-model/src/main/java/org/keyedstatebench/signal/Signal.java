package org.keyedstatebench.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.job.Contract;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line that an engine writes for the harness.
 *
 * <p>Times in signals are the engine's own clock, epoch milliseconds: they place a checkpoint or a pause on a plot, and no
 * latency is computed from them. A reader passes over signals and fields that it does not know, because what must not be passed
 * over comes with a higher {@link Contract}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "signal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Signal.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Signal.CheckpointCompleted.class, name = "checkpoint-completed"),
    @JsonSubTypes.Type(value = Signal.BatchCompleted.class, name = "batch-completed"),
    @JsonSubTypes.Type(value = Signal.GcPause.class, name = "gc-pause"),
    @JsonSubTypes.Type(value = Signal.Cluster.class, name = "cluster"),
    @JsonSubTypes.Type(value = Signal.RemoteUse.class, name = "remote-use"),
    @JsonSubTypes.Type(value = Signal.StateKept.class, name = "state-kept"),
    @JsonSubTypes.Type(value = Signal.Rescaled.class, name = "rescaled"),
    @JsonSubTypes.Type(value = Signal.Unsupported.class, name = "unsupported"),
    @JsonSubTypes.Type(value = Signal.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Signal.Stopped.class, name = "stopped"),
})
public sealed interface Signal {

    JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * The job runs and will read its input.
     *
     * @param contract of this signal and those after it; {@code null} stands for the first {@link Contract}
     * @param engine name of the engine
     * @param version version of the engine, as the engine itself reports it
     * @param settings what is in effect, by the engine's own configuration keys; goes into the fairness manifest
     */
    record Ready(
            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Contract.IsFirst.class)
            Integer contract,

            String engine,
            String version,
            Map<String, String> settings)
            implements Signal {

        /** Of the first contract. */
        public Ready(String engine, String version, Map<String, String> settings) {
            this(Contract.FIRST, engine, version, settings);
        }

        public Ready {
            contract = contract == null ? Integer.valueOf(Contract.FIRST) : contract;
            settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

    /**
     * A checkpoint is complete.
     *
     * @param id the engine's number of it
     * @param triggeredAt epoch milliseconds
     * @param durationMs from trigger to completion
     * @param checkpointedBytes written by this checkpoint
     * @param stateBytes of the whole state
     */
    record CheckpointCompleted(long id, long triggeredAt, long durationMs, long checkpointedBytes, long stateBytes)
            implements Signal {}

    /**
     * A micro-batch is complete.
     *
     * @param id the engine's number of it
     * @param startedAt epoch milliseconds
     * @param durationMs of the whole batch
     * @param inputRows records that it read
     * @param phasesMs the engine's own break-down of the duration
     * @param stateKeys keys in the state store
     * @param stateBytes memory or files of the state store, as the engine reports it
     * @param stateCommitMs time to commit the state, summed over tasks
     */
    record BatchCompleted(
            long id,
            long startedAt,
            long durationMs,
            long inputRows,
            Map<String, Long> phasesMs,
            long stateKeys,
            long stateBytes,
            long stateCommitMs)
            implements Signal {
        public BatchCompleted {
            phasesMs = phasesMs == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(phasesMs));
        }
    }

    /**
     * The garbage collector stopped or delayed the engine's JVM.
     *
     * @param at start, epoch milliseconds
     * @param durationMs as the collector reports it
     * @param collector name of the collector
     * @param cause as the JVM names it
     */
    record GcPause(long at, long durationMs, String collector, String cause) implements Signal {}

    /**
     * The job has a cluster, or a process of it is another one now.
     *
     * @param address of it, in the engine's own form
     * @param version of the engine there; {@code null} if it cannot tell
     * @param slots parallel tasks that it has room for, taken or free; {@code null} if it cannot tell
     * @param members processes on this machine that were started for it, the present ones; empty for somebody else's
     */
    record Cluster(String address, String version, Integer slots, List<Member> members) implements Signal {
        public Cluster {
            members = members == null ? List.of() : List.copyOf(members);
        }

        /** Whether the work is done by processes that nobody started for the job. */
        public boolean startedByOthers() {
            return members.isEmpty();
        }
    }

    /**
     * One process of a cluster.
     *
     * @param role {@code worker} or {@code master}
     * @param pid process id
     */
    record Member(String role, long pid) {}

    /**
     * What the processes of the job's cluster have used, for what is not started by the harness cannot be metered by it, and heap and
     * garbage collections cannot be seen from outside at all. Of the process that signals nothing is in it. What the engine cannot
     * tell is {@code null}.
     *
     * @param cpuSeconds user and system since the first of these signals or before, of all processes together, also of those that
     *     are gone
     * @param heapBytes in use at present, of all together
     * @param gcMs spent in garbage collections since the same time, of all together
     * @param rssBytes resident at present, of all together
     * @param writtenBytes that they had the system write to disks since the same time
     */
    record RemoteUse(Double cpuSeconds, Long heapBytes, Long gcMs, Long rssBytes, Long writtenBytes)
            implements Signal {}

    /**
     * The job has stopped because it was asked to keep its state, and this is where.
     *
     * @param location what the specification of another job names as {@code state.from}
     * @param durationMs from the request until the state was complete
     * @param bytes of the state; {@code null} if the engine cannot tell
     */
    record StateKept(String location, long durationMs, Long bytes) implements Signal {}

    /**
     * The state has the parallelism that was asked for, or, where the engine did something else, the one that it has.
     *
     * @param parallelism parts that the state is in
     * @param words the engine's own, where it has some; {@code null} if not
     */
    record Rescaled(int parallelism, String words) implements Signal {}

    /**
     * The engine refuses what the specification asks for. Not a crash: it becomes a cell of the comparison table.
     *
     * @param feature what was asked for
     * @param errorClass the engine's exception class, with its error condition where it has one
     * @param message the engine's own words
     */
    record Unsupported(String feature, String errorClass, String message) implements Signal {}

    /**
     * The job ended with an error.
     *
     * @param reason one line
     */
    record Failed(String reason) implements Signal {}

    /**
     * The job was stopped and has ended, or it reached its end offsets.
     *
     * @param malformed records that it skipped; {@code null} if it cannot tell
     * @param heapPeakBytes sum of the peaks of the heap's memory pools
     * @param metrics further numbers of the engine, by its own names
     */
    record Stopped(Long malformed, long heapPeakBytes, Map<String, Double> metrics) implements Signal {
        public Stopped {
            metrics = metrics == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(metrics));
        }
    }

    /** This signal as one line of JSON, without a line break. */
    default String toJson() {
        return JSON.writerFor(Signal.class).writeValueAsString(this);
    }

    /**
     * @return the signal, or empty if the line is none (something else wrote to the engine's standard output)
     */
    static Optional<Signal> fromJson(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line, Signal.class));
        } catch (JacksonException noSignal) {
            return Optional.empty();
        }
    }
}
