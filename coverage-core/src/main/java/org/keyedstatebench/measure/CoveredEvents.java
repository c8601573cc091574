package org.keyedstatebench.measure;

/** Takes events that became covered. Called by the collector's thread. */
public interface CoveredEvents {

    /**
     * @param event index of the event
     * @param latencyNs from when it was due until it was visible
     */
    void covered(long event, long latencyNs);

    /** All events that one poll covered were told. */
    void pollEnded(long visibleNs, long coveredEvents);
}
