package org.keyedstatebench.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts skipped records by micro-batch, so that a batch which was stopped half-way, and which a restart reads again, is
 * not counted twice. Thread-safe as Spark's accumulators are: one copy a task, merged by the driver.
 */
final class MalformedRecords extends AccumulatorV2<Long, Map<Long, Long>> {

    private static final String BATCH_ID = "streaming.sql.batchId";

    private final Map<Long, Long> byBatch = new TreeMap<>();

    /** The batch that the calling task works for, -1 outside of a streaming query. */
    static long currentBatch() {
        TaskContext task = TaskContext.get();
        String id = task == null ? null : task.getLocalProperty(BATCH_ID);
        return id == null ? -1 : Long.parseLong(id);
    }

    /** How many were skipped in this batch and those before it. */
    synchronized long upTo(long batch) {
        return byBatch.entrySet().stream()
                .filter(entry -> entry.getKey() <= batch)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public synchronized boolean isZero() {
        return byBatch.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<Long, Map<Long, Long>> copy() {
        MalformedRecords copy = new MalformedRecords();
        copy.byBatch.putAll(byBatch);
        return copy;
    }

    @Override
    public synchronized void reset() {
        byBatch.clear();
    }

    @Override
    public synchronized void add(Long batch) {
        byBatch.merge(batch, 1L, Long::sum);
    }

    @Override
    public synchronized void merge(AccumulatorV2<Long, Map<Long, Long>> other) {
        other.value().forEach((batch, count) -> byBatch.merge(batch, count, Long::sum));
    }

    @Override
    public synchronized Map<Long, Long> value() {
        return new TreeMap<>(byBatch);
    }
}
