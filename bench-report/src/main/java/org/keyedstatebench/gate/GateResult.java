package org.keyedstatebench.gate;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.keyedstatebench.result.Document;
import org.keyedstatebench.result.Environment;

/**
 * Everything that a run of the gate measured and decided, the one source of every form of its report; stands in {@code gate.json}.
 *
 * @param schemaVersion of this form
 * @param id name of the run's folder
 * @param startedAt UTC
 * @param endedAt UTC
 * @param command that repeats it, with the seed
 * @param seed of event sequences and of the order within pairs
 * @param baseline what the candidate must not be slower than
 * @param candidate what is judged
 * @param rules by which it is judged
 * @param environment the machine and the versions
 * @param pairs the first set, in the order of execution
 * @param confirmation the second set; empty if it was not run
 * @param discarded pairs that were repeated
 * @param judgement what follows from all this
 */
public record GateResult(
        int schemaVersion,
        String id,
        Instant startedAt,
        Instant endedAt,
        String command,
        long seed,
        GateSide baseline,
        GateSide candidate,
        GateRules rules,
        Environment environment,
        List<Pair> pairs,
        List<Pair> confirmation,
        List<DiscardedPair> discarded,
        Judgement judgement) {

    public static final int SCHEMA_VERSION = 1;

    /** The form in which it is kept. */
    public static final Document<GateResult> DOCUMENT =
            new Document<>("gate.json", "the result of a gate", GateResult.class, SCHEMA_VERSION);

    public GateResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(judgement, "judgement");
        pairs = List.copyOf(Objects.requireNonNull(pairs, "pairs"));
        confirmation = List.copyOf(Objects.requireNonNull(confirmation, "confirmation"));
        discarded = List.copyOf(Objects.requireNonNull(discarded, "discarded"));
    }
}
