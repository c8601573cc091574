package org.keyedstatebench.spark;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TimeMode;
import org.keyedstatebench.job.Emission;
import scala.Tuple2;

/**
 * Composes the counter between any source and any sink, so that a test can put its own at both ends.
 *
 * @param emission a row for every event, or for every changed key of a batch
 * @param watermarkDelay how late events may be, by produced_at; {@code null} leaves the watermark out
 * @param malformed where skipped records are counted
 */
record CounterQuery(Emission emission, Duration watermarkDelay, MalformedRecords malformed) {

    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String PRODUCED_AT = "produced_at";
    private static final Encoder<Tuple2<byte[], byte[]>> ROW = Encoders.tuple(Encoders.BINARY(), Encoders.BINARY());

    /**
     * @param records with a binary column {@code value} that holds the JSON of an event; other columns are dropped
     * @return rows with binary columns {@code key} and {@code value}, the JSON of a count
     */
    Dataset<Row> counts(Dataset<Row> records) {
        Dataset<byte[]> values = records.select(VALUE).as(Encoders.BINARY());
        return watermarkDelay == null ? count(byKey(values)) : count(byKeyWithWatermark(values));
    }

    private <V> Dataset<Row> count(KeyValueGroupedDataset<String, V> events) {
        return events.transformWithState(new CountingProcessor<V>(emission), TimeMode.None(), OutputMode.Update(), ROW)
                .toDF(KEY, VALUE);
    }

    /** Nothing but the key travels through the shuffle and the sort. */
    private KeyValueGroupedDataset<String, String> byKey(Dataset<byte[]> values) {
        return values.mapPartitions(new WellFormedEvents<>(event -> event.key(), malformed), Encoders.STRING())
                .toDF(KEY)
                .groupBy(key())
                .as(Encoders.STRING(), Encoders.STRING());
    }

    private KeyValueGroupedDataset<String, Tuple2<String, Instant>> byKeyWithWatermark(Dataset<byte[]> values) {
        Encoder<Tuple2<String, Instant>> timed = Encoders.tuple(Encoders.STRING(), Encoders.INSTANT());
        return values.mapPartitions(
                        new WellFormedEvents<>(
                                event -> new Tuple2<>(event.key(), Instant.ofEpochMilli(event.producedAt())),
                                malformed),
                        timed)
                .toDF(KEY, PRODUCED_AT)
                .withWatermark(PRODUCED_AT, watermarkDelay.toMillis() + " milliseconds")
                .groupBy(key())
                .as(Encoders.STRING(), timed);
    }

    /** Grouping by a column is a groupByKey whose key need not be serialized a second time beside the event. */
    private static Column key() {
        return functions.col(KEY);
    }
}
