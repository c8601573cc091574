package org.keyedstatebench.flink;

import java.util.Optional;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.Collector;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.KeyedEvent;

/**
 * Turns record values into events (key, produced_at), and skips and counts the malformed ones.
 *
 * <p>Counts in accumulators, not in metrics, because a task hands its accumulators over when it ends, also when it is
 * cancelled: so the totals are exact.
 */
final class DecodeEvents extends RichFlatMapFunction<byte[], Tuple2<String, Long>> {

    static final String EVENTS = "events";
    static final String MALFORMED = "malformed";

    private static final long serialVersionUID = 1L;

    private final LongCounter events = new LongCounter();
    private final LongCounter malformed = new LongCounter();

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(EVENTS, events);
        getRuntimeContext().addAccumulator(MALFORMED, malformed);
    }

    @Override
    public void flatMap(byte[] value, Collector<Tuple2<String, Long>> out) {
        Optional<KeyedEvent> event = EventDecoder.decode(value);
        if (event.isPresent()) {
            events.add(1L);
            out.collect(Tuple2.of(event.get().key(), event.get().producedAt()));
        } else {
            malformed.add(1L);
        }
    }
}
