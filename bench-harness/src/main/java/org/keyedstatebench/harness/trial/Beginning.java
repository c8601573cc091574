package org.keyedstatebench.harness.trial;

/**
 * How a life of an engine begins.
 *
 * @param resume whether it goes on from the newest checkpoint of the life before
 * @param from where the life before has kept its state, to go on from that; {@code null} for nowhere
 * @param changed whether it is what the experiment changes to, rather than what the life before was
 */
record Beginning(boolean resume, String from, boolean changed) {

    /** With nothing. */
    static final Beginning FRESH = new Beginning(false, null, false);

    /** As the same again. */
    static final Beginning RESUMED = new Beginning(true, null, false);
}
