package org.keyedstatebench.engine;

import java.util.List;
import java.util.Locale;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.process.Durations;

/**
 * One thing that a profile sets for an engine, with its reason: reports and the fairness manifest are made from it.
 *
 * @param of whose setting it is
 * @param key its name; of a note, what was done
 * @param value of a key; {@value #PARALLELISM} in it stands for the number of parallel tasks; {@code null} for a note
 * @param when jobs that it is for; {@code null} for every job
 * @param forms of the job that it is for, {@value #PLAIN} being the one without a name; empty for all of them
 * @param why one line
 */
public record Setting(Of of, String key, String value, When when, List<String> forms, String why) {

    /** What the engine's plain form is called in a list. */
    public static final String PLAIN = "plain";

    /** What is replaced in a value. */
    public static final String PARALLELISM = "{parallelism}";

    /** Whose setting it is. */
    public enum Of {
        /** Of the job's Kafka consumer. */
        CONSUMER,
        /** Of the job's Kafka producer. */
        PRODUCER,
        /** Of the engine's own configuration. */
        ENGINE,
        /** What a variant leaves to the profile: changelog (true or false) or watermark (a duration). */
        VARIANT,
        /** No setting, but something that a reader of results must know. */
        NOTE;

        /** As people type it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which jobs a setting is for. */
    public enum When {
        /** State is accessed without waiting for it. */
        ASYNC_STATE,
        /** Something waits for event time to go on. */
        EVENT_TIME;

        /** As people type it: lower case, with dashes. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Setting {
        Checks.present(of, "of");
        Checks.present(key, "key");
        Checks.present(why, "why");
        forms = Checks.any(forms);
        if ((value == null) != (of == Of.NOTE)) {
            throw new IllegalArgumentException(key + ": expected a value, except of a note, which has none");
        }
        if (of == Of.VARIANT && key.equals("changelog")) {
            Checks.oneOf(List.of("true", "false"), List.of(value), key);
        } else if (of == Of.VARIANT && key.equals("watermark")) {
            Durations.parse(value);
        } else if (of == Of.VARIANT) {
            throw new IllegalArgumentException("key: expected changelog or watermark of a variant, got '" + key + "'");
        }
    }

    /** Whether it is for a job that does this. */
    public boolean isFor(Operator operator, boolean asyncState) {
        String form = operator.form() == null ? PLAIN : operator.form();
        return (forms.isEmpty() || forms.contains(form))
                && (when == null || (when == When.ASYNC_STATE ? asyncState : operator.needsWatermark()));
    }

    /** The value that it has for a job. */
    public String value(int parallelism) {
        return value.replace(PARALLELISM, Integer.toString(parallelism));
    }
}
