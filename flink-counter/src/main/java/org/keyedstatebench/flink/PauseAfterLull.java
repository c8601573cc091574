package org.keyedstatebench.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.keyedstatebench.job.TestDelay;

/**
 * Delays events as {@link TestDelay} asks for: a pause before an event that comes after a lull. What arrived meanwhile goes on
 * without a pause of its own, so that a delay costs latency and no throughput.
 */
final class PauseAfterLull implements MapFunction<Tuple3<String, Long, byte[]>, Tuple3<String, Long, byte[]>> {

    private static final long serialVersionUID = 1L;

    private static final long LULL_NS = 1_000_000;

    private final long pauseMs;
    private transient long lastNs;

    private PauseAfterLull(Duration pause) {
        this.pauseMs = pause.toMillis();
    }

    static DataStream<Tuple3<String, Long, byte[]>> before(
            DataStream<Tuple3<String, Long, byte[]>> records, Duration pause) {
        return records.map(new PauseAfterLull(pause))
                .returns(records.getType())
                .name("test delay")
                .uid("test delay");
    }

    @Override
    public Tuple3<String, Long, byte[]> map(Tuple3<String, Long, byte[]> event) throws InterruptedException {
        if (System.nanoTime() - lastNs > LULL_NS) {
            Thread.sleep(pauseMs);
        }
        lastNs = System.nanoTime();
        return event;
    }
}
