package org.keyedstatebench.spark;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.signal.Signal;

/**
 * Signals each micro-batch, the empty ones too, and sums up all of them. Called by Spark's one listener thread,
 * read by others.
 */
final class BatchListener extends StreamingQueryListener {

    private final SignalWriter signals;
    private Supplier<String> rescaled;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Map<String, Double> stateStore = new TreeMap<>();
    private long newestBatch = -1;
    private long batches;
    private long emptyBatches;
    private long inputRows;
    private long rowsUpdated;

    /**
     * @param rescaled what Spark has said of a number of partitions that it does not heed, asked once with the first batch, which tells the one
     *     in effect; {@code null} if the job is not rescaled
     */
    BatchListener(SignalWriter signals, Supplier<String> rescaled) {
        this.signals = signals;
        this.rescaled = rescaled;
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {
        // The counter signals that it is ready when the start has returned.
    }

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        StreamingQueryProgress progress = event.progress();
        sumUp(progress);
        if (rescaled != null && progress.stateOperators().length > 0) {
            signals.write(
                    new Signal.Rescaled((int) progress.stateOperators()[0].numShufflePartitions(), rescaled.get()));
            rescaled = null;
        }
        signals.write(signal(progress));
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {
        terminated.countDown();
    }

    /** Waits until every batch is signalled, because Spark delivers events later than it does the work. */
    boolean awaitTerminated(long seconds) throws InterruptedException {
        return terminated.await(seconds, TimeUnit.SECONDS);
    }

    /** Id of the newest batch that Spark reported complete, -1 if there is none. */
    synchronized long newestBatch() {
        return newestBatch;
    }

    /** Sums over all batches, and the state store's own figures as its last batch left them. */
    synchronized Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>(stateStore);
        metrics.put("batches", (double) batches);
        metrics.put("emptyBatches", (double) emptyBatches);
        metrics.put("inputRows", (double) inputRows);
        metrics.put("rowsUpdated", (double) rowsUpdated);
        return metrics;
    }

    private synchronized void sumUp(StreamingQueryProgress progress) {
        long rows = progress.numInputRows();
        newestBatch = progress.batchId();
        batches++;
        emptyBatches += rows == 0 ? 1 : 0;
        inputRows += rows;
        for (StateOperatorProgress operator : progress.stateOperators()) {
            rowsUpdated += operator.numRowsUpdated();
            operator.customMetrics().forEach(this::keep);
        }
    }

    /** Zeros, and figures of single partitions (with a point in the name), only blur the picture. */
    private void keep(String name, Long value) {
        if (name.indexOf('.') < 0 && (value != 0 || stateStore.containsKey(name))) {
            stateStore.put(name, value.doubleValue());
        }
    }

    private static Signal signal(StreamingQueryProgress progress) {
        StateOperatorProgress[] operators = progress.stateOperators();
        return new Signal.BatchCompleted(
                progress.batchId(),
                Instant.parse(progress.timestamp()).toEpochMilli(),
                progress.durationMs().getOrDefault("triggerExecution", 0L),
                progress.numInputRows(),
                progress.durationMs(),
                Arrays.stream(operators)
                        .mapToLong(StateOperatorProgress::numRowsTotal)
                        .sum(),
                Arrays.stream(operators)
                        .mapToLong(StateOperatorProgress::memoryUsedBytes)
                        .sum(),
                Arrays.stream(operators)
                        .mapToLong(StateOperatorProgress::commitTimeMs)
                        .sum());
    }
}
