package org.keyedstatebench.measure;

/**
 * Which events are measured, by index, because an event belongs to the window by when it was due and not by what the engine
 * did to it.
 *
 * @param from first index of the window
 * @param to first index behind it
 * @param fromNs when its first event is due, on the trial's clock
 * @param toNs when the first event behind it is due
 */
public record Window(long from, long to, long fromNs, long toNs) {

    /** No event is measured (yet). */
    public static final Window NONE = new Window(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public Window {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a window needs 0 <= from <= to, got " + from + " to " + to);
        }
    }

    public boolean contains(long index) {
        return index >= from && index < to;
    }

    public long size() {
        return to - from;
    }
}
