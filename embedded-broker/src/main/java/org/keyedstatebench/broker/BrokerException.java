package org.keyedstatebench.broker;

/** Says in one line, meant for the user, why the broker cannot run. */
final class BrokerException extends RuntimeException {

    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
