package org.keyedstatebench.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Shows the rows instead of sending them. */
final class PrintOutput implements Output {

    private final PrintStream out;

    PrintOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] key, byte[] row) {
        out.println(new String(row, UTF_8));
    }

    @Override
    public void check() throws KafkaFailure {
        if (out.checkError()) {
            throw new KafkaFailure("standard output is closed");
        }
    }

    @Override
    public void complete() throws KafkaFailure {
        check();
    }

    @Override
    public Map<String, Double> metrics() {
        return new TreeMap<>();
    }

    @Override
    public void close() {
        // Standard output is not ours to close.
    }
}
