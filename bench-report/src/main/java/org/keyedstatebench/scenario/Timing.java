package org.keyedstatebench.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.keyedstatebench.process.Durations;

/**
 * How long the phases of a trial last.
 *
 * @param startTimeout limit from the start of the engine's process to the first visible count
 * @param warmup least time that events flow before the measured window opens
 * @param duration length of the measured window
 * @param drainTimeout limit from the end of the load until every event is covered; what is uncovered then is lost
 */
@RecordBuilder
public record Timing(Duration startTimeout, Duration warmup, Duration duration, Duration drainTimeout)
        implements TimingBuilder.With {

    private static final Duration PATIENT_WARM_UP = Duration.ofSeconds(5);

    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(90), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));

    public Timing {
        check("timing.startTimeout", startTimeout, Duration.ofSeconds(1));
        check("timing.warmup", warmup, Duration.ZERO);
        check("timing.duration", duration, Duration.ofSeconds(1));
        check("timing.drainTimeout", drainTimeout, Duration.ofSeconds(1));
    }

    private static void check(String name, Duration value, Duration min) {
        if (value == null || value.compareTo(min) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be " + Durations.format(min) + " to 24h, got "
                    + (value == null ? "nothing" : Durations.format(value)));
        }
    }

    /** Whether the warm-up is meant to show engines at their best: after a shorter one, JVMs still compile. */
    public boolean showsEnginesAtRest() {
        return warmup.compareTo(PATIENT_WARM_UP) >= 0;
    }
}
