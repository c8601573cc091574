package org.keyedstatebench.compare;

import java.util.List;
import java.util.Optional;

/** One entry in a cell of the comparison table: something that trials of this run have shown, with its evidence. */
public sealed interface Finding {

    Evidence evidence();

    /**
     * Figures that valid trials measured.
     *
     * @param setting what was set up, in words, as far as it matters for the dimension
     * @param measures at least one
     */
    record Measured(String setting, List<Measure> measures, Evidence evidence) implements Finding {
        public Measured {
            measures = List.copyOf(measures);
        }
    }

    /**
     * The engine refused the job.
     *
     * @param setting what was set up, in words
     * @param feature what was asked for, as the job calls it
     * @param errorClass of the engine's exception
     * @param message the engine's own words
     */
    record Refused(String setting, String feature, String errorClass, String message, Evidence evidence)
            implements Finding {}

    /**
     * Tried, but no trial is valid.
     *
     * @param setting what was set up, in words
     * @param reason of the first such trial; empty if it has none
     */
    record NotValid(String setting, Optional<String> reason, Evidence evidence) implements Finding {}

    /**
     * A named figure.
     *
     * @param name in words
     * @param unit of the spread
     * @param spread over trials
     */
    record Measure(String name, Unit unit, Spread spread) {}
}
