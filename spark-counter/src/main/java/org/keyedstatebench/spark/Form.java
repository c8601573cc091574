package org.keyedstatebench.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.UnsupportedJobException;

/** The ways to write the counter for Spark, and what each of them cannot do. */
enum Form {
    PLAIN(null, "transformWithState"),
    COMBINING("combining", "transformWithState of events that are counted by key before the shuffle"),
    RECORD_WITH_TIME("record-with-time", "transformWithState with a record of two fields"),
    SQL("sql", "SQL aggregation"),
    FLAT_MAP_GROUPS("flat-map-groups-with-state", "flatMapGroupsWithState");

    private final String id;
    private final String words;

    Form(String id, String words) {
        this.id = id;
        this.words = words;
    }

    /** @throws IllegalArgumentException if Spark's counter has no such form */
    static Form of(Operator operator) {
        return Arrays.stream(values())
                .filter(form -> Objects.equals(form.id, operator.form()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a form: " + String.join(", ", named()) + ", or none; got '" + operator.form() + "'"));
    }

    /** Those that must be asked for. */
    static List<String> named() {
        return Arrays.stream(values()).skip(1).map(form -> form.id).toList();
    }

    /** Of Spark's interface. */
    String words() {
        return words;
    }

    /** Whether fewer rows than events travel to the state, and by whose doing. */
    String combines() {
        return switch (this) {
            case PLAIN, RECORD_WITH_TIME, FLAT_MAP_GROUPS -> "no";
            case COMBINING -> "yes, by code of this suite";
            case SQL -> "yes, by Spark's partial aggregation";
        };
    }

    boolean isTransformWithState() {
        return this == PLAIN || this == COMBINING || this == RECORD_WITH_TIME;
    }

    /**
     * What there is nothing to try of, because Spark has no way to say it.
     *
     * @throws UnsupportedJobException if that is what is asked for
     */
    static void check(JobSpec spec) throws UnsupportedJobException {
        Form form = of(spec.operator());
        if (spec.operator().kind() == OperatorKind.COUNT) {
            form.checkCount(spec, spec.operator());
        } else {
            form.refuseIf(form != PLAIN, "events that pass through", "they are not counted, in whatever form.");
        }
    }

    private void checkCount(JobSpec spec, Operator operator) throws UnsupportedJobException {
        refuseIf(
                this == COMBINING && spec.trigger().kind() == TriggerKind.REAL_TIME,
                "real-time trigger",
                "events are combined until the end of a batch, which in real-time mode is minutes away.");
        refuseIf(
                this == SQL && spec.emission() == Emission.PER_EVENT,
                "emission per event",
                "an aggregation has one row for each key that changed in a batch.");
        refuseIf(
                this == RECORD_WITH_TIME && spec.state().valueBytes() > 0,
                "bytes beside each count",
                "its record has no field for them.");
        refuseIf(this == SQL && operator.idleTimer() != null, "idle timer", "an aggregation has no timers.");
        refuseIf(
                this == SQL && spec.state().valueBytes() > 0,
                "bytes beside each count",
                "the state of an aggregation is what it returns, here a count.");
        refuseIf(
                !isTransformWithState() && operator.ttl() != null,
                "state TTL",
                "only transformWithState has one; here state stays until a watermark or the job itself removes it.");
        refuseIf(
                this == FLAT_MAP_GROUPS && operator.needsWatermark(),
                "event-time timer",
                "a key has one timeout, which each call sets anew and none can read: events that come late would make"
                        + " the key idle too soon.");
    }

    private void refuseIf(boolean asked, String feature, String why) throws UnsupportedJobException {
        if (asked) {
            throw new UnsupportedJobException(words + " with " + feature, "(no option of Spark)", why);
        }
    }
}
