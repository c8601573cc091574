package org.keyedstatebench.result;

/** Says in one message what is wrong with a result on disk, or why it cannot be written. */
public final class ResultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ResultException(String message) {
        super(message);
    }

    public ResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
