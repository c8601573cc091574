package org.keyedstatebench.harness.kafka;

/** Tells the user what was expected of Kafka, what came instead, and what to do. */
public final class KafkaUnavailableException extends RuntimeException {

    public KafkaUnavailableException(String message) {
        super(message);
    }

    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
