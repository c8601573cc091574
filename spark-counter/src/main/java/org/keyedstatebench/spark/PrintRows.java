package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;

/**
 * Shows every row on standard output as it comes; unlike Spark's console sink it neither truncates nor stops at 20 rows,
 * and it is no batch sink, so that every trigger can use it.
 */
final class PrintRows extends ForeachWriter<Row> {

    private static final int VALUE = 1;

    /** For micro-batches on a cluster, where each row would be shown by an executor, far from whoever looks. */
    static void ofBatch(Dataset<Row> batch) {
        batch.select("value").as(Encoders.BINARY()).collectAsList().forEach(PrintRows::print);
    }

    @Override
    public boolean open(long partitionId, long epochId) {
        return true;
    }

    @Override
    public void process(Row row) {
        print(row.getAs(VALUE));
    }

    private static void print(byte[] row) {
        System.out.println(new String(row, UTF_8));
    }

    @Override
    public void close(Throwable errorOrNull) {
        // Spark reports the error itself.
    }
}
