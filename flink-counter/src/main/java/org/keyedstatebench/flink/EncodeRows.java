package org.keyedstatebench.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.keyedstatebench.event.CountEncoder;

/**
 * Writes counts (key, running count, whether the key went idle) as the JSON that the collector reads. An operator of its own,
 * chained to the sink, so that the sink takes any (key, value), and the operator with the state knows no JSON.
 */
final class EncodeRows extends RichMapFunction<Tuple3<String, Long, Boolean>, Tuple2<String, byte[]>> {

    private static final long serialVersionUID = 1L;

    private transient CountEncoder encoder;

    @Override
    public void open(OpenContext context) {
        encoder = new CountEncoder();
    }

    @Override
    public Tuple2<String, byte[]> map(Tuple3<String, Long, Boolean> count) {
        return Tuple2.of(
                count.f0, count.f2 ? encoder.encodeIdle(count.f0, count.f1) : encoder.encode(count.f0, count.f1));
    }
}
