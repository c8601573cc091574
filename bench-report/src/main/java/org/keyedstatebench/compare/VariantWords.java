package org.keyedstatebench.compare;

import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Variant;

/** Says in the words of the field how a variant was set up, the same everywhere. */
public final class VariantWords {

    private VariantWords() {}

    public static String emission(Emission emission) {
        return emission == Emission.PER_EVENT ? "a row per event" : "a row per changed key and batch";
    }

    public static String backend(Variant variant) {
        if (variant.changelog() == null) {
            return variant.stateBackend();
        }
        return variant.stateBackend() + (variant.changelog() ? " with changelog" : " without changelog");
    }

    /** How state is made durable: a micro-batch engine commits each batch, whatever the interval. */
    public static String checkpointing(Variant variant) {
        return durability(variant) + ", " + variant.guarantee();
    }

    /** The setting of a variant that a dimension is about. */
    static String of(Dimension dimension, Variant variant) {
        return switch (dimension) {
            case STATE_BACKEND -> backend(variant);
            case CHECKPOINTING -> checkpointing(variant);
            case PER_RECORD_PROCESSING, STATE_ABSTRACTION, STATE_TTL, TIMERS ->
                variant.trigger().words() + ", " + emission(variant.emission());
        };
    }

    /** The same, and what else a reader must know to compare two entries of one cell. */
    static String inTable(Dimension dimension, Variant variant) {
        String setting = of(dimension, variant);
        return dimension == Dimension.STATE_BACKEND
                ? setting + ", " + variant.trigger().words()
                : setting;
    }

    private static String durability(Variant variant) {
        if (variant.trigger().kind() != TriggerKind.PER_RECORD) {
            return "commit with every batch";
        }
        return variant.checkpointInterval().isZero()
                ? "no checkpoints"
                : "checkpoint every " + Durations.format(variant.checkpointInterval());
    }
}
