package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What a kill of the engine or a change of its job cost; all times on the trial's clock.
 *
 * @param killedAfterMs from the opening of the window
 * @param outageMs longest time without newly covered events that began before or at the restart's first count
 * @param resumedMs from the kill until a count of the new process was visible
 * @param caughtUpMs from the kill until the backlog was back at what it was before; {@code null} if it never was
 * @param backlogPeak most uncovered events at any time after the kill
 * @param repeatedEvents events that were counted again, of which a row may stand for many
 * @param timeline the seconds before, during and after the outage
 * @param change what was changed; {@code null} for a kill
 */
@RecordBuilder
public record Recovery(
        long killedAfterMs,
        long outageMs,
        Long resumedMs,
        Long caughtUpMs,
        long backlogPeak,
        long repeatedEvents,
        List<Second> timeline,
        @JsonInclude(JsonInclude.Include.NON_NULL) Change change)
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

    /** How the state came from the job before to the one after. */
    public enum Means {
        /** The job kept it because it was asked to. */
        @JsonProperty("kept")
        KEPT,
        /** One of the two builds knows nothing of that: from the last checkpoint of a job that was stopped. */
        @JsonProperty("checkpoint")
        CHECKPOINT,
        /** It is the same job, which was asked while it was running. */
        @JsonProperty("running")
        RUNNING
    }

    /**
     * What was changed of the job.
     *
     * @param says what was done, for people
     * @param means how the state came across
     * @param keepingMs from the request until the state was complete; {@code null} where nobody asked
     * @param keptBytes of the state; {@code null} if the engine did not tell
     * @param asked the parallelism that was asked for; {@code null} for the one before
     * @param inEffect parts that the state is in afterwards; {@code null} if the engine did not tell
     * @param words the engine's own; {@code null} if it had none
     */
    public record Change(
            String says, Means means, Long keepingMs, Long keptBytes, Integer asked, Integer inEffect, String words) {}

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
