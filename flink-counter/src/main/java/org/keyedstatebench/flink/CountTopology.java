package org.keyedstatebench.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;

/**
 * Composes the one job, with its options, between a source and a sink that are passed in: the same topology runs over Kafka
 * and over a collection.
 *
 * <p>Between the tasks an event of the plain form is its key alone: the least that can travel. A count is (key, running count, whether the key
 * went idle): a tuple of three takes no more memory than one of two, and never leaves the task. Tuples, because Flink's tuple
 * serializer writes neither class names nor field flags.
 */
final class CountTopology {

    static final TypeInformation<Tuple3<String, Long, Boolean>> COUNT =
            Types.TUPLE(Types.STRING, Types.LONG, Types.BOOLEAN);

    /** Name of the form that {@link CountBySql} is. The plain one is the DataStream API's. */
    static final String SQL = "sql";

    /** Name of the form of which whole events travel between the tasks, as in a job that also needs their other fields. */
    static final String POJO = "pojo";

    /** Key and value of an output record. */
    static final TypeInformation<Tuple2<String, byte[]>> ROW =
            Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /**
     * After so long without an event, a partition no longer holds the watermark back: with fewer keys than partitions some stay
     * empty, and event time would stand still for all. Above the time that a fetch may take, because events of a
     * partition that was only slow would come too late.
     */
    static final Duration PARTITION_IDLENESS = Duration.ofSeconds(1);

    private CountTopology() {}

    static Decoding decoding(JobSpec spec) {
        return new Decoding(passesThrough(spec) || isPojo(spec));
    }

    /** For the source, because only there partitions are told apart. */
    static WatermarkStrategy<Tuple3<String, Long, byte[]>> watermarks(JobSpec spec) {
        if (spec.watermarkDelay() == null) {
            return WatermarkStrategy.noWatermarks();
        }
        return WatermarkStrategy.<Tuple3<String, Long, byte[]>>forBoundedOutOfOrderness(spec.watermarkDelay())
                .withTimestampAssigner((event, recordTimestamp) -> event.f1)
                .withIdleness(PARTITION_IDLENESS);
    }

    /** @param decoded what {@link #decoding} makes of the records */
    static void compose(
            DataStream<Tuple3<String, Long, byte[]>> decoded, JobSpec spec, Sink<Tuple2<String, byte[]>> sink) {
        rows(decoded, spec).sinkTo(sink).name("rows").uid("rows");
    }

    private static DataStream<Tuple2<String, byte[]>> rows(
            DataStream<Tuple3<String, Long, byte[]>> decoded, JobSpec spec) {
        if (passesThrough(spec)) {
            return decoded.flatMap(new WellFormed<>(event -> Tuple2.of(event.f0, event.f2)), ROW)
                    .name("pass through")
                    .uid("decode");
        }
        return counts(decoded, spec).map(new EncodeRows(), ROW).name("encode").uid("encode");
    }

    private static DataStream<Tuple3<String, Long, Boolean>> counts(
            DataStream<Tuple3<String, Long, byte[]>> decoded, JobSpec spec) {
        if (isPojo(spec)) {
            DataStream<Event> events = decode(decoded, new WholeEvent(), TypeInformation.of(Event.class));
            return counts(events.keyBy(Event::key, Types.STRING), spec);
        }
        DataStream<String> keys = decode(decoded, event -> event.f0, Types.STRING);
        return isSql(spec) ? CountBySql.of(keys) : counts(keys.keyBy(key -> key, Types.STRING), spec);
    }

    private static <E> DataStream<E> decode(
            DataStream<Tuple3<String, Long, byte[]>> decoded,
            MapFunction<Tuple3<String, Long, byte[]>, E> needed,
            TypeInformation<E> type) {
        return decoded.flatMap(new WellFormed<>(needed), type).name("decode").uid("decode");
    }

    private static <E> DataStream<Tuple3<String, Long, Boolean>> counts(KeyedStream<E, String> events, JobSpec spec) {
        Operator operator = spec.operator();
        int valueBytes = spec.state().valueBytes();
        return (spec.state().async()
                        ? events.enableAsyncState().process(CountPerKeyAsync.of(operator, valueBytes), COUNT)
                        : events.process(CountPerKey.of(operator, valueBytes), COUNT))
                .name("count")
                .uid("count");
    }

    static boolean isSql(JobSpec spec) {
        return SQL.equals(spec.operator().form());
    }

    private static boolean isPojo(JobSpec spec) {
        return POJO.equals(spec.operator().form());
    }

    private static boolean passesThrough(JobSpec spec) {
        return spec.operator().kind() == OperatorKind.PASS_THROUGH;
    }
}
