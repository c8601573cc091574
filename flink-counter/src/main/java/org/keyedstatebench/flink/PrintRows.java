package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;

/** Prints the values of rows, JSON, as lines to standard output, without the task number that Flink's own print sink puts before each. */
final class PrintRows implements Sink<Tuple2<String, byte[]>> {

    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<Tuple2<String, byte[]>> createWriter(WriterInitContext context) {
        return new Writer(System.out);
    }

    private static final class Writer implements SinkWriter<Tuple2<String, byte[]>> {

        private final PrintStream out;

        Writer(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(Tuple2<String, byte[]> row, Context context) {
            out.println(new String(row.f1, UTF_8));
        }

        @Override
        public void flush(boolean endOfInput) {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
