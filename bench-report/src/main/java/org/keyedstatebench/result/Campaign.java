package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.keyedstatebench.scenario.FaultKind;

/**
 * What one fault after the other did to an engine under load; all times are milliseconds on the trial's clock, from the opening of the
 * measured window, in which nothing was done to it.
 *
 * @param faults in the order in which they struck
 * @param countedTwice by how much the last counts of keys are above the number of their events, summed over the keys that are
 * @param gaveUp why no further fault struck although some were planned; {@code null} if all did
 * @param leftOut a sentence for each kind of faults that could not be tried
 * @param backlog about once a second
 */
public record Campaign(
        List<Fault> faults,
        long countedTwice,
        @JsonInclude(JsonInclude.Include.NON_NULL) String gaveUp,
        List<String> leftOut,
        List<Moment> backlog) {

    public Campaign {
        faults = List.copyOf(faults);
        leftOut = List.copyOf(leftOut);
        backlog = List.copyOf(backlog);
    }

    /**
     * One fault, and the account of events until the next one struck, or until the backlog was back at what it was. What is lost shows
     * when all else is covered, so it is found with the last of the faults that struck during one recovery.
     *
     * @param number from 1; the same seed gives the same kind and times at each number
     * @param kind what was done
     * @param atMs when it began
     * @param lastedMs until its cause was gone: until the process was started again, the broker was back, the folder was free
     * @param inRecovery whether the engine had not recovered from the fault before
     * @param what exactly was done, in words
     * @param outageMs longest time without newly covered events after it began
     * @param caughtUpMs from when it began until the backlog was back at what it was; {@code null} if the next fault came first, or if
     *     it never was
     * @param restarts how often the engine ended by itself and was started again on its newest checkpoint
     * @param words of the engine when it ended by itself, the last ones; {@code null} if it did not
     * @param backlogPeak most uncovered events after it began
     * @param lost events that no row accounted for although all else was covered again
     * @param countedTwice by how much more than before the counts of keys are above the number of their events
     * @param gaps events that got no row of their own, in per-event emission
     * @param unexpectedRows rows with a count above what was sent, or of no key that was
     * @param repeatedRows rows with a count not above the highest seen for their key
     * @param survived whether the engine recovered, or the next fault came first, and every event was counted once
     */
    public record Fault(
            int number,
            FaultKind kind,
            long atMs,
            long lastedMs,
            boolean inRecovery,
            String what,
            long outageMs,
            Long caughtUpMs,
            int restarts,
            @JsonInclude(JsonInclude.Include.NON_NULL) String words,
            long backlogPeak,
            long lost,
            long countedTwice,
            long gaps,
            long unexpectedRows,
            long repeatedRows,
            boolean survived) {}

    /**
     * How things stood at one moment.
     *
     * @param backlog events that were sent and not covered
     */
    public record Moment(long atMs, long backlog) {}

    /** How many faults were survived. */
    public long survived() {
        return faults.stream().filter(Fault::survived).count();
    }
}
