package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a reader must know of a trial beside its status: the one place of the words and of what they mean. */
public enum Flag {
    GENERATOR_LIMITED(
            "the load generator was late itself, by more than a fifth of the latency, so a part of the latency is the harness's"
                    + " and not the engine's"),
    NOT_STEADY(
            "latency still moved when the longest warm-up was over, so the engine may get faster (or slower) than these"
                    + " figures; a longer --warmup gives it the time"),
    KILLED_AT_STOP(
            "the engine did not stop in order when asked: it was killed, or failed then, so what it reports at its end (peak heap,"
                    + " malformed records) is missing; the account of events and the latencies are complete without it"),
    NOT_CAUGHT_UP(
            "the backlog did not come back to what it was before the kill while the trial waited for it, so there is no time to catch"
                    + " up; a lower --rate leaves the engine more to spare"),
    TIMERS_MISSED(
            "some idle timers had to fire and did not, though others did; result.json says how many, under timers"),
    TIMERS_UNEXPECTED(
            "idle timers fired for keys that had not been idle long enough; result.json says how many, under timers"),
    COLLECTOR_LIMITED("the harness's consumer used most of a core, so the engine may be faster than the figure says"),
    PROFILED(
            "a profiler was attached to the engine, which costs it some speed; compare only with other profiled trials"),
    BUSY_MACHINE(
            "other processes or the hypervisor took a part of the processors while these were measured, so their figures are the"
                    + " machine's as much as the engine's; repeat them on a machine that does nothing else"),
    /** What another release wrote: read so that its results stay readable. */
    UNKNOWN_FLAG("flagged by another release of this suite with a word that this one does not know");

    private final String meaning;

    Flag(String meaning) {
        this.meaning = meaning;
    }

    /** The word in results and reports. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it says of a trial's figures: a sentence without its capital and its full stop. */
    public String meaning() {
        return meaning;
    }

    /** @return the flag of this word, {@link #UNKNOWN_FLAG} if there is none */
    @JsonCreator
    static Flag of(String word) {
        return Arrays.stream(values())
                .filter(flag -> flag.word().equals(word))
                .findFirst()
                .orElse(UNKNOWN_FLAG);
    }

    /** As a list in a line of text. */
    public static String words(List<Flag> flags) {
        return flags.stream().map(Flag::word).collect(Collectors.joining(", "));
    }
}
