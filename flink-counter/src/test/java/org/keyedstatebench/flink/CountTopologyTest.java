package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.HostileRecords;
import org.keyedstatebench.event.HostileRecords.HostileRecord;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/** The real job in a real embedded cluster; only Kafka is replaced by a collection. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CountTopologyTest {

    private static final int EVENTS = 5000;
    private static final int KEYS = 37;
    private static final byte[] MALFORMED = "{\"key\":17}".getBytes(UTF_8);
    /** Holds the source up, so that time passes between two events. */
    private static final byte[] PAUSE = "pause".getBytes(UTF_8);

    /** Stands for a record without a value. */
    private static final byte[] TOMBSTONE = "tombstone".getBytes(UTF_8);

    private static final byte[] FAIL = "fail".getBytes(UTF_8);

    private static final Duration PAUSE_LENGTH = Duration.ofSeconds(1);

    /** Rows of the running job; static because Flink serializes the sink. */
    private static final Queue<Tuple2<String, String>> ROWS = new ConcurrentLinkedQueue<>();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void forgetRows() {
        ROWS.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "hashmap, false,",
        "hashmap, true,",
        "rocksdb, false,",
        "rocksdb, true,",
        "forst, false,",
        "forst, true,",
        "hashmap, false, sql",
        "rocksdb, false, sql",
        "forst, true, sql"
    })
    void everyEventIsCountedOnceAndInOrderWithTwoParallelTasks(String backend, boolean async, String form)
            throws Exception {
        EventSequence sequence = new EventSequence(7, KeySpace.uniform(KEYS));
        EventEncoder encoder = new EventEncoder(0);
        List<byte[]> records = new ArrayList<>();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            records.add(encoder.encode(sequence, i, 1_760_000_000_000L + i));
            expected.merge(sequence.key(i), 1L, Long::sum);
        }

        Signal.Stopped stopped = run(records, Specs.counting(backend, directory, async, Operator.COUNT.in(form), 2));

        Map<String, Long> counts = new HashMap<>();
        ROWS.forEach(row -> assertThat(row.f1).isEqualTo(count(row.f0, counts.merge(row.f0, 1L, Long::sum))));
        assertThat(counts).isEqualTo(expected);
        assertThat(stopped.malformed()).isZero();
        assertThat(stopped.metrics()).containsEntry("events", (double) EVENTS);
    }

    @Test
    void aMiniBatchOfSqlHasARowForEachOfItsKeys() throws Exception {
        List<byte[]> records = new ArrayList<>(Collections.nCopies(1000, event("a", 1)));
        records.add(MALFORMED);
        records.add(event("b", 1));

        Signal.Stopped stopped = run(
                records,
                Specs.sql(
                        "rocksdb",
                        directory,
                        Emission.PER_KEY,
                        Map.of(
                                "table.exec.mini-batch.enabled", "true",
                                "table.exec.mini-batch.allow-latency", "5 s",
                                "table.exec.mini-batch.size", "10000")));

        // A task that has less to do may be a mini-batch ahead of the other, and checkpoints end one.
        assertThat(rowsOf("a")).hasSizeLessThan(100).endsWith(row("a", 1000));
        assertThat(rowsOf("b")).containsExactly(row("b", 1));
        assertThat(stopped.malformed()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", CountTopology.SQL, CountTopology.POJO})
    void aMalformedEventIsSkippedAndCounted(String form) throws Exception {
        List<byte[]> records = List.of(event("a", 1), MALFORMED, event("a", 1), new byte[0]);

        Signal.Stopped stopped = run(
                records,
                Specs.counting("hashmap", directory, false, Operator.COUNT.in(form.isEmpty() ? null : form), 1));

        assertThat(ROWS).containsExactly(row("a", 1), row("a", 2));
        assertThat(stopped.malformed()).isEqualTo(2);
        assertThat(stopped.metrics()).containsEntry("events", 2.0);
    }

    /** With event-time timers, whose arithmetic a hostile time could overflow. */
    @ParameterizedTest
    @CsvSource({"hashmap, false,", "rocksdb, false,", "forst, true,", "rocksdb, false, sql", "hashmap, false, pojo"})
    void hostileRecordsAreCountedOrSkippedAsTheRuleSays(String backend, boolean async, String form) throws Exception {
        Map<String, Long> counts = new HashMap<>();
        List<Tuple2<String, String>> expected = new ArrayList<>();
        // Flink's collection source takes no null.
        List<byte[]> records = new ArrayList<>();
        long malformed = 0;
        for (HostileRecord hostile : HostileRecords.all()) {
            records.add(hostile.value() == null ? TOMBSTONE : hostile.value());
            if (hostile.isMalformed()) {
                malformed++;
            } else {
                byte[] row = new CountEncoder().encode(hostile.key(), counts.merge(hostile.key(), 1L, Long::sum));
                expected.add(Tuple2.of(hostile.key(), new String(row, UTF_8)));
            }
        }
        Operator operator = form == null
                ? Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(60))
                : Operator.COUNT.in(form);

        Signal.Stopped stopped = run(records, Specs.counting(backend, directory, async, operator, 2));

        assertThat(ROWS.stream().filter(row -> !isIdle(row))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(stopped.malformed()).isEqualTo(malformed);
        if (form != null) {
            return;
        }
        // The end of the input moves event time to its end: each key goes idle last, with its final count.
        counts.forEach((key, count) -> assertThat(rowsOf(key).get(rowsOf(key).size() - 1))
                .isEqualTo(Tuple2.of(key, new String(new CountEncoder().encodeIdle(key, count), UTF_8))));
    }

    private static boolean isIdle(Tuple2<String, String> row) {
        return row.f1.endsWith(",\"idle\":true}");
    }

    @Test
    void aWellFormedEventPassesThroughAsItCame() throws Exception {
        List<byte[]> records = List.of(event("a", 1), MALFORMED, event("b", 2), event("a", 1));

        Signal.Stopped stopped = run(records, Specs.counting("hashmap", directory, false, Operator.PASS_THROUGH, 2));

        assertThat(ROWS)
                .containsExactlyInAnyOrder(
                        Tuple2.of("a", new String(records.get(0), UTF_8)),
                        Tuple2.of("b", new String(records.get(2), UTF_8)),
                        Tuple2.of("a", new String(records.get(0), UTF_8)));
        assertThat(stopped.malformed()).isEqualTo(1);
        assertThat(stopped.metrics()).containsEntry("events", 3.0);
    }

    @ParameterizedTest
    @CsvSource({"rocksdb, false", "forst, false", "forst, true"})
    void aCountStartsAgainAfterItsTtl(String backend, boolean async) throws Exception {
        List<byte[]> records = List.of(event("a", 1), event("a", 1), PAUSE, event("a", 1));

        run(records, Specs.counting(backend, directory, async, Operator.withTtl(PAUSE_LENGTH.dividedBy(3)), 1));
        assertThat(ROWS).containsExactly(row("a", 1), row("a", 2), row("a", 1));
    }

    @ParameterizedTest
    @CsvSource({"rocksdb, false", "forst, true"})
    void aKeyThatIsIdleInProcessingTimeIsTold(String backend, boolean async) throws Exception {
        Operator operator = Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, PAUSE_LENGTH.dividedBy(5));

        run(
                List.of(event("a", 1), event("a", 1), PAUSE, event("a", 1)),
                Specs.counting(backend, directory, async, operator, 1));

        assertThat(ROWS).containsExactly(row("a", 1), row("a", 2), idle("a", 2), row("a", 3));
    }

    @ParameterizedTest
    @CsvSource({"rocksdb, false", "forst, true"})
    void aKeyThatIsIdleInEventTimeIsToldWhenTheWatermarkHasPassed(String backend, boolean async) throws Exception {
        Operator operator = Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(60));

        // Specs: events may be 10 s late. The end of the input moves event time to its end.
        run(
                List.of(
                        event("a", 1),
                        MALFORMED,
                        event("b", 69_000),
                        PAUSE,
                        event("b", 71_000),
                        PAUSE,
                        event("a", 72_000)),
                Specs.counting(backend, directory, async, operator, 1));

        assertThat(rowsOf("a")).containsExactly(row("a", 1), idle("a", 1), row("a", 2), idle("a", 2));
        assertThat(rowsOf("b")).containsExactly(row("b", 1), row("b", 2), idle("b", 2));
    }

    @ParameterizedTest
    @CsvSource({"rocksdb, false,", "forst, false,", "forst, true,", "rocksdb, false, sql"})
    void aJobThatFailedGoesOnFromItsCheckpoint(String backend, boolean async, String form) throws Exception {
        JobSpec spec = Specs.counting(backend, directory, async, Operator.COUNT.in(form), 1);
        // A checkpoint starts between two pauses, for it waits for the record at hand, and is complete after the
        // second.
        List<byte[]> failing = List.of(event("a", 1), event("b", 1), event("a", 1), PAUSE, PAUSE, FAIL, FAIL);
        assertThatThrownBy(() -> run(failing, spec)).hasStackTraceContaining("power failure");
        assertThat(RetainedCheckpoints.newest(directory.toUri().toString())).isPresent();
        ROWS.clear();

        // The source goes on behind the events that the checkpoint holds, up to the length that it had.
        List<byte[]> repaired = new ArrayList<>(failing.subList(0, 5));
        repaired.addAll(List.of(event("a", 1), event("b", 1)));
        run(repaired, spec);

        // With asynchronous state only the order within a key is given.
        assertThat(ROWS).containsExactlyInAnyOrder(row("a", 3), row("b", 2));
    }

    @Test
    void aJobThatFailsByItselfThrowsTheCause() {
        assertThatThrownBy(() -> run(
                        List.of(event("a", 1)),
                        Specs.with(Specs.state("hashmap", directory)),
                        Optional.of("disk on fire")))
                .hasStackTraceContaining("disk on fire");
    }

    private Signal.Stopped run(List<byte[]> records, JobSpec spec) throws Exception {
        return run(records, spec, Optional.empty());
    }

    private Signal.Stopped run(List<byte[]> records, JobSpec spec, Optional<String> failure) throws Exception {
        Configuration configuration = JobConfiguration.of(spec);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        Decoding decoding = CountTopology.decoding(spec);
        CountTopology.compose(
                environment
                        .fromData(records, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                        .uid("records")
                        .filter(CountTopologyTest::isNoPause)
                        .map(
                                value -> decoding.decode(Arrays.equals(value, TOMBSTONE) ? null : value),
                                decoding.getProducedType())
                        .assignTimestampsAndWatermarks(CountTopology.watermarks(spec)),
                spec,
                new Collect(failure.orElse(null)));
        Signal.Ready ready = new Signal.Ready("flink", "any", Map.of());
        try (EmbeddedCluster cluster = EmbeddedCluster.run(environment.getStreamGraph(), configuration)) {
            Signal.Stopped stopped = new JobWatch(
                            cluster, ready, new SignalWriter(new PrintStream(written, true, UTF_8)), spec)
                    .untilEnd(new StopRequest());
            assertThat(signalsWritten().get(0)).isEqualTo(ready);
            return stopped;
        }
    }

    private static boolean isNoPause(byte[] value) throws InterruptedException {
        if (new String(value, UTF_8).equals(new String(FAIL, UTF_8))) {
            throw new IllegalStateException("power failure");
        }
        boolean pause = new String(value, UTF_8).equals(new String(PAUSE, UTF_8));
        if (pause) {
            Thread.sleep(PAUSE_LENGTH.toMillis());
        }
        return !pause;
    }

    private static byte[] event(String key, long producedAt) {
        return new EventEncoder(0).encode(new Event("e", "click", key, 17, producedAt));
    }

    private static List<Tuple2<String, String>> rowsOf(String key) {
        return ROWS.stream().filter(row -> row.f0.equals(key)).toList();
    }

    private static Tuple2<String, String> row(String key, long count) {
        return Tuple2.of(key, count(key, count));
    }

    private static Tuple2<String, String> idle(String key, long count) {
        return Tuple2.of(key, "{\"key\":\"" + key + "\",\"running_count\":" + count + ",\"idle\":true}");
    }

    private static String count(String key, long count) {
        return "{\"key\":\"" + key + "\",\"running_count\":" + count + "}";
    }

    private List<Signal> signalsWritten() {
        return written.toString(UTF_8)
                .lines()
                .map(line -> Signal.fromJson(line).orElseThrow())
                .toList();
    }

    private record Collect(String failure) implements Sink<Tuple2<String, byte[]>> {

        @Override
        public SinkWriter<Tuple2<String, byte[]>> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Tuple2<String, byte[]> row, Context context) throws IOException {
                    if (failure != null) {
                        throw new IOException(failure);
                    }
                    ROWS.add(Tuple2.of(row.f0, new String(row.f1, UTF_8)));
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
