package org.keyedstatebench.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.Counter;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;
import org.keyedstatebench.process.JobJar;
import org.keyedstatebench.process.JvmWatch;
import org.keyedstatebench.process.LocalCluster;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.UnsupportedJobException;
import org.keyedstatebench.signal.Signal;

/** The running counter on Spark Structured Streaming, as a process: its life from the specification to the last signal. */
public final class SparkCounter implements Counter {

    /** Its job jar is found by this. */
    static final String MODULE = "spark-counter";

    private static final Duration STOP_CHECK = Duration.ofMillis(100);
    private static final Duration BATCH_LIMIT = Duration.ofSeconds(5);
    private static final long LISTENER_SECONDS = 3;

    /** Where the records come from; Kafka, but for a test. */
    @FunctionalInterface
    interface Records {
        Dataset<Row> open(SparkSession session, JobSpec spec);
    }

    /** What is looked at before Spark is started. */
    @FunctionalInterface
    private interface Precondition {
        /** @return partitions of the input topic */
        int check(JobSpec spec) throws Exception;
    }

    private final Records records;
    private final Precondition precondition;

    SparkCounter(Records records) {
        this(records, JobSpec::parallelism);
    }

    private SparkCounter(Records records, Precondition precondition) {
        this.records = records;
        this.precondition = precondition;
    }

    public static void main(String[] args) {
        var everyTenSeconds = org.keyedstatebench.job.Trigger.every(Duration.ofSeconds(10));
        CounterProcess.main(
                "spark",
                new CounterOptions.Defaults("rocksdb", everyTenSeconds, Emission.PER_KEY, 2),
                new SparkCounter(KafkaEnds::source, KafkaTopics::check),
                args);
    }

    @Override
    public List<String> forms() {
        return Form.named();
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    @Override
    public List<String> rescales() {
        return Repartitioning.WAYS;
    }

    @Override
    public boolean holdsValueBytes() {
        return true;
    }

    @Override
    public void check(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        if (spec.deployment() == null) {
            throw new IllegalArgumentException("no deployment is said: there is no cluster to check");
        }
        if (spec.deployment().kind() == DeploymentKind.REMOTE) {
            JobJar.of(SparkCounter.class, MODULE);
            ForeignCluster.check(Slots.suited(spec, spec.parallelism()), signals);
        }
        KafkaTopics.checkBrokers(spec);
    }

    @Override
    public void removeCheckpoints(JobSpec spec) throws IOException {
        Checkpoint.remove(spec);
    }

    @Override
    public void run(JobSpec asked, SignalWriter signals, StopRequest stop) throws Exception {
        // Where partitions are named, the processes of a cluster start while Kafka is looked at.
        boolean named = Slots.namedPartitions(asked) > 0;
        int sourcePartitions = named ? 0 : precondition.check(asked);
        JobSpec spec = Slots.suited(Checkpoint.suited(asked), sourcePartitions);
        refuseExactlyOnce(spec);
        refuseAsynchronousState(spec);
        Form.check(spec);
        OrderlyShutdown shutdown = new OrderlyShutdown(stop);
        try (Workplace place = Workplace.of(spec, signals)) {
            if (named) {
                precondition.check(spec);
            }
            if (place.open(stop)) {
                runAt(place, spec, sourcePartitions, signals, stop);
                if (LocalCluster.leavesClassArchive()) {
                    OwnCluster.loadClasses();
                }
            }
        } finally {
            shutdown.jobHasEnded();
        }
    }

    private void runAt(Workplace place, JobSpec spec, int sourcePartitions, SignalWriter signals, StopRequest stop)
            throws Exception {
        try (CounterSession session = CounterSession.start(spec, place)) {
            runIn(session.spark(), place, spec, sourcePartitions, signals, stop);
        } catch (Exception | LinkageError e) {
            if (!(e instanceof UnsupportedJobException)) {
                place.explain();
            }
            throw e;
        }
    }

    private void runIn(
            SparkSession session,
            Workplace place,
            JobSpec spec,
            int sourcePartitions,
            SignalWriter signals,
            StopRequest stop)
            throws Exception {
        Checkpoint checkpoint = new Checkpoint(session, spec.state());
        if (place instanceof ForeignCluster cluster) {
            cluster.requireSlots(session, Workplace.slots(spec));
        }
        if (!session.sparkContext().isLocal() && !(place instanceof OwnCluster)) {
            CheckpointReach.check(session, Checkpoint.folder(spec.state()), Workplace.slots(spec));
        }
        long before = checkpoint.newestBatch();
        MalformedRecords malformed = new MalformedRecords();
        session.sparkContext().register(malformed, "malformed");
        BatchListener listener = new BatchListener(
                signals, spec.state().rescale() == null ? null : OverruledSetting.watch(Repartitioning.KEYS)::words);
        session.streams().addListener(listener);

        StreamingQuery query = start(session, spec, malformed);
        signals.write(new Signal.Ready(
                "spark", session.version(), SettingsInEffect.of(session, place, spec, sourcePartitions)));
        long stoppedAfterMs;
        try {
            stoppedAfterMs = awaitEnd(query, place, stop, spec.trigger().kind());
        } catch (StreamingQueryException e) {
            Optional<UnsupportedJobException> refusal =
                    Refusal.whileRunning(spec, e, checkpoint.newestBatch() > before);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            throw e;
        }
        if (!listener.awaitTerminated(LISTENER_SECONDS)) {
            System.err.println("Spark did not deliver its last progress events; the metrics may lack a batch");
        }
        if (stop.isKeepingState()) {
            signals.write(
                    new Signal.StateKept(Checkpoint.folder(spec.state()).toUri().toString(), stoppedAfterMs, null));
        }
        // The checkpoint knows of a batch whose report the stop cut off; a temporary one may be gone already.
        long newest = Math.max(checkpoint.newestBatch(), listener.newestBatch());
        // A real-time batch shows its rows long before it is complete, and the stop cuts off the last one with its
        // count.
        Long skipped = spec.trigger().kind() == TriggerKind.REAL_TIME ? null : malformed.upTo(newest);
        signals.write(new Signal.Stopped(skipped, JvmWatch.heapPeakBytes(), listener.metrics()));
    }

    /** Spark has no way to promise it, so there is nothing to try. */
    private static void refuseExactlyOnce(JobSpec spec) throws UnsupportedJobException {
        if (spec.state().guarantee() == Guarantee.EXACTLY_ONCE) {
            throw new UnsupportedJobException(
                    "exactly-once delivery to the sink " + spec.sink().kind(),
                    "(no option of Spark)",
                    "Spark's Kafka and foreach sinks deliver at least once: a restarted query writes the rows of an"
                            + " unfinished batch again.");
        }
    }

    /** Nor is there anything to try here. */
    private static void refuseAsynchronousState(JobSpec spec) throws UnsupportedJobException {
        if (spec.state().async()) {
            throw new UnsupportedJobException(
                    "asynchronous state",
                    "(no option of Spark)",
                    "Spark's state stores are read and written by the task that processes the key; no API leaves it to"
                            + " another one.");
        }
    }

    private StreamingQuery start(SparkSession session, JobSpec spec, MalformedRecords malformed) throws Exception {
        try {
            Repartitioning.before(session, spec);
            Dataset<Row> rows = new CounterQuery(spec, malformed)
                    .rows(PausedPartitions.of(records.open(session, spec), TestDelay.of(spec.engineConfig())));
            DataStreamWriter<Row> writer = rows.writeStream()
                    .queryName(spec.name())
                    .outputMode(OutputMode.Update())
                    .option(
                            "checkpointLocation",
                            Checkpoint.folder(spec.state()).toString())
                    .trigger(trigger(spec));
            return to(spec, writer, session.sparkContext().isLocal()).start();
        } catch (Exception | LinkageError e) {
            Optional<UnsupportedJobException> refusal = Refusal.atStart(spec, e);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            throw e;
        }
    }

    private static DataStreamWriter<Row> to(JobSpec spec, DataStreamWriter<Row> writer, boolean local) {
        if (spec.sink().kind() == SinkKind.KAFKA) {
            return writer.format(KafkaEnds.FORMAT).options(KafkaEnds.sinkOptions(spec));
        }
        return local || !inBatches(spec.trigger().kind())
                ? writer.foreach(new PrintRows())
                : writer.foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> PrintRows.ofBatch(batch));
    }

    private static boolean inBatches(TriggerKind trigger) {
        return trigger == TriggerKind.PROCESSING_TIME || trigger == TriggerKind.AVAILABLE_NOW;
    }

    private static Trigger trigger(JobSpec spec) throws ReflectiveOperationException {
        Duration interval = spec.trigger().interval();
        return switch (spec.trigger().kind()) {
            case PROCESSING_TIME -> Trigger.ProcessingTime(interval.toMillis());
            case AVAILABLE_NOW -> Trigger.AvailableNow();
            case REAL_TIME -> realTime(interval);
            // The only trigger of Spark without micro-batches; its checkpoints are made at an interval.
            case PER_RECORD ->
                Trigger.Continuous(Math.max(1, spec.state().checkpointInterval().toMillis()));
        };
    }

    /** By its name, so that this can be built with a Spark that has no such trigger: its words are then the refusal. */
    private static Trigger realTime(Duration batch) throws ReflectiveOperationException {
        return (Trigger) Trigger.class.getMethod("RealTime", long.class).invoke(null, batch.toMillis());
    }

    /** @return how long the query took to stop; 0 if it ended by itself */
    private static long awaitEnd(StreamingQuery query, Workplace place, StopRequest stop, TriggerKind trigger)
            throws StreamingQueryException, TimeoutException, InterruptedException {
        while (!stop.isRequested()) {
            if (query.awaitTermination(STOP_CHECK.toMillis())) {
                return 0;
            }
            place.failIfBroken();
        }
        long began = System.nanoTime();
        // The batches of other triggers last for minutes, or there are none.
        if (inBatches(trigger)) {
            awaitBatch(query);
        }
        query.stop();
        return (System.nanoTime() - began) / 1_000_000;
    }

    /**
     * Lets the batch that is under way complete: its rows may be visible already, and a stop in the middle of its commit would
     * leave them out of the totals, and out of the checkpoint.
     */
    private static void awaitBatch(StreamingQuery query) throws InterruptedException {
        long newest = newestBatch(query);
        long deadline = System.nanoTime() + BATCH_LIMIT.toNanos();
        while (query.isActive()
                && query.status().isTriggerActive()
                && newestBatch(query) == newest
                && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
    }

    private static long newestBatch(StreamingQuery query) {
        StreamingQueryProgress last = query.lastProgress();
        return last == null ? -1 : last.batchId();
    }
}
