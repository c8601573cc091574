package org.keyedstatebench.reference;

/**
 * One sentence for the user in place of a Kafka exception, which would name a time-out and nothing else. The exception is
 * suppressed, not the cause, because the innermost cause becomes the reason of the failed signal.
 */
final class KafkaFailure extends Exception {

    KafkaFailure(String message) {
        super(message);
    }

    KafkaFailure(String message, Throwable reason) {
        super(message);
        addSuppressed(reason);
    }
}
