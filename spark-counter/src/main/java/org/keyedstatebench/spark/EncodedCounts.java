package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.keyedstatebench.event.CountEncoder;
import scala.Tuple2;

/** Makes rows for Kafka of an aggregation's rows, with the JSON of all other forms. */
final class EncodedCounts implements MapPartitionsFunction<Tuple2<String, Long>, Tuple2<byte[], byte[]>> {

    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Tuple2<byte[], byte[]>> call(Iterator<Tuple2<String, Long>> counts) {
        CountEncoder encoder = new CountEncoder();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return counts.hasNext();
            }

            @Override
            public Tuple2<byte[], byte[]> next() {
                Tuple2<String, Long> row = counts.next();
                return new Tuple2<>(row._1().getBytes(UTF_8), encoder.encode(row._1(), row._2()));
            }
        };
    }
}
