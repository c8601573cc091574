package org.keyedstatebench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;

/** Source, counter, sink. The records are already partitioned by their key, so nothing is repartitioned. */
final class CountTopology {

    private static final String SOURCE = "events";
    private static final String COUNTER = "counter";
    private static final String SINK = "rows";

    private CountTopology() {}

    static Topology of(JobSpec spec, LongAdder malformed, Replay replay, PrintStream out) {
        KeyValueBytesStoreSupplier store = spec.state().backend().equals(Refusals.IN_MEMORY)
                ? Stores.inMemoryKeyValueStore(CountPerKey.STORE)
                : Stores.persistentKeyValueStore(CountPerKey.STORE);
        ProcessorSupplier<String, byte[], String, byte[]> counter = () -> new CountPerKey(malformed, replay);
        Topology topology = new Topology()
                .addSource(
                        SOURCE,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        spec.source().topic())
                .addProcessor(COUNTER, counter, SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(store, Serdes.String(), KeyCount.SERDE)
                                .withLoggingEnabled(Map.of())
                                .withCachingDisabled(),
                        COUNTER);
        if (spec.sink().kind() == SinkKind.KAFKA) {
            return topology.addSink(
                    SINK, spec.sink().topic(), new StringSerializer(), new ByteArraySerializer(), COUNTER);
        }
        ProcessorSupplier<String, byte[], Void, Void> printer = () -> new Printer(out);
        return topology.addProcessor(SINK, printer, COUNTER);
    }

    /** Shows the rows instead of sending them. */
    private record Printer(PrintStream out) implements Processor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> row) {
            out.println(new String(row.value(), UTF_8));
        }
    }
}
