package org.keyedstatebench.process;

/** A thread that somebody needs was ended by something that it did not expect; the message says which and why. */
public final class WorkerDiedException extends RuntimeException {

    WorkerDiedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether it would be the same next time: an error, such as a library that cannot be loaded, is not of the moment. */
    public boolean isLasting() {
        return has(getCause(), Error.class);
    }

    /** Whether one of the causes is of this kind; Kafka wraps errors of its libraries in exceptions of its own. */
    static boolean has(Throwable e, Class<? extends Throwable> kind) {
        Throwable cause = e;
        while (cause != null && !kind.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
