package org.keyedstatebench.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where the counts live and how they survive.
 *
 * @param backend the engine's name of a state backend or store: hashmap, rocksdb, ...
 * @param directory folder of this machine, absolute; what is in it belongs to the job, and checkpoints are there if nothing else is said
 * @param checkpointInterval time between checkpoints; zero for none. A micro-batch engine commits with each batch instead
 * @param guarantee of the output rows
 * @param changelog whether a log-structured store commits changes instead of snapshots; {@code null} for the engine's default
 * @param async whether state is accessed without waiting for it, where the engine can
 * @param resume whether to go on from the newest complete checkpoint, if there is one
 * @param checkpoints URI of a folder for checkpoints, which belongs to the job; {@code null} for the directory
 * @param valueBytes bytes that the state of each key holds beside its count, and writes with it; at least 0
 * @param from where another job has kept its state, as its engine signalled it, to go on from that; {@code null} for nowhere
 * @param rescale the engine's name of a way to bring that state to another parallelism; {@code null} for none
 */
public record State(
        String backend,
        String directory,
        Duration checkpointInterval,
        Guarantee guarantee,
        Boolean changelog,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean async,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean resume,
        String checkpoints,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int valueBytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) String from,
        @JsonInclude(JsonInclude.Include.NON_NULL) String rescale) {

    private static final int MOST_VALUE_BYTES = 1 << 20;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    /** With its checkpoints in the directory, and a count and nothing else for each key. */
    public State(
            String backend,
            String directory,
            Duration checkpointInterval,
            Guarantee guarantee,
            Boolean changelog,
            boolean async,
            boolean resume) {
        this(backend, directory, checkpointInterval, guarantee, changelog, async, resume, null, 0, null, null);
    }

    public State {
        Check.notBlank(backend, "state.backend");
        Check.notBlank(directory, "state.directory");
        Check.notNegative(checkpointInterval, "state.checkpointInterval");
        Objects.requireNonNull(guarantee, "state.guarantee");
        if (checkpoints != null && !SCHEME.matcher(checkpoints).lookingAt()) {
            throw new IllegalArgumentException(
                    "state.checkpoints must be a URI such as file:///shared/checkpoints or s3://bucket/folder, got '"
                            + checkpoints + "'");
        }
        if (valueBytes < 0 || valueBytes > MOST_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "state.valueBytes must be 0 to " + MOST_VALUE_BYTES + ", got " + valueBytes);
        }
        if (from != null && resume) {
            throw new IllegalArgumentException(
                    "state.from says where to go on, and state.resume to look for it: expected one of them");
        }
        if (rescale != null && from == null) {
            throw new IllegalArgumentException("state.rescale '" + rescale
                    + "' brings kept state to another parallelism: expected state.from, where it was kept");
        }
    }

    /** Where checkpoints are, as a URI. */
    @JsonIgnore
    public String checkpointsUri() {
        return checkpoints == null ? Path.of(directory).toUri().toString() : checkpoints;
    }

    /** The same state with its checkpoints elsewhere. */
    public State withCheckpoints(String uri) {
        return with(uri, valueBytes, resume, from, rescale);
    }

    /** The same state with so many bytes beside each count. */
    public State withValueBytes(int bytes) {
        return with(checkpoints, bytes, resume, from, rescale);
    }

    /**
     * The same state, going on from what another job has kept.
     *
     * @param way of the engine to bring it to another parallelism; {@code null} for none
     */
    public State goingOnFrom(String location, String way) {
        return with(checkpoints, valueBytes, false, location, way);
    }

    private State with(String uri, int bytes, boolean goesOn, String location, String way) {
        return new State(
                backend, directory, checkpointInterval, guarantee, changelog, async, goesOn, uri, bytes, location, way);
    }

    /** Whether the job begins with state that is there, wherever that is. */
    public boolean continues() {
        return resume || from != null;
    }
}
