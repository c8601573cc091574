package org.keyedstatebench.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.keyedstatebench.job.JobSpec;

/**
 * Composes the one counting job, with its options, between a source and a sink that are passed in: the same topology runs
 * over Kafka and over a collection.
 *
 * <p>Events are (key, produced_at) and rows are (key, running count): tuples, because Flink's tuple serializer writes
 * neither class names nor field flags.
 */
final class CountTopology {

    static final TypeInformation<Tuple2<String, Long>> EVENT = Types.TUPLE(Types.STRING, Types.LONG);
    static final TypeInformation<Tuple2<String, Long>> ROW = Types.TUPLE(Types.STRING, Types.LONG);

    private CountTopology() {}

    static void compose(DataStream<byte[]> records, JobSpec spec, Sink<Tuple2<String, Long>> sink) {
        SingleOutputStreamOperator<Tuple2<String, Long>> events =
                records.flatMap(new DecodeEvents(), EVENT).name("decode").uid("decode");
        if (spec.watermarkDelay() != null) {
            events = events.assignTimestampsAndWatermarks(watermarks(spec.watermarkDelay()))
                    .name("watermark")
                    .uid("watermark");
        }
        events.keyBy(event -> event.f0, Types.STRING)
                .process(new CountPerKey(), ROW)
                .name("count")
                .uid("count")
                .sinkTo(sink)
                .name("rows")
                .uid("rows");
    }

    private static WatermarkStrategy<Tuple2<String, Long>> watermarks(Duration delay) {
        return WatermarkStrategy.<Tuple2<String, Long>>forBoundedOutOfOrderness(delay)
                .withTimestampAssigner((event, recordTimestamp) -> event.f1);
    }
}
