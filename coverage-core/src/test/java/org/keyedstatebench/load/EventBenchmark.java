package org.keyedstatebench.load;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.event.KeyedEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the generator and the collector do for each event and row, and what both counters do: their codecs are the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {

    private static final int KEYS = 1000;
    private static final int SAMPLES = 1024;
    private static final long NOW_MS = 1_760_000_000_000L;

    private final EventSequence sequence = new EventSequence(1, KeySpace.uniform(KEYS));
    private final EventEncoder events = new EventEncoder(0);
    private final CountEncoder counts = new CountEncoder();
    private final Schedule schedule = new Schedule(1_000_000_000L, 9_973);
    private final byte[][] encodedEvents = new byte[SAMPLES][];
    private final byte[][] encodedCounts = new byte[SAMPLES][];
    private final String[] names = new String[SAMPLES];
    private long i;

    @Setup
    public void encodeSamples() {
        for (int n = 0; n < SAMPLES; n++) {
            names[n] = sequence.key(n);
            encodedEvents[n] = events.encode(sequence, n, NOW_MS);
            encodedCounts[n] = counts.encode(names[n], 1 + n * 1000L);
        }
    }

    private int next() {
        return (int) (i++ & (SAMPLES - 1));
    }

    @Benchmark
    public byte[] encodeEvent() {
        return events.encode(sequence, i++, NOW_MS);
    }

    @Benchmark
    public Optional<KeyedEvent> decodeEvent() {
        return EventDecoder.decode(encodedEvents[next()]);
    }

    @Benchmark
    public byte[] encodeCount() {
        int n = next();
        return counts.encode(names[n], 1 + n * 1000L);
    }

    @Benchmark
    public Optional<Count> decodeCount() {
        return CountDecoder.decode(encodedCounts[next()]);
    }

    @Benchmark
    public long dueTime() {
        return schedule.dueNs(i++);
    }
}
