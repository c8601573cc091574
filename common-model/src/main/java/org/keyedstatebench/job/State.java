package org.keyedstatebench.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the counts live and how they survive.
 *
 * @param backend the engine's name of a state backend or store: hashmap, rocksdb, ...
 * @param directory folder for checkpoints, absolute; what is in it belongs to the job
 * @param checkpointInterval time between checkpoints; zero for none. A micro-batch engine commits with each batch instead
 * @param guarantee of the output rows
 * @param changelog whether a log-structured store commits changes instead of snapshots; {@code null} for the engine's default
 * @param async whether state is accessed without waiting for it, where the engine can
 * @param resume whether to go on from the newest complete checkpoint in the directory, if there is one
 */
public record State(
        String backend,
        String directory,
        Duration checkpointInterval,
        Guarantee guarantee,
        Boolean changelog,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean async,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean resume) {

    public State {
        Check.notBlank(backend, "state.backend");
        Check.notBlank(directory, "state.directory");
        Check.notNegative(checkpointInterval, "state.checkpointInterval");
        Objects.requireNonNull(guarantee, "state.guarantee");
    }
}
