package org.keyedstatebench.flink;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.Collector;

/**
 * Lets well-formed events through, reduced to what the job needs of them, and counts both them and the malformed ones.
 *
 * <p>Counts in accumulators, not in metrics, because a task hands its accumulators over when it ends, also when it is
 * cancelled: so the totals are exact.
 */
final class WellFormed<T> extends RichFlatMapFunction<Tuple3<String, Long, byte[]>, T> {

    static final String EVENTS = "events";
    static final String MALFORMED = "malformed";

    private static final long serialVersionUID = 1L;

    private final LongCounter events = new LongCounter();
    private final LongCounter malformed = new LongCounter();
    private final MapFunction<Tuple3<String, Long, byte[]>, T> needed;

    /** @param needed what the job needs of an event */
    WellFormed(MapFunction<Tuple3<String, Long, byte[]>, T> needed) {
        this.needed = needed;
    }

    @Override
    public void open(OpenContext context) {
        CheckpointReach.check(getRuntimeContext());
        getRuntimeContext().addAccumulator(EVENTS, events);
        getRuntimeContext().addAccumulator(MALFORMED, malformed);
    }

    @Override
    public void flatMap(Tuple3<String, Long, byte[]> decoded, Collector<T> out) throws Exception {
        if (decoded.f0.isEmpty()) {
            malformed.add(1L);
        } else {
            events.add(1L);
            out.collect(needed.map(decoded));
        }
    }
}
