package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.compare.BareTrial.ms;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** Each answer at its bounds, word for word. */
class TrialEvidenceTest {

    private static final Percentiles NO_DELAY = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);

    private static BareTrial trial() {
        return new BareTrial(3);
    }

    private static Arguments says(
            Function<TrialResult, Evidence> question, BareTrial trial, Verdict answer, String words) {
        return Arguments.of(question, trial, answer, words);
    }

    static Stream<Arguments> ttl() {
        String kept = "TTL 2,000 ms: counts survived pauses of up to 1,900 ms and started again from 2,100 ms on";
        String none = "TTL 2,000 ms: no count survived a pause, none started again";
        String lost = kept + "; some were lost before the TTL was over";
        return Stream.of(
                says(TrialEvidence::startsAgain, trial().ttl(1_900L, 2_100L, true, true), Verdict.CONFIRMED, kept),
                says(TrialEvidence::startsAgain, trial().ttl(1_900L, 2_100L, true, false), Verdict.NOT_CONFIRMED, kept),
                says(
                        TrialEvidence::startsAgain,
                        trial().ttl(3_999L, null, true, false),
                        Verdict.CANNOT_TELL,
                        "TTL 2,000 ms: counts survived pauses of up to 3,999 ms, none started again"),
                says(
                        TrialEvidence::startsAgain,
                        trial().ttl(4_000L, null, true, false),
                        Verdict.NOT_CONFIRMED,
                        "TTL 2,000 ms: counts survived pauses of up to 4,000 ms, none started again"),
                says(TrialEvidence::startsAgain, trial().ttl(null, null, true, false), Verdict.CANNOT_TELL, none),
                says(TrialEvidence::startsAgain, trial(), Verdict.CANNOT_TELL, "there is no account of its TTL"),
                says(TrialEvidence::survives, trial().ttl(1_900L, 2_100L, true, true), Verdict.CONFIRMED, kept),
                says(TrialEvidence::survives, trial().ttl(1_900L, 2_100L, false, true), Verdict.NOT_CONFIRMED, lost),
                says(TrialEvidence::survives, trial().ttl(null, null, true, true), Verdict.CANNOT_TELL, none),
                says(TrialEvidence::survives, trial(), Verdict.CANNOT_TELL, "there is no account of its TTL"),
                says(TrialEvidence::keepsItsTtl, trial().ttl(1_900L, 2_100L, true, true), Verdict.CONFIRMED, kept),
                says(TrialEvidence::keepsItsTtl, trial().ttl(1_900L, 2_100L, false, true), Verdict.NOT_CONFIRMED, lost),
                says(
                        TrialEvidence::keepsItsTtl,
                        trial().ttl(1_900L, 2_100L, false, false),
                        Verdict.NOT_CONFIRMED,
                        lost),
                says(TrialEvidence::keepsItsTtl, trial().ttl(1_900L, 2_100L, true, false), Verdict.NOT_CONFIRMED, kept),
                says(TrialEvidence::keepsItsTtl, trial().ttl(null, null, true, true), Verdict.CANNOT_TELL, none));
    }

    static Stream<Arguments> timers() {
        String nine = "9 of 10 timers fired, 0 unexpected";
        String none = "0 of 10 timers fired, 0 unexpected";
        String long_ = "; batches took up to %s ms, so that a key's next event may have come in the batch of its timer";
        return Stream.of(
                says(
                        TrialEvidence::idleTimersFire,
                        trial().timers(2_000, 1_000, 1_500, ms(1, 5, 7)),
                        Verdict.CONFIRMED,
                        "1,000 of 2,000 timers fired, 1,500 unexpected; delay p50 5 ms, p99 7 ms"),
                says(TrialEvidence::idleTimersFire, trial().timers(10, 0, 0, NO_DELAY), Verdict.NOT_CONFIRMED, none),
                says(
                        TrialEvidence::idleTimersFire,
                        trial().timers(0, 0, 3, null),
                        Verdict.CANNOT_TELL,
                        "no timer had to fire, 3 unexpected"),
                says(TrialEvidence::idleTimersFire, trial(), Verdict.CANNOT_TELL, "there is no account of timers"),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(10, 10, 0, null).batches(5_000, 9_000, null),
                        Verdict.CONFIRMED,
                        "10 of 10 timers fired, 0 unexpected"),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(0, 0, 3, null),
                        Verdict.CANNOT_TELL,
                        "no timer had to fire, 3 unexpected"),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(0, 0, 0, null),
                        Verdict.CANNOT_TELL,
                        "no timer had to fire, 0 unexpected"),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(10, 9, 0, null).batches(100, 1_000, null),
                        Verdict.NOT_CONFIRMED,
                        nine),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(10, 9, 0, null).batches(100, 1_001, null),
                        Verdict.CANNOT_TELL,
                        nine + String.format(Locale.ROOT, long_, 1_001)),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(10, 0, 0, null).batches(1_000, 2_000, null),
                        Verdict.NOT_CONFIRMED,
                        none),
                says(
                        TrialEvidence::everyTimerFires,
                        trial().timers(10, 0, 0, null).batches(1_001, 2_000, null),
                        Verdict.CANNOT_TELL,
                        none + String.format(Locale.ROOT, long_, 2_000)),
                says(TrialEvidence::everyTimerFires, trial(), Verdict.CANNOT_TELL, "there is no account of timers"));
    }

    static Stream<Arguments> batchesWithoutInput() {
        String one = "1.0 empty batches a second after the load had ended";
        String half = "0.5 empty batches a second after the load had ended";
        Function<TrialResult, Evidence> question = TrialEvidence::runsWithoutInput;
        return Stream.of(
                says(question, trial().batches(1, 1, 1.0), Verdict.CONFIRMED, one),
                says(question, trial().batches(1, 5_000, 1.0).events(0, 0, 0, null), Verdict.CONFIRMED, one),
                says(question, trial().batches(1, 1_000, 0.5), Verdict.NOT_CONFIRMED, half),
                says(
                        question,
                        trial().batches(1, 1_001, 0.5),
                        Verdict.CANNOT_TELL,
                        half + ", where one takes up to 1001 ms: too few seconds to tell"),
                says(
                        question,
                        trial().batches(1, 1, 1.0).events(1, 0, 0, null),
                        Verdict.CANNOT_TELL,
                        one + ", but not all of the load had been taken"),
                says(
                        question,
                        trial().batches(1, 1, null),
                        Verdict.CANNOT_TELL,
                        "there is no account of batches without load"),
                says(question, trial(), Verdict.CANNOT_TELL, "there is no account of batches without load"));
    }

    static Stream<Arguments> exactness() {
        Function<TrialResult, Evidence> killed = trial -> TrialEvidence.noDuplicate(trial, true);
        Function<TrialResult, Evidence> unharmed = trial -> TrialEvidence.noDuplicate(trial, false);
        Function<TrialResult, Evidence> exact = TrialEvidence::exactState;
        return Stream.of(
                says(killed, trial().events(0, 0, 0, 0L), Verdict.CONFIRMED, "0 duplicates, after SIGKILL"),
                says(killed, trial().events(0, 1_234, 0, 0L), Verdict.NOT_CONFIRMED, "1,234 duplicates, after SIGKILL"),
                says(unharmed, trial().events(0, 1, 0, 0L), Verdict.NOT_CONFIRMED, "1 duplicates, without a kill"),
                says(
                        unharmed,
                        trial().events(0, 0, 0, 0L),
                        Verdict.CANNOT_TELL,
                        "0 duplicates, without a kill, which shows nothing"),
                says(
                        killed,
                        trial().events(5, 0, 0, 0L),
                        Verdict.CANNOT_TELL,
                        "0 duplicates, after SIGKILL, but 5 events lost, final counts wrong"),
                says(
                        killed,
                        trial().events(0, 0, 4, 0L),
                        Verdict.CANNOT_TELL,
                        "0 duplicates, after SIGKILL, but 0 events lost, final counts exact, 4 rows that nothing sent"
                                + " accounts for"),
                says(killed, trial(), Verdict.CANNOT_TELL, "there is no account of events"),
                says(
                        exact,
                        trial().events(0, 7, 0, null),
                        Verdict.CONFIRMED,
                        "after SIGKILL 0 events lost, final counts exact, 7 rows written again"),
                says(
                        exact,
                        trial().events(5, 7, 0, 0L),
                        Verdict.NOT_CONFIRMED,
                        "after SIGKILL 5 events lost, final counts wrong, 7 rows written again"),
                says(
                        exact,
                        trial().events(5, 7, 0, 1L),
                        Verdict.CANNOT_TELL,
                        "after SIGKILL 5 events lost, final counts wrong, 7 rows written again; 1 sends failed"),
                says(exact, trial(), Verdict.CANNOT_TELL, "there is no account of events"));
    }

    static Stream<Arguments> statuses() {
        Function<TrialResult, Evidence> exact = TrialEvidence::exactState;
        String words = "after SIGKILL 0 events lost, final counts exact, 0 rows written again";
        String longReason = "x".repeat(160);
        return Stream.of(
                says(
                        exact,
                        trial().events(0, 0, 0, 0L).is(TrialStatus.INVALID, null),
                        Verdict.CANNOT_TELL,
                        words + ", but the trial is invalid"),
                says(
                        exact,
                        trial().events(0, 0, 0, 0L).is(TrialStatus.INVALID, longReason + "\nand more"),
                        Verdict.CANNOT_TELL,
                        words + ", but the trial is invalid (" + longReason + ")"),
                says(
                        exact,
                        trial().events(0, 0, 0, 0L).is(TrialStatus.INVALID, longReason + "y"),
                        Verdict.CANNOT_TELL,
                        words + ", but the trial is invalid (" + longReason + "...)"),
                says(
                        exact,
                        trial().events(1, 0, 0, 0L).is(TrialStatus.INVALID, "1 event lost"),
                        Verdict.NOT_CONFIRMED,
                        "after SIGKILL 1 events lost, final counts wrong, 0 rows written again"),
                says(
                        exact,
                        trial().is(TrialStatus.FAILED, "died"),
                        Verdict.CANNOT_TELL,
                        "there is no account of events: the trial is failed (died)"));
    }

    @ParameterizedTest
    @MethodSource({"ttl", "timers", "batchesWithoutInput", "exactness", "statuses"})
    void aTrialEvidenceByItsOwnAccount(
            Function<TrialResult, Evidence> question, BareTrial trial, Verdict answer, String words) {
        TrialResult result = trial.build();

        Evidence evidence = question.apply(result);

        assertThat(evidence.verdict()).isEqualTo(answer);
        assertThat(evidence.words()).isEqualTo(words);
        assertThat(evidence.where()).isEqualTo("trial 3");
        assertThat(evidence.trials()).containsExactly(result);
    }
}
