package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.keyedstatebench.event.KeyedEvent;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import scala.Tuple2;

/**
 * Composes the job between any source and any sink, so that a test can put its own at both ends.
 *
 * @param operator what is done with the events
 * @param emission a row for every event, or for every changed key of a batch
 * @param watermarkDelay how late events may be, by produced_at; {@code null} leaves the watermark out
 * @param malformed where skipped records are counted
 */
record CounterQuery(Operator operator, Emission emission, Duration watermarkDelay, MalformedRecords malformed) {

    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String NEWEST = "newestMs";
    private static final String PRODUCED_AT = "produced_at";
    private static final Encoder<Tuple2<byte[], byte[]>> ROW = Encoders.tuple(Encoders.BINARY(), Encoders.BINARY());

    /**
     * @param records with a binary column {@code value} that holds the JSON of an event; other columns are dropped
     * @return rows with binary columns {@code key} and {@code value}: counts in JSON, or the events as they came
     */
    Dataset<Row> rows(Dataset<Row> records) {
        Dataset<byte[]> values = records.select(VALUE).as(Encoders.BINARY());
        Dataset<Tuple2<byte[], byte[]>> rows = switch (operator.kind()) {
            case COUNT -> counts(values);
            case PASS_THROUGH -> values.mapPartitions(new WellFormedEvents<>(CounterQuery::asItCame, malformed), ROW);
        };
        return rows.toDF(KEY, VALUE);
    }

    private static Tuple2<byte[], byte[]> asItCame(KeyedEvent event, byte[] value) {
        return new Tuple2<>(event.key().getBytes(UTF_8), value);
    }

    private Dataset<Tuple2<byte[], byte[]>> counts(Dataset<byte[]> values) {
        Dataset<Row> tallies =
                values.mapPartitions(tallies(), Encoders.bean(KeyTally.class)).toDF();
        Dataset<Row> timed = watermarkDelay == null
                ? tallies
                : tallies.withColumn(PRODUCED_AT, functions.timestamp_millis(functions.col(NEWEST)))
                        .withWatermark(PRODUCED_AT, watermarkDelay.toMillis() + " milliseconds");
        // Grouping by a column is a groupByKey whose key need not be serialized a second time beside the events.
        return timed.groupBy(functions.col(KEY))
                .as(Encoders.STRING(), Encoders.bean(Tally.class))
                .transformWithState(
                        new CountingProcessor(emission, operator),
                        CountingProcessor.timeMode(operator),
                        OutputMode.Update(),
                        ROW);
    }

    private MapPartitionsFunction<byte[], KeyTally> tallies() {
        return combines(operator, emission)
                ? new CombinedEvents(malformed)
                : new WellFormedEvents<>((event, value) -> KeyTally.of(event), malformed);
    }

    /** Where each event has a row of its own, each travels by itself; else what can be counted on the spot is. */
    static boolean combines(Operator operator, Emission emission) {
        return operator.kind() == OperatorKind.COUNT && emission == Emission.PER_KEY;
    }
}
