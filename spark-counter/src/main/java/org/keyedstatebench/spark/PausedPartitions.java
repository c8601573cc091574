package org.keyedstatebench.spark;

import java.time.Duration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.keyedstatebench.job.TestDelay;

/** Delays micro-batches as {@link TestDelay} asks for: a pause at the start of each partition. */
final class PausedPartitions {

    private static final String VALUE = "value";

    private PausedPartitions() {}

    /** The records themselves if there is nothing to delay them by; else their binary column {@code value}. */
    static Dataset<Row> of(Dataset<Row> records, Duration pause) {
        if (pause.isZero()) {
            return records;
        }
        long pauseMs = pause.toMillis();
        return records.select(VALUE)
                .as(Encoders.BINARY())
                .mapPartitions(
                        (MapPartitionsFunction<byte[], byte[]>) values -> {
                            Thread.sleep(pauseMs);
                            return values;
                        },
                        Encoders.BINARY())
                .toDF(VALUE);
    }
}
