package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.keyedstatebench.process.Durations;

/** What a trial does with the engine and what it finds out. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Experiment.Offered.class, name = "offered"),
    @JsonSubTypes.Type(value = Experiment.Drain.class, name = "drain"),
    @JsonSubTypes.Type(value = Experiment.Recovery.class, name = "recovery"),
    @JsonSubTypes.Type(value = Experiment.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Experiment.Ttl.class, name = "ttl"),
    @JsonSubTypes.Type(value = Experiment.Torture.class, name = "torture")
})
public sealed interface Experiment {

    Experiment OFFERED = new Offered();

    /** An open loop at a fixed rate, for latency. */
    record Offered() implements Experiment {}

    /**
     * Events that are in the topic already, for catch-up throughput: every variant drains the very same records.
     *
     * @param events how many, 1,000 to 50,000,000: every one is followed, which takes memory
     * @param batchEvents most events that a micro-batch takes, 100 to as many as there are; without a limit an engine that works
     *     as fast as it can takes all of them at once, and a single batch has no rate
     */
    record Drain(long events, long batchEvents) implements Experiment {
        public Drain {
            Check.range("drain.events", events, 1_000, 50_000_000);
            Check.range("drain.batchEvents", batchEvents, 100, events);
        }
    }

    /**
     * An open loop in whose measured window the engine is killed (SIGKILL) and at once started again on its last checkpoint, or a
     * process of its cluster is killed and the job goes on by itself.
     *
     * @param killAfter when, from the opening of the window
     * @param victim the role of the process that is killed; {@link #DRIVER}, meant where nothing is said, is the engine's own process with all
     *     that it has started
     * @param command that kills instead, of a cluster that is not ours; {@code null} for none
     */
    record Recovery(
            Duration killAfter,
            @JsonInclude(JsonInclude.Include.NON_NULL) String victim,
            @JsonInclude(JsonInclude.Include.NON_NULL) String command)
            implements Experiment {

        /** The engine's own process. */
        public static final String DRIVER = "driver";

        public Recovery {
            Check.notNegative("recovery.killAfter", killAfter);
            victim = DRIVER.equals(victim) ? null : victim;
        }

        /** Whether the engine has to be started again. */
        public boolean endsEngine() {
            return victim == null && command == null;
        }
    }

    /**
     * An open loop in whose measured window the job is changed: its parallelism, its build, or what it is.
     *
     * @param after when, from the opening of the window
     * @param says what is done, for people
     * @param way by which its engine rescales it; {@code null} if it is not rescaled
     * @param parallelism afterwards; {@code null} for the one before
     * @param to the variant of the scenario that goes on; {@code null} for the same
     */
    record Change(
            Duration after,
            String says,
            @JsonInclude(JsonInclude.Include.NON_NULL) String way,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer parallelism,
            @JsonInclude(JsonInclude.Include.NON_NULL) String to)
            implements Experiment {
        public Change {
            Check.notNegative("change.after", after);
            Objects.requireNonNull(says, "change.says");
            if ((way == null) != (parallelism == null)) {
                throw new IllegalArgumentException(
                        "change: expected way and parallelism together, got " + way + " and " + parallelism);
            }
        }
    }

    /** Whether the engine is interrupted, so that latencies tell when that was rather than what the engine is like. */
    static boolean interrupts(Experiment experiment) {
        return experiment instanceof Recovery || experiment instanceof Change || experiment instanceof Torture;
    }

    /**
     * Two events a key with a pause between them, shorter for some keys and longer for others than the variant's TTL: tells from
     * which pause on a key's count starts again.
     */
    record Ttl() implements Experiment {}

    /**
     * An open loop that goes on after its measured window, while one fault after the other befalls the engine; which and when is drawn
     * from the seed.
     *
     * @param kinds that are drawn from, at least one
     * @param faults how many, 1 to 10,000; {@code null} for as many as there is time for
     * @param atMost no further fault begins when this is over; {@code null} for no limit
     */
    record Torture(
            List<FaultKind> kinds,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer faults,
            @JsonInclude(JsonInclude.Include.NON_NULL) Duration atMost)
            implements Experiment {
        public Torture {
            kinds = List.copyOf(kinds);
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException("torture needs at least one kind of faults");
            }
            if (faults == null && atMost == null) {
                throw new IllegalArgumentException("torture needs a number of faults or a time");
            }
            if (faults != null) {
                Check.range("torture.faults", faults, 1, 10_000);
            }
            if (atMost != null
                    && (atMost.isNegative() || atMost.isZero() || atMost.compareTo(Duration.ofDays(7)) > 0)) {
                throw new IllegalArgumentException(
                        "torture.atMost must be above 0 and at most 7 days, got " + Durations.format(atMost));
            }
        }
    }
}
