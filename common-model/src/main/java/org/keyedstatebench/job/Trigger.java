package org.keyedstatebench.job;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.keyedstatebench.process.Durations;

/**
 * When the job works.
 *
 * @param kind what starts the next piece of work
 * @param interval between micro-batches for PROCESSING_TIME (zero: as fast as possible), the batch duration for REAL_TIME;
 *     zero otherwise
 */
public record Trigger(TriggerKind kind, Duration interval) {

    /** What Spark calls as fast as possible. */
    public static final Trigger ASAP = new Trigger(TriggerKind.PROCESSING_TIME, Duration.ZERO);

    public static final Trigger PER_RECORD = new Trigger(TriggerKind.PER_RECORD, Duration.ZERO);
    public static final Trigger AVAILABLE_NOW = new Trigger(TriggerKind.AVAILABLE_NOW, Duration.ZERO);

    /** Before the duration of a batch. */
    private static final String REAL_TIME = "real-time ";

    /** Spark's own default duration of a real-time batch. */
    private static final Duration REAL_TIME_BATCH = Duration.ofMinutes(5);

    public Trigger {
        Objects.requireNonNull(kind, "trigger.kind");
        Check.notNegative(interval, "trigger.interval");
        if (kind == TriggerKind.REAL_TIME && interval.isZero()) {
            throw new IllegalArgumentException("trigger.interval of a REAL_TIME trigger must be above zero");
        }
    }

    public static Trigger every(Duration interval) {
        return new Trigger(TriggerKind.PROCESSING_TIME, interval);
    }

    public static Trigger realTime(Duration batchDuration) {
        return new Trigger(TriggerKind.REAL_TIME, batchDuration);
    }

    /**
     * Reads a trigger as people type it.
     *
     * @throws IllegalArgumentException if the text is no trigger
     */
    public static Trigger parse(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "per-record" -> PER_RECORD;
            case "available-now" -> AVAILABLE_NOW;
            case "real-time" -> realTime(REAL_TIME_BATCH);
            default -> {
                try {
                    yield text.trim().startsWith(REAL_TIME)
                            ? realTime(Durations.parse(text.trim().substring(REAL_TIME.length())))
                            : every(Durations.parse(text));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "expected a trigger: per-record, a duration such as 10s, 0, available-now, real-time or real-time 30s;"
                                    + " got '"
                                    + text + "'",
                            e);
                }
            }
        };
    }

    /** In the words of the field, for people. */
    public String words() {
        return switch (kind) {
            case PER_RECORD -> "per record";
            case PROCESSING_TIME ->
                interval.isZero()
                        ? "micro-batch as fast as possible (trigger 0)"
                        : "micro-batch every " + Durations.format(interval);
            case AVAILABLE_NOW -> "available-now";
            case REAL_TIME -> "real-time, batches of " + Durations.format(interval);
        };
    }
}
