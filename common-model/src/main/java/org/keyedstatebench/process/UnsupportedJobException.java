package org.keyedstatebench.process;

import org.keyedstatebench.signal.Signal;

/** Says that the engine refuses what the specification asks for, in the engine's own words. */
public final class UnsupportedJobException extends Exception {

    private final Signal.Unsupported signal;

    /**
     * @param feature what was asked for
     * @param errorClass class of the engine's exception, with its error condition where it has one
     * @param message the engine's own words
     */
    public UnsupportedJobException(String feature, String errorClass, String message) {
        super(feature + ": " + errorClass + ": " + message);
        this.signal = new Signal.Unsupported(feature, errorClass, message);
    }

    /**
     * Refuses in the counter's own words, where there is no engine to ask.
     *
     * @throws UnsupportedJobException if that is what the specification asks for
     */
    public static void refuseIf(boolean asked, String feature, String message) throws UnsupportedJobException {
        if (asked) {
            throw new UnsupportedJobException(feature, UnsupportedJobException.class.getName(), message);
        }
    }

    public Signal.Unsupported signal() {
        return signal;
    }
}
