package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.keyedstatebench.event.KeyedEvent;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.OperatorKind;
import scala.Tuple2;

/**
 * Composes the job between any source and any sink, so that a test can put its own at both ends.
 *
 * @param spec what is done with the events, in which form
 * @param malformed where skipped records are counted
 */
record CounterQuery(JobSpec spec, MalformedRecords malformed) {

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
        Dataset<Tuple2<byte[], byte[]>> rows = spec.operator().kind() == OperatorKind.COUNT
                ? counts(values)
                : values.mapPartitions(new WellFormedEvents<>(CounterQuery::asItCame, malformed), ROW);
        return rows.toDF(KEY, VALUE);
    }

    private static Tuple2<byte[], byte[]> asItCame(KeyedEvent event, byte[] value) {
        return new Tuple2<>(event.key().getBytes(UTF_8), value);
    }

    private Dataset<Tuple2<byte[], byte[]>> counts(Dataset<byte[]> values) {
        Form form = Form.of(spec.operator());
        MapPartitionsFunction<byte[], Tally> tallies = form == Form.COMBINING
                ? new CombinedEvents(malformed)
                : new WellFormedEvents<>((event, value) -> Tally.of(event), malformed);
        Dataset<Row> events =
                values.mapPartitions(tallies, Encoders.bean(Tally.class)).toDF();
        Dataset<Row> timed = spec.watermarkDelay() == null
                ? events
                : events.withColumn(PRODUCED_AT, functions.timestamp_millis(functions.col(NEWEST)))
                        .withWatermark(PRODUCED_AT, spec.watermarkDelay().toMillis() + " milliseconds");
        return form == Form.SQL
                ? timed.groupBy(KEY)
                        .count()
                        .as(Encoders.tuple(Encoders.STRING(), Encoders.LONG()))
                        .mapPartitions(new EncodedCounts(), ROW)
                : stateful(form, timed, StoredCount.of(form, spec.state().valueBytes()));
    }

    private <S> Dataset<Tuple2<byte[], byte[]>> stateful(Form form, Dataset<Row> timed, StoredCount<S> stored) {
        KeyValueGroupedDataset<String, Tally> keys = timed.as(Encoders.bean(Tally.class))
                .groupByKey((MapFunction<Tally, String>) Tally::getKey, Encoders.STRING());
        return form == Form.FLAT_MAP_GROUPS
                ? keys.flatMapGroupsWithState(
                        new CountingGroups<>(spec.emission(), spec.operator(), stored),
                        OutputMode.Update(),
                        stored.encoder(),
                        ROW,
                        CountingGroups.timeout(spec.operator()))
                : keys.transformWithState(
                        new CountingProcessor<>(spec.emission(), spec.operator(), stored),
                        CountingProcessor.timeMode(spec.operator()),
                        OutputMode.Update(),
                        ROW);
    }
}
