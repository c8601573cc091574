package org.keyedstatebench.harness.engine;

/** An engine's process cannot be started or used; the message is for the user. */
public final class EngineException extends RuntimeException {

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
