package org.keyedstatebench.streams;

/**
 * One sentence for the user in place of an exception of Kafka. The exception is suppressed, not the cause, because the innermost cause
 * becomes the reason of the failed signal.
 */
final class StreamsFailure extends RuntimeException {

    StreamsFailure(String message) {
        super(message);
    }

    StreamsFailure(String message, Throwable reason) {
        super(message);
        addSuppressed(reason);
    }
}
