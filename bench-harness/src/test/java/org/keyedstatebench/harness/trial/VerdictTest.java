package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialStatus;

class VerdictTest {

    /** What was seen of a trial in which all is well, to be changed by a test. */
    private static final class Seen {
        long sent = 1000;
        long covered = 1000;
        long duplicates;
        long gaps;
        long wrongFinalCounts;
        long unexpectedRows;
        Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
        boolean rowPerEvent = true;
        long sendFailures;
        double sentHz = 1000;
        Percentiles latencyNs = distribution(50, 200);
        Percentiles latenessNs = distribution(1, 10);
        Long malformed = 0L;
        long malformedSent;
        boolean steady = true;
        boolean stoppedByItself = true;

        Verdict verdict() {
            return Verdict.of(new Verdict.Evidence(
                    new Coverage.Account(
                            sent, covered, duplicates, gaps, wrongFinalCounts, covered + duplicates, unexpectedRows),
                    guarantee,
                    rowPerEvent,
                    1000,
                    new Load.Sent(sentHz, malformedSent, sendFailures, sendFailures == 0 ? "" : "gone"),
                    latencyNs,
                    latenessNs,
                    malformed,
                    steady,
                    stoppedByItself));
        }
    }

    private static Percentiles distribution(long p50, long p99) {
        return new Percentiles(1000, 0, p50, p50, p99, p99, p99, p50);
    }

    private static Verdict of(Consumer<Seen> change) {
        Seen seen = new Seen();
        change.accept(seen);
        return seen.verdict();
    }

    private static Arguments when(Consumer<Seen> change, String reason) {
        return arguments(change, reason);
    }

    static Stream<Arguments> whatVoidsATrial() {
        return Stream.of(
                when(s -> s.covered = 999, "1 of 1000 events lost"),
                when(s -> s.gaps = 1, "1 events got no row of their own"),
                when(s -> s.wrongFinalCounts = 1, "1 keys ended with a wrong count"),
                when(s -> s.unexpectedRows = 1, "1 output rows that nothing sent accounts for"),
                when(
                        s -> {
                            s.guarantee = Guarantee.EXACTLY_ONCE;
                            s.duplicates = 1;
                        },
                        "1 duplicates under exactly-once"),
                when(s -> s.malformed = 1L, "the engine skipped 1 malformed records, 0 were sent"),
                when(s -> s.malformedSent = 1, "the engine skipped 0 malformed records, 1 were sent"),
                when(s -> s.sendFailures = 1, "1 sends failed, the first with: gone"),
                when(s -> s.sentHz = 989.9, "the generator held 990 of 1000 events/s"),
                when(
                        s -> {
                            s.sent = 0;
                            s.covered = 0;
                        },
                        "no event was sent, so nothing was found out"),
                when(
                        s -> {
                            s.sendFailures = 2;
                            s.covered = 997;
                            s.gaps = 4;
                            s.wrongFinalCounts = 5;
                            s.unexpectedRows = 6;
                            s.guarantee = Guarantee.EXACTLY_ONCE;
                            s.duplicates = 7;
                            s.malformed = 8L;
                            s.sentHz = 0;
                        },
                        "2 sends failed, the first with: gone; 3 of 1000 events lost; 4 events got no row of their own;"
                                + " 5 keys ended with a wrong count; 6 output rows that nothing sent accounts for;"
                                + " 7 duplicates under exactly-once; the engine skipped 8 malformed records, 0 were sent;"
                                + " the generator held 0 of 1000 events/s"));
    }

    @ParameterizedTest
    @MethodSource("whatVoidsATrial")
    void eachFaultVoidsATrialAndAllAreNamed(Consumer<Seen> change, String reason) {
        assertThat(of(change)).isEqualTo(new Verdict(TrialStatus.INVALID, reason, List.of()));
    }

    static Stream<Consumer<Seen>> whatDoesNot() {
        return Stream.of(
                s -> {},
                s -> s.duplicates = 3,
                s -> {
                    s.rowPerEvent = false;
                    s.gaps = 900;
                },
                s -> s.sentHz = 990,
                s -> s.guarantee = Guarantee.EXACTLY_ONCE,
                s -> {
                    s.malformed = 5L;
                    s.malformedSent = 5;
                },
                // An engine that was killed says nothing of the records it skipped.
                s -> {
                    s.malformed = null;
                    s.malformedSent = 5;
                },
                s -> s.latenessNs = distribution(10, 40),
                s -> s.latencyNs = null,
                s -> s.latenessNs = null);
    }

    @ParameterizedTest
    @MethodSource("whatDoesNot")
    void whatIsWithinItsBoundsLeavesATrialValidAndWithoutAFlag(Consumer<Seen> change) {
        assertThat(of(change)).isEqualTo(new Verdict(TrialStatus.VALID, null, List.of()));
    }

    static Stream<Arguments> whatFlagsATrial() {
        return Stream.of(
                arguments((Consumer<Seen>) s -> s.latenessNs = distribution(11, 40), List.of(Flag.GENERATOR_LIMITED)),
                arguments((Consumer<Seen>) s -> s.latenessNs = distribution(10, 41), List.of(Flag.GENERATOR_LIMITED)),
                arguments((Consumer<Seen>) s -> s.steady = false, List.of(Flag.NOT_STEADY)),
                arguments((Consumer<Seen>) s -> s.stoppedByItself = false, List.of(Flag.KILLED_AT_STOP)),
                arguments(
                        (Consumer<Seen>) s -> {
                            s.latenessNs = distribution(50, 200);
                            s.steady = false;
                            s.stoppedByItself = false;
                        },
                        List.of(Flag.GENERATOR_LIMITED, Flag.NOT_STEADY, Flag.KILLED_AT_STOP)));
    }

    @ParameterizedTest
    @MethodSource("whatFlagsATrial")
    void whatAReaderMustKnowIsFlaggedAndVoidsNothing(Consumer<Seen> change, List<Flag> flags) {
        assertThat(of(change)).isEqualTo(new Verdict(TrialStatus.VALID, null, flags));
    }

    @Test
    void anInvalidTrialKeepsItsFlags() {
        Verdict verdict = of(s -> {
            s.covered = 0;
            s.steady = false;
        });
        assertThat(verdict)
                .isEqualTo(new Verdict(TrialStatus.INVALID, "1000 of 1000 events lost", List.of(Flag.NOT_STEADY)));
    }

    @Test
    void whatIsFoundLaterAddsToTheVerdict() {
        Verdict verdict = of(s -> {})
                .flagged(Flag.PROFILED)
                .and("no rate")
                .flagged(Flag.BUSY_MACHINE)
                .and("no end");
        assertThat(verdict)
                .isEqualTo(
                        new Verdict(TrialStatus.INVALID, "no rate; no end", List.of(Flag.PROFILED, Flag.BUSY_MACHINE)));
        assertThat(of(s -> {}).flagged(Flag.PROFILED).status()).isEqualTo(TrialStatus.VALID);
    }
}
