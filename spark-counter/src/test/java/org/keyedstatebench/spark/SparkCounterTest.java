package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.HostileRecords;
import org.keyedstatebench.event.HostileRecords.HostileRecord;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.UnsupportedJobException;
import org.keyedstatebench.signal.Signal;

/** Runs the whole query on Spark for real; only the records come from files, one a line, instead of Kafka. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkCounterTest {

    private static final SparkCounter.Records CONTINUOUS_RECORDS = (session, spec) ->
            session.readStream().format("rate").load().withColumn("value", functions.lit(new byte[0]));

    /** Stands for a record without a value; is no Base64. */
    private static final String TOMBSTONE = "-";

    @TempDir
    Path folder;

    private Path topic;
    private Specs bounded;
    private int files;

    @BeforeEach
    void anEmptyTopic() throws IOException {
        topic = Files.createDirectory(folder.resolve("topic"));
        bounded = Specs.bounded(folder.resolve("state"));
    }

    @Test
    void everyEventIsCountedOnceAndARestartGoesOnWhereTheLastRunEnded() throws Exception {
        arrive(event("a"), event("b"), event("a"));
        assertThat(run(bounded).rows).containsExactlyInAnyOrder(count("a", 2), count("b", 1));

        arrive(event("a"), event("c"));
        assertThat(run(bounded).rows).containsExactlyInAnyOrder(count("a", 3), count("c", 1));
    }

    @Test
    void checkpointsOfTheForkFreeFileSystemAreThoseOfHadoopsOwn() throws Exception {
        Specs forkFree = bounded.set(Map.of(
                "spark.sql.shuffle.partitions",
                "2",
                "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled",
                "false",
                "spark.hadoop.fs.file.impl",
                ForkFreeLocalFileSystem.class.getName(),
                "spark.hadoop.fs.AbstractFileSystem.file.impl",
                ForkFreeLocalFs.class.getName()));
        arrive(event("a"));
        assertThat(run(forkFree).rows).containsExactly(count("a", 1));
        arrive(event("a"));
        assertThat(run(forkFree).rows).containsExactly(count("a", 2));
        arrive(event("a"));

        assertThat(run(bounded).rows).containsExactly(count("a", 3));
    }

    @Test
    void perEventEmissionWritesARowForEveryEvent() throws Exception {
        arrive(event("a"), event("b"), event("a"));

        assertThat(run(bounded.with(Emission.PER_EVENT)).rows)
                .containsExactlyInAnyOrder(count("a", 1), count("a", 2), count("b", 1));
    }

    @Test
    void aMalformedEventIsSkippedAndCounted() throws Exception {
        arrive("{not json", event("a"), "{}", "", event("a"));
        Run run = run(bounded);

        assertThat(run.rows).containsExactly(count("a", 2));
        assertThat(run.stopped().malformed()).isEqualTo(3);
    }

    /** In each form that has a store of its own: counts, a restart, and what is no event. */
    @ParameterizedTest
    @CsvSource({
        "combining, rocksdb",
        "sql, rocksdb",
        "sql, hdfs",
        "flat-map-groups-with-state, rocksdb",
        "flat-map-groups-with-state, hdfs"
    })
    void everyFormCountsAlikeAndGoesOnWhereItEnded(String form, String store) throws Exception {
        Specs specs = bounded.in(form).withStore(store);
        arrive("{not json", event("a"), event("größe \""), event("a"));
        assertThat(run(specs).rows).containsExactlyInAnyOrder(count("a", 2), count("größe \\\"", 1));
        arrive(event("a"), "", event("c"));
        Run resumed = run(specs);

        assertThat(resumed.rows).containsExactlyInAnyOrder(count("a", 3), count("c", 1));
        assertThat(resumed.stopped().malformed()).isEqualTo(1);
        Map<String, String> settings = ((Signal.Ready) resumed.signals.get(0)).settings();
        assertThat(settings)
                .containsEntry("interface", Form.of(Operator.COUNT.in(form)).words());
        assertThat(settings.containsKey(CounterSession.CHANGELOG)).isEqualTo(store.equals("rocksdb"));
        assertThat(settings.containsKey("timeMode")).isEqualTo(form.equals("combining"));
    }

    @Test
    void onlyTheCombiningFormCountsBeforeTheShuffle() throws Exception {
        arrive(event("a"), event("b"), event("a"));
        assertThat(shuffledRows(bounded)).isEqualTo(3);
        assertThat(shuffledRows(Specs.bounded(folder.resolve("other")).in("combining")))
                .isEqualTo(2);
    }

    private long shuffledRows(Specs specs) throws Exception {
        AtomicLong rows = new AtomicLong();
        SparkListener counting = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                rows.addAndGet(end.taskMetrics().shuffleWriteMetrics().recordsWritten());
            }
        };
        run(specs, (session, spec) -> {
            session.sparkContext().addSparkListener(counting);
            return lines(session, spec);
        });
        return rows.get();
    }

    @Test
    void flatMapGroupsWithStateWritesARowForEachEventAndAnIdleRowWithPadding() throws Exception {
        Specs timed = bounded.in("flat-map-groups-with-state")
                .with(Trigger.ASAP)
                .with(Emission.PER_EVENT)
                .withValueBytes(100)
                .with(Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, Duration.ofMillis(100))
                        .in("flat-map-groups-with-state"));
        arrive(event("a"), event("a"), "{not json");
        assertThat(runUntil("idle", timed).rows).containsExactly(count("a", 1), count("a", 2), idle("a", 2));
        arrive(event("a"));

        assertThat(runUntil("idle", timed).rows).containsExactly(count("a", 3), idle("a", 3));
    }

    /** With event-time timers, whose arithmetic a hostile time could overflow. */
    @ParameterizedTest
    @EnumSource(Emission.class)
    void hostileRecordsAreCountedOrSkippedAsTheRuleSays(Emission emission) throws Exception {
        Map<String, Long> counts = new HashMap<>();
        List<String> expected = new ArrayList<>();
        List<String> records = new ArrayList<>();
        long malformed = 0;
        for (HostileRecord hostile : HostileRecords.all()) {
            records.add(
                    hostile.value() == null ? TOMBSTONE : Base64.getEncoder().encodeToString(hostile.value()));
            if (hostile.isMalformed()) {
                malformed++;
            } else {
                long count = counts.merge(hostile.key(), 1L, Long::sum);
                expected.add(new String(new CountEncoder().encode(hostile.key(), count), UTF_8));
            }
        }
        if (emission == Emission.PER_KEY) {
            expected.clear();
            counts.forEach((key, count) -> expected.add(new String(new CountEncoder().encode(key, count), UTF_8)));
        }
        arrive(records.toArray(String[]::new));

        Run run = run(
                bounded.with(emission)
                        .withWatermark(Duration.ofSeconds(10))
                        .with(Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(60))),
                this::encodedRecords);

        assertThat(run.stopped().malformed()).isEqualTo(malformed);
        assertThat(run.rows)
                .filteredOn(row -> !row.endsWith(",\"idle\":true}"))
                .containsExactlyInAnyOrderElementsOf(expected);
        // Event time stands ten seconds before the last time of all: its key alone is not idle yet.
        assertThat(run.rows).filteredOn(row -> row.endsWith(",\"idle\":true}")).hasSize(counts.size() - 1);
        assertThat(run.rows).contains(idle("early", 1)).doesNotContain(idle("late", 1));
    }

    private Dataset<Row> encodedRecords(SparkSession session, JobSpec spec) {
        Column line = functions.col("value");
        return session.readStream()
                .text(topic.toString())
                .select(functions
                        .when(line.notEqual(TOMBSTONE), functions.unbase64(line))
                        .as("value"));
    }

    @Test
    void aRestartDoesNotCountAnEarlierRunsMalformedEventsAgain() throws Exception {
        arrive("{not json", event("a"));
        assertThat(run(bounded).stopped().malformed()).isEqualTo(1);
        arrive("[]", "7", event("a"));

        assertThat(run(bounded).stopped().malformed()).isEqualTo(2);
    }

    @Test
    void aWatermarkChangesNoCount() throws Exception {
        arrive(event("a"), event("b"), event("a"));

        assertThat(run(bounded.withWatermark(Duration.ofSeconds(10))).rows)
                .containsExactlyInAnyOrder(count("a", 2), count("b", 1));
    }

    @Test
    void theSignalsSayWhatIsInEffectWhatWasDoneAndThatItIsOver() throws Exception {
        arrive(event("a"), event("b"), event("a"));
        Run run = run(bounded);

        assertThat(run.signals.get(0)).isInstanceOfSatisfying(Signal.Ready.class, ready -> {
            assertThat(ready.engine()).isEqualTo("spark");
            assertThat(ready.settings())
                    .containsEntry("spark.sql.shuffle.partitions", "2")
                    .containsEntry("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true")
                    .containsEntry("kafka.consumer.isolation.level", "read_uncommitted");
        });
        assertThat(run.signals)
                .filteredOn(Signal.BatchCompleted.class::isInstance)
                .singleElement()
                .satisfies(signal -> {
                    Signal.BatchCompleted batch = (Signal.BatchCompleted) signal;
                    assertThat(batch.inputRows()).isEqualTo(3);
                    assertThat(batch.stateKeys()).isEqualTo(2);
                    assertThat(batch.phasesMs()).containsKeys("addBatch", "walCommit");
                });
        assertThat(run.stopped().metrics())
                .containsEntry("batches", 1.0)
                .containsEntry("inputRows", 3.0)
                .containsEntry("rowsUpdated", 2.0);
    }

    @Test
    void aStopRequestEndsAQueryThatWouldRunForEver() throws Exception {
        arrive(event("a"));
        StopRequest stop = new StopRequest();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SignalWriter stopAfterTheFirstBatch = new SignalWriter(new PrintStream(out, true, UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.contains("batch-completed")) {
                    stop.request();
                }
            }
        });

        new SparkCounter(this::lines).run(bounded.with(Trigger.ASAP).spec(), stopAfterTheFirstBatch, stop);

        assertThat(out.toString(UTF_8)
                        .lines()
                        .toList()
                        .get((int) out.toString(UTF_8).lines().count() - 1))
                .contains("\"signal\":\"stopped\"");
    }

    @Test
    void nothingStaysBehindButTheState() throws Exception {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = list(temp);
        arrive(event("a"));
        run(bounded);

        assertThat(list(temp)).isSubsetOf(before);
        assertThat(list(Path.of(""))).extracting(Path::toString).doesNotContain("spark-warehouse", "metastore_db");
    }

    @Test
    void aStateFolderThatIsNotEmptyIsRefusedWhereTheJobMustNotResume() throws Exception {
        arrive(event("a"));
        run(bounded.withoutResume());

        assertThatThrownBy(() -> run(bounded.withoutResume()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void theHdfsStoreIsRefusedInSparksOwnWords() throws Exception {
        arrive(event("a"));
        Signal.Unsupported refusal = refusal(bounded.withStore("hdfs"), this::lines);

        assertThat(refusal.feature()).isEqualTo("state store hdfs");
        assertThat(refusal.errorClass())
                .isEqualTo("StateStoreBackendNotSupportedForTWSException"
                        + " [UNSUPPORTED_FEATURE.STORE_BACKEND_NOT_SUPPORTED_FOR_TWS]");
        assertThat(refusal.message()).contains("HDFSBackedStateStoreProvider");
    }

    @ParameterizedTest
    @CsvSource({", real-time trigger (1s)", "sql, SQL aggregation with real-time trigger (1s)"})
    void whatSparkRefusesInRealTimeModeIsQuotedWithItsErrorCondition(String form, String feature) throws Exception {
        arrive(event("a"));
        Signal.Unsupported refusal =
                refusal(bounded.in(form).with(Trigger.realTime(Duration.ofSeconds(1))), this::lines);

        assertThat(refusal.feature()).isEqualTo(feature);
        assertThat(refusal.errorClass()).matches("\\w+ \\[[A-Z_.]+]");
        assertThat(refusal.message()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void processingPerRecordIsTriedWithTheContinuousTriggerAndRefusedBySpark() {
        Signal.Unsupported refusal = refusal(bounded.with(Trigger.PER_RECORD), CONTINUOUS_RECORDS);

        assertThat(refusal.feature()).startsWith("per-record trigger");
        assertThat(refusal.message()).startsWith("Continuous processing does not support");
    }

    @Test
    void exactlyOnceRowsAreRefusedBecauseSparkCannotPromiseThem() {
        UnsupportedJobException refusal =
                catchThrowableOfType(UnsupportedJobException.class, () -> run(bounded.with(Guarantee.EXACTLY_ONCE)));

        assertThat(refusal.signal().message()).contains("at least once");
    }

    @Test
    void endOffsetsAreRefusedInSparksOwnWords() {
        Source ending = new Source("in", Map.of(), Map.of(0, 5L));
        Signal.Unsupported refusal = refusal(bounded.with(ending), KafkaEnds::source);

        assertThat(refusal.feature()).isEqualTo("end offsets");
        assertThat(refusal.message()).contains("ending offset not valid in streaming queries");
    }

    @Test
    void anUnknownConfigurationKeyStopsTheJobBeforeSparkStarts() {
        assertThatThrownBy(() -> run(bounded.set(Map.of("spark.sql.shuffle.partition", "2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spark.sql.shuffle.partitions");
    }

    @Test
    void aStateStoreThatIsNoneIsAMistakeAndNoRefusalOfSparks() {
        assertThatThrownBy(() -> run(bounded.withStore("java.lang.String")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void aJobThatFailsByItselfIsNotCalledUnsupported() throws Exception {
        arrive(event("a"));

        assertThatThrownBy(() -> run(
                        bounded,
                        (session, spec) -> lines(session, spec)
                                .selectExpr("cast(raise_error('no such luck') as binary) as value")))
                .isNotInstanceOf(UnsupportedJobException.class)
                .hasStackTraceContaining("no such luck");
    }

    @Test
    void aCountIsForgottenAfterItsTtl() throws Exception {
        Specs forgetful = bounded.with(Trigger.ASAP).with(Operator.withTtl(Duration.ofMillis(100)));
        arrive(event("a"), event("a"));
        assertThat(runUntil("\"a\"", forgetful).rows).containsExactly(count("a", 2));
        arrive(event("a"), "{not json");

        assertThat(runUntil("\"a\"", forgetful).rows).containsExactly(count("a", 1));
    }

    @Test
    void aCountGoesOnWithinItsTtl() throws Exception {
        Specs forgetful = bounded.with(Trigger.ASAP).with(Operator.withTtl(Duration.ofHours(1)));
        arrive(event("a"), event("a"));
        runUntil("\"a\"", forgetful);
        arrive(event("a"));

        assertThat(runUntil("\"a\"", forgetful).rows).containsExactly(count("a", 3));
    }

    @Test
    void aKeyThatWasIdleInProcessingTimeGetsOneIdleRow() throws Exception {
        Specs timed = bounded.with(Trigger.ASAP)
                .with(Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, Duration.ofMillis(100)));
        arrive(event("a"), event("a"), "{not json");
        assertThat(runUntil("idle", timed).rows).containsExactly(count("a", 2), idle("a", 2));
        arrive(event("b"));

        assertThat(runUntil("idle", timed).rows).containsExactly(count("b", 1), idle("b", 1));
    }

    @Test
    void aKeyThatWasIdleInEventTimeGetsAnIdleRowWhenTheWatermarkHasPassedItsTimer() throws Exception {
        Specs timed = bounded.withWatermark(Duration.ofSeconds(10))
                .with(Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(30)));
        arrive(event("a", 0), event("b", 0), "{not json");
        assertThat(run(timed).rows).containsExactlyInAnyOrder(count("a", 1), count("b", 1));
        // At 35 s the watermark is at 25 s: too early for both.
        arrive(event("b", 35_000));
        assertThat(run(timed).rows).containsExactly(count("b", 2));
        arrive(event("b", 41_000));

        assertThat(run(timed).rows).containsExactlyInAnyOrder(count("b", 3), idle("a", 1));
    }

    @Test
    void aTtlWithAnEventTimeTimerIsRefusedInSparksOwnWords() throws Exception {
        arrive(event("a"));
        Operator both = new Operator(
                OperatorKind.COUNT, Duration.ofHours(1), new IdleTimer(TimeDomain.EVENT_TIME, Duration.ofHours(1)));
        Signal.Unsupported refusal =
                refusal(bounded.withWatermark(Duration.ofSeconds(10)).with(both), this::lines);

        assertThat(refusal.feature()).isEqualTo("state TTL with event-time timer");
        assertThat(refusal.message()).contains("TTL");
    }

    @Test
    void asynchronousStateIsRefusedBecauseSparkHasNone() {
        UnsupportedJobException refusal =
                catchThrowableOfType(UnsupportedJobException.class, () -> run(bounded.withAsynchronousState()));

        assertThat(refusal.signal().feature()).isEqualTo("asynchronous state");
    }

    @Test
    void eventsPassThroughAsTheyCameAndMalformedOnesAreSkippedAndCounted() throws Exception {
        arrive(event("a"), "{not json", " " + event("b"), "", event("a"));
        Run run = run(bounded.with(Operator.PASS_THROUGH));

        assertThat(run.rows).containsExactly(event("a"), " " + event("b"), event("a"));
        assertThat(run.stopped().malformed()).isEqualTo(2);
    }

    @Test
    void emptyBatchesAreSignalledOneByOne() throws Exception {
        arrive(event("a"));
        StopRequest stop = new StopRequest();
        List<Signal> signals = new ArrayList<>();
        SignalWriter stopAfterThreeEmptyBatches = new SignalWriter(new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                Signal.fromJson(line).ifPresent(signals::add);
                if (signals.stream().filter(SparkCounterTest::isEmptyBatch).count() == 3) {
                    stop.request();
                }
            }
        });
        // A processing-time clock makes Spark run batches for ever.
        Specs busy = bounded.with(Trigger.ASAP).with(Operator.withTtl(Duration.ofHours(1)));
        new SparkCounter(this::lines).run(busy.spec(), stopAfterThreeEmptyBatches, stop);

        Signal.Stopped stopped = (Signal.Stopped) signals.get(signals.size() - 1);
        assertThat(stopped.metrics()).containsEntry("emptyBatches", (double)
                signals.stream().filter(SparkCounterTest::isEmptyBatch).count());
        assertThat(signals)
                .filteredOn(Signal.BatchCompleted.class::isInstance)
                .extracting(signal -> ((Signal.BatchCompleted) signal).id())
                .startsWith(0L, 1L, 2L, 3L);
    }

    private static boolean isEmptyBatch(Signal signal) {
        return signal instanceof Signal.BatchCompleted batch && batch.inputRows() == 0;
    }

    private Signal.Unsupported refusal(Specs specs, SparkCounter.Records records) {
        UnsupportedJobException refusal =
                catchThrowableOfType(UnsupportedJobException.class, () -> run(specs, records));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.getCause().getStackTrace()[0].getClassName())
                .as("thrown by Spark, not by us")
                .startsWith("org.apache.spark.");
        Optional.of(refusal.getCause())
                .filter(SparkThrowable.class::isInstance)
                .map(SparkThrowable.class::cast)
                .ifPresent(spark -> assertThat(refusal.signal().errorClass()).contains(spark.getCondition()));
        return refusal.signal();
    }

    /** A query with a processing-time clock never ends by itself, not even with the available-now trigger (Spark 4.2). */
    private Run runUntil(String partOfRow, Specs specs) throws Exception {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        StopRequest stop = new StopRequest();
        List<Signal> signals = new ArrayList<>();
        SignalWriter stopAfterTheRow = new SignalWriter(new PrintStream(OutputStream.nullOutputStream()) {
            private int batchesSince;

            @Override
            public void println(String line) {
                Signal.fromJson(line).ifPresent(signals::add);
                // The first batch that is reported after the row was seen may be the one before it.
                if (line.contains("batch-completed")
                        && rows.toString(UTF_8).contains(partOfRow)
                        && ++batchesSince == 2) {
                    stop.request();
                }
            }
        });
        PrintStream out = System.out;
        System.setOut(new PrintStream(rows, true, UTF_8));
        try {
            new SparkCounter(this::lines).run(specs.spec(), stopAfterTheRow, stop);
        } finally {
            System.setOut(out);
        }
        return new Run(rows.toString(UTF_8).lines().toList(), signals);
    }

    private Run run(Specs specs) throws Exception {
        return run(specs, this::lines);
    }

    private Run run(Specs specs, SparkCounter.Records records) throws Exception {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        ByteArrayOutputStream signals = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(rows, true, UTF_8));
        try {
            new SparkCounter(records)
                    .run(specs.spec(), new SignalWriter(new PrintStream(signals, true, UTF_8)), new StopRequest());
        } finally {
            System.setOut(out);
        }
        return new Run(
                rows.toString(UTF_8).lines().toList(),
                signals.toString(UTF_8)
                        .lines()
                        .flatMap(line -> Signal.fromJson(line).stream())
                        .toList());
    }

    private Dataset<Row> lines(SparkSession session, JobSpec spec) {
        return session.readStream()
                .text(topic.toString())
                .select(functions.col("value").cast("binary"));
    }

    private void arrive(String... records) throws IOException {
        Files.write(topic.resolve("part-" + files++), Arrays.asList(records));
    }

    private static String event(String key) {
        return event(key, 0);
    }

    private static String event(String key, long atMs) {
        return new String(
                new EventEncoder(0).encode(new Event("id", "type", key, 1, 1_760_000_000_000L + atMs)), UTF_8);
    }

    private static String idle(String key, long count) {
        return "{\"key\":\"" + key + "\",\"running_count\":" + count + ",\"idle\":true}";
    }

    private static String count(String key, long count) {
        return "{\"key\":\"" + key + "\",\"running_count\":" + count + "}";
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return new ArrayList<>(content.filter(path -> !path.toString().contains("hsperfdata"))
                    .toList());
        }
    }

    private record Run(List<String> rows, List<Signal> signals) {
        Signal.Stopped stopped() {
            return (Signal.Stopped) signals.get(signals.size() - 1);
        }
    }
}
