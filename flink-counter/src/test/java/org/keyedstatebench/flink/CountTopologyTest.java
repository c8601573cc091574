package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/** The real job in a real embedded cluster; only Kafka is replaced by a collection. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CountTopologyTest {

    private static final int EVENTS = 5000;
    private static final int KEYS = 37;
    private static final String MALFORMED = "{\"key\":17}";

    /** Rows of the running job; static because Flink serializes the sink. */
    private static final Queue<Tuple2<String, Long>> ROWS = new ConcurrentLinkedQueue<>();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void forgetRows() {
        ROWS.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void everyEventIsCountedOnceAndInOrderWithTwoParallelTasks(String backend) throws Exception {
        EventSequence sequence = new EventSequence(7, KeySpace.uniform(KEYS));
        EventEncoder encoder = new EventEncoder(0);
        List<byte[]> records = new ArrayList<>();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            records.add(encoder.encode(sequence, i, 1_760_000_000_000L + i));
            expected.merge(sequence.key(i), 1L, Long::sum);
        }

        Signal.Stopped stopped = run(records, Specs.with(Specs.state(backend, directory)), Optional.empty());

        Map<String, Long> counts = new HashMap<>();
        ROWS.forEach(row -> assertThat(row.f1).isEqualTo(counts.merge(row.f0, 1L, Long::sum)));
        assertThat(counts).isEqualTo(expected);
        assertThat(stopped.malformed()).isZero();
        assertThat(stopped.metrics()).containsEntry("events", (double) EVENTS);
    }

    @Test
    void aMalformedEventIsSkippedAndCounted() throws Exception {
        byte[] event = new EventEncoder(0).encode(new EventSequence(7, KeySpace.uniform(1)), 0, 1);
        List<byte[]> records = List.of(event, MALFORMED.getBytes(UTF_8), event, new byte[0]);

        Signal.Stopped stopped = run(records, Specs.with(Specs.state("hashmap", directory)), Optional.empty());

        assertThat(ROWS).containsExactly(Tuple2.of("key-0", 1L), Tuple2.of("key-0", 2L));
        assertThat(stopped.malformed()).isEqualTo(2);
        assertThat(stopped.metrics()).containsEntry("events", 2.0);
    }

    @Test
    void aJobThatFailsByItselfThrowsTheCause() {
        byte[] event = new EventEncoder(0).encode(new EventSequence(7, KeySpace.uniform(1)), 0, 1);

        assertThatThrownBy(() ->
                        run(List.of(event), Specs.with(Specs.state("hashmap", directory)), Optional.of("disk on fire")))
                .hasStackTraceContaining("disk on fire");
    }

    private Signal.Stopped run(List<byte[]> records, JobSpec spec, Optional<String> failure) throws Exception {
        Configuration configuration = JobConfiguration.of(spec);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        CountTopology.compose(
                environment.fromData(records, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
                spec,
                new Collect(failure.orElse(null)));
        Signal.Ready ready = new Signal.Ready("flink", "any", Map.of());
        try (EmbeddedCluster cluster = EmbeddedCluster.run(environment.getStreamGraph(), configuration)) {
            Signal.Stopped stopped = new JobWatch(
                            cluster, ready, new SignalWriter(new PrintStream(written, true, UTF_8)))
                    .untilEnd(new StopRequest());
            assertThat(signalsWritten().get(0)).isEqualTo(ready);
            return stopped;
        }
    }

    private List<Signal> signalsWritten() {
        return written.toString(UTF_8)
                .lines()
                .map(line -> Signal.fromJson(line).orElseThrow())
                .toList();
    }

    private record Collect(String failure) implements Sink<Tuple2<String, Long>> {

        @Override
        public SinkWriter<Tuple2<String, Long>> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Tuple2<String, Long> row, Context context) throws IOException {
                    if (failure != null) {
                        throw new IOException(failure);
                    }
                    ROWS.add(row);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
