package org.keyedstatebench.streams;

import static org.keyedstatebench.process.UnsupportedJobException.refuseIf;

import java.util.List;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.UnsupportedJobException;

/** Says what this counter does not do, so that it never runs something else than what was asked for. */
final class Refusals {

    static final String ROCKSDB = "rocksdb";
    static final String IN_MEMORY = "in-memory";

    private Refusals() {}

    /** @throws UnsupportedJobException for the first thing that it does not do */
    static void check(JobSpec spec) throws UnsupportedJobException {
        refuseIf(
                spec.trigger().kind() != TriggerKind.PER_RECORD,
                "trigger " + spec.trigger().kind(),
                "Kafka Streams takes each record as it comes, it has no micro-batches; use per-record");
        refuseIf(
                spec.emission() != Emission.PER_EVENT,
                "emission " + spec.emission(),
                "Kafka Streams has no micro-batches, so this counter writes a row for every event; use per-event");
        refuseIf(
                !List.of(ROCKSDB, IN_MEMORY).contains(spec.state().backend()),
                "state backend " + spec.state().backend(),
                "this counter has the stores " + ROCKSDB + " and " + IN_MEMORY);
        refuseIf(
                !spec.operator().equals(Operator.COUNT),
                "operator " + spec.operator(),
                "this counter is the plain one: it has neither TTL nor timers, and passes nothing through");
        refuseIf(spec.state().async(), "asynchronous state access", "a store of Kafka Streams is accessed at once");
        refuseIf(
                Boolean.FALSE.equals(spec.state().changelog()),
                "no changelog",
                "without its changelog a store of Kafka Streams does not survive a kill");
        refuseIf(
                spec.state().checkpointInterval().isZero(),
                "no checkpoints",
                "Kafka Streams always commits; name an interval, its own default is 30 s");
        refuseIf(
                spec.watermarkDelay() != null,
                "watermark",
                "this counter does not look at event time; leave the watermark out");
        refuseIf(
                !spec.source().endOffsets().isEmpty(),
                "end offsets",
                "a Kafka Streams application runs until it is stopped; leave them out");
    }
}
