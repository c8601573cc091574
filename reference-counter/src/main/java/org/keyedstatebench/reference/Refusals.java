package org.keyedstatebench.reference;

import static org.keyedstatebench.process.UnsupportedJobException.refuseIf;

import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.UnsupportedJobException;

/** Says what a loop without an engine cannot do, so that it never runs something else than what was asked for. */
final class Refusals {

    static final String STATE_BACKEND = "heap";

    private Refusals() {}

    /** @throws UnsupportedJobException for the first thing that the loop does not have */
    static void check(JobSpec spec) throws UnsupportedJobException {
        refuseIf(
                spec.trigger().kind() != TriggerKind.PER_RECORD,
                "trigger " + spec.trigger().kind(),
                "the reference takes each record as it comes, it has no micro-batches; use PER_RECORD");
        refuseIf(
                spec.emission() != Emission.PER_EVENT,
                "emission " + spec.emission(),
                "the reference has no micro-batches, so it writes a row for every event; use per-event");
        refuseIf(
                spec.state().guarantee() != Guarantee.AT_LEAST_ONCE,
                "guarantee " + spec.state().guarantee(),
                "the reference has no checkpoints and no transactions; use at-least-once");
        refuseIf(
                !spec.state().backend().equals(STATE_BACKEND),
                "state backend " + spec.state().backend(),
                "the reference keeps its counts in a hash map; use " + STATE_BACKEND);
        refuseIf(
                !spec.operator().equals(Operator.COUNT),
                "operator " + spec.operator(),
                "the reference is the plain counter: it has neither TTL nor timers, and passes nothing through");
        refuseIf(spec.state().async(), "asynchronous state access", "the reference keeps its counts in a hash map");
        refuseIf(
                spec.watermarkDelay() != null,
                "watermark",
                "the reference does not look at event time; leave the watermark out");
        refuseIf(
                !TestDelay.without(spec.engineConfig()).isEmpty(),
                "engine configuration " + TestDelay.without(spec.engineConfig()).keySet(),
                "the reference has no configuration of its own; use the properties of the Kafka clients");
    }
}
