package org.keyedstatebench.harness.kafka;

import org.apache.kafka.common.KafkaException;

/** Tells the user what was expected of Kafka, what came instead, and what to do. */
public final class KafkaUnavailableException extends RuntimeException {

    public KafkaUnavailableException(String message) {
        super(message);
    }

    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Of what a Kafka client threw where nobody expected it. */
    public static KafkaUnavailableException of(KafkaException e) {
        return new KafkaUnavailableException("Kafka says: " + KafkaFailure.reason(e), e);
    }
}
