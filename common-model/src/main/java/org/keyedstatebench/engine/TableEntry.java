package org.keyedstatebench.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A variant that takes part in the comparison table.
 *
 * @param variant may be set up otherwise than a built-in variant of the same name; a bare name stands for the built-in one
 * @param rows of the table that it stands for, under conditions that serve several: abstraction, backend, per-record,
 *     checkpointing, ttl, timers
 * @param full names of the conditions that it is measured under
 * @param quick those of them that a quick table has, too
 * @param compare those of a quick table that a comparison adds to its own trials, to fill the rows that these leave open
 */
public record TableEntry(
        EngineVariant variant, List<String> rows, List<String> full, List<String> quick, List<String> compare) {

    /** Of the comparison table, in its order. */
    public static final List<String> ROWS =
            List.of("abstraction", "backend", "per-record", "checkpointing", "ttl", "timers");

    public TableEntry {
        Checks.present(variant, "variant");
        rows = Checks.oneOf(ROWS, Checks.any(rows), "rows");
        full = Checks.any(full);
        quick = Checks.any(quick);
        compare = Checks.any(compare);
        Set<String> all = new HashSet<>(full);
        all.addAll(quick);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the conditions of " + variant.name() + " in full or quick, got none");
        }
        if (!quick.containsAll(compare)) {
            throw new IllegalArgumentException("expected conditions of " + variant.name()
                    + " in compare that quick has, too: " + quick + "; got " + compare);
        }
    }
}
