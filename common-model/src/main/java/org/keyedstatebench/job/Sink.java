package org.keyedstatebench.job;

import java.util.Objects;

/**
 * Where the rows go.
 *
 * @param kind Kafka or print
 * @param topic the output topic; {@code null} for print
 */
public record Sink(SinkKind kind, String topic) {

    public Sink {
        Objects.requireNonNull(kind, "sink.kind");
        if (kind == SinkKind.KAFKA) {
            Check.notBlank(topic, "sink.topic");
        }
    }

    public static Sink kafka(String topic) {
        return new Sink(SinkKind.KAFKA, topic);
    }

    public static Sink print() {
        return new Sink(SinkKind.PRINT, null);
    }
}
