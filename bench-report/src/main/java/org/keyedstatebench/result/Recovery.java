package org.keyedstatebench.result;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What the kill of the engine cost; all times on the trial's clock.
 *
 * @param killedAfterMs from the opening of the window
 * @param outageMs longest time without newly covered events that began before or at the restart's first count
 * @param resumedMs from the kill until a count of the new process was visible
 * @param caughtUpMs from the kill until the backlog was back at what it was before; {@code null} if it never was
 * @param backlogPeak most uncovered events at any time after the kill
 * @param repeatedEvents events that were counted again, of which a row may stand for many
 * @param timeline the seconds before, during and after the outage
 */
@RecordBuilder
public record Recovery(
        long killedAfterMs,
        long outageMs,
        Long resumedMs,
        Long caughtUpMs,
        long backlogPeak,
        long repeatedEvents,
        List<Second> timeline)
        implements RecoveryBuilder.With {
    public Recovery {
        timeline = List.copyOf(timeline);
    }

    /** What stands of it where the trial is not valid. */
    public Recovery withoutLatencies() {
        return withTimeline(timeline.stream()
                .map(second -> second.withP50Ns(null).withMaxNs(null))
                .toList());
    }

    /**
     * How things stood about once a second.
     *
     * @param atMs end of the second, from the kill; negative before it
     * @param covered events that became covered in it
     * @param p50Ns their median latency; {@code null} if there were none, and if the trial is not valid
     * @param maxNs their highest latency; {@code null} if there were none, and if the trial is not valid
     * @param backlog uncovered events at its end
     */
    @RecordBuilder
    public record Second(long atMs, long covered, Long p50Ns, Long maxNs, long backlog)
            implements RecoverySecondBuilder.With {}
}
