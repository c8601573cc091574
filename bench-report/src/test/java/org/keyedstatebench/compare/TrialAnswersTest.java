package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.compare.BareTrial.ms;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.compare.Said.Answer;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** Each answer at its bounds, word for word. */
class TrialAnswersTest {

    private static final Percentiles NO_DELAY = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);

    private static BareTrial trial() {
        return new BareTrial(3);
    }

    private static Arguments says(Function<TrialResult, Said> question, BareTrial trial, Answer answer, String words) {
        return Arguments.of(question, trial, answer, words);
    }

    static Stream<Arguments> ttl() {
        String kept = "TTL 2,000 ms: counts survived pauses of up to 1,900 ms and started again from 2,100 ms on";
        String none = "TTL 2,000 ms: no count survived a pause, none started again";
        String lost = kept + "; some were lost before the TTL was over";
        return Stream.of(
                says(TrialAnswers::startsAgain, trial().ttl(1_900L, 2_100L, true, true), Answer.YES, kept),
                says(TrialAnswers::startsAgain, trial().ttl(1_900L, 2_100L, true, false), Answer.NO, kept),
                says(
                        TrialAnswers::startsAgain,
                        trial().ttl(3_999L, null, true, false),
                        Answer.OPEN,
                        "TTL 2,000 ms: counts survived pauses of up to 3,999 ms, none started again"),
                says(
                        TrialAnswers::startsAgain,
                        trial().ttl(4_000L, null, true, false),
                        Answer.NO,
                        "TTL 2,000 ms: counts survived pauses of up to 4,000 ms, none started again"),
                says(TrialAnswers::startsAgain, trial().ttl(null, null, true, false), Answer.OPEN, none),
                says(TrialAnswers::startsAgain, trial(), Answer.OPEN, "there is no account of its TTL"),
                says(TrialAnswers::survives, trial().ttl(1_900L, 2_100L, true, true), Answer.YES, kept),
                says(TrialAnswers::survives, trial().ttl(1_900L, 2_100L, false, true), Answer.NO, lost),
                says(TrialAnswers::survives, trial().ttl(null, null, true, true), Answer.OPEN, none),
                says(TrialAnswers::survives, trial(), Answer.OPEN, "there is no account of its TTL"),
                says(TrialAnswers::keepsItsTtl, trial().ttl(1_900L, 2_100L, true, true), Answer.YES, kept),
                says(TrialAnswers::keepsItsTtl, trial().ttl(1_900L, 2_100L, false, true), Answer.NO, lost),
                says(TrialAnswers::keepsItsTtl, trial().ttl(1_900L, 2_100L, false, false), Answer.NO, lost),
                says(TrialAnswers::keepsItsTtl, trial().ttl(1_900L, 2_100L, true, false), Answer.NO, kept),
                says(TrialAnswers::keepsItsTtl, trial().ttl(null, null, true, true), Answer.OPEN, none));
    }

    static Stream<Arguments> timers() {
        String nine = "9 of 10 timers fired, 0 unexpected";
        String none = "0 of 10 timers fired, 0 unexpected";
        String long_ = "; batches took up to %s ms, so that a key's next event may have come in the batch of its timer";
        return Stream.of(
                says(
                        TrialAnswers::idleTimersFire,
                        trial().timers(2_000, 1_000, 1_500, ms(1, 5, 7)),
                        Answer.YES,
                        "1,000 of 2,000 timers fired, 1,500 unexpected; delay p50 5 ms, p99 7 ms"),
                says(TrialAnswers::idleTimersFire, trial().timers(10, 0, 0, NO_DELAY), Answer.NO, none),
                says(
                        TrialAnswers::idleTimersFire,
                        trial().timers(0, 0, 3, null),
                        Answer.OPEN,
                        "no timer had to fire, 3 unexpected"),
                says(TrialAnswers::idleTimersFire, trial(), Answer.OPEN, "there is no account of timers"),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(10, 10, 0, null).batches(5_000, 9_000, null),
                        Answer.YES,
                        "10 of 10 timers fired, 0 unexpected"),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(0, 0, 3, null),
                        Answer.OPEN,
                        "no timer had to fire, 3 unexpected"),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(0, 0, 0, null),
                        Answer.OPEN,
                        "no timer had to fire, 0 unexpected"),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(10, 9, 0, null).batches(100, 1_000, null),
                        Answer.NO,
                        nine),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(10, 9, 0, null).batches(100, 1_001, null),
                        Answer.OPEN,
                        nine + String.format(Locale.ROOT, long_, 1_001)),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(10, 0, 0, null).batches(1_000, 2_000, null),
                        Answer.NO,
                        none),
                says(
                        TrialAnswers::everyTimerFires,
                        trial().timers(10, 0, 0, null).batches(1_001, 2_000, null),
                        Answer.OPEN,
                        none + String.format(Locale.ROOT, long_, 2_000)),
                says(TrialAnswers::everyTimerFires, trial(), Answer.OPEN, "there is no account of timers"));
    }

    static Stream<Arguments> batchesWithoutInput() {
        String one = "1.0 empty batches a second after the load had ended";
        String half = "0.5 empty batches a second after the load had ended";
        Function<TrialResult, Said> question = TrialAnswers::runsWithoutInput;
        return Stream.of(
                says(question, trial().batches(1, 1, 1.0), Answer.YES, one),
                says(question, trial().batches(1, 5_000, 1.0).events(0, 0, 0, null), Answer.YES, one),
                says(question, trial().batches(1, 1_000, 0.5), Answer.NO, half),
                says(
                        question,
                        trial().batches(1, 1_001, 0.5),
                        Answer.OPEN,
                        half + ", where one takes up to 1001 ms: too few seconds to tell"),
                says(
                        question,
                        trial().batches(1, 1, 1.0).events(1, 0, 0, null),
                        Answer.OPEN,
                        one + ", but not all of the load had been taken"),
                says(question, trial().batches(1, 1, null), Answer.OPEN, "there is no account of batches without load"),
                says(question, trial(), Answer.OPEN, "there is no account of batches without load"));
    }

    static Stream<Arguments> exactness() {
        Function<TrialResult, Said> killed = trial -> TrialAnswers.noDuplicate(trial, true);
        Function<TrialResult, Said> unharmed = trial -> TrialAnswers.noDuplicate(trial, false);
        Function<TrialResult, Said> exact = TrialAnswers::exactState;
        return Stream.of(
                says(killed, trial().events(0, 0, 0, 0L), Answer.YES, "0 duplicates, after SIGKILL"),
                says(killed, trial().events(0, 1_234, 0, 0L), Answer.NO, "1,234 duplicates, after SIGKILL"),
                says(unharmed, trial().events(0, 1, 0, 0L), Answer.NO, "1 duplicates, without a kill"),
                says(
                        unharmed,
                        trial().events(0, 0, 0, 0L),
                        Answer.OPEN,
                        "0 duplicates, without a kill, which shows nothing"),
                says(
                        killed,
                        trial().events(5, 0, 0, 0L),
                        Answer.OPEN,
                        "0 duplicates, after SIGKILL, but 5 events lost, final counts wrong"),
                says(
                        killed,
                        trial().events(0, 0, 4, 0L),
                        Answer.OPEN,
                        "0 duplicates, after SIGKILL, but 0 events lost, final counts exact, 4 rows that nothing sent"
                                + " accounts for"),
                says(killed, trial(), Answer.OPEN, "there is no account of events"),
                says(
                        exact,
                        trial().events(0, 7, 0, null),
                        Answer.YES,
                        "after SIGKILL 0 events lost, final counts exact, 7 rows written again"),
                says(
                        exact,
                        trial().events(5, 7, 0, 0L),
                        Answer.NO,
                        "after SIGKILL 5 events lost, final counts wrong, 7 rows written again"),
                says(
                        exact,
                        trial().events(5, 7, 0, 1L),
                        Answer.OPEN,
                        "after SIGKILL 5 events lost, final counts wrong, 7 rows written again; 1 sends failed"),
                says(exact, trial(), Answer.OPEN, "there is no account of events"));
    }

    static Stream<Arguments> statuses() {
        Function<TrialResult, Said> exact = TrialAnswers::exactState;
        String words = "after SIGKILL 0 events lost, final counts exact, 0 rows written again";
        String longReason = "x".repeat(160);
        return Stream.of(
                says(
                        exact,
                        trial().events(0, 0, 0, 0L).is(TrialStatus.INVALID, null),
                        Answer.OPEN,
                        words + ", but the trial is invalid"),
                says(
                        exact,
                        trial().events(0, 0, 0, 0L).is(TrialStatus.INVALID, longReason + "\nand more"),
                        Answer.OPEN,
                        words + ", but the trial is invalid (" + longReason + ")"),
                says(
                        exact,
                        trial().events(0, 0, 0, 0L).is(TrialStatus.INVALID, longReason + "y"),
                        Answer.OPEN,
                        words + ", but the trial is invalid (" + longReason + "...)"),
                says(
                        exact,
                        trial().events(1, 0, 0, 0L).is(TrialStatus.INVALID, "1 event lost"),
                        Answer.NO,
                        "after SIGKILL 1 events lost, final counts wrong, 0 rows written again"),
                says(
                        exact,
                        trial().is(TrialStatus.FAILED, "died"),
                        Answer.OPEN,
                        "there is no account of events: the trial is failed (died)"));
    }

    @ParameterizedTest
    @MethodSource({"ttl", "timers", "batchesWithoutInput", "exactness", "statuses"})
    void aTrialAnswersByItsOwnAccount(
            Function<TrialResult, Said> question, BareTrial trial, Answer answer, String words) {
        TrialResult result = trial.build();

        Said said = question.apply(result);

        assertThat(said.answer()).isEqualTo(answer);
        assertThat(said.words()).isEqualTo(words);
        assertThat(said.where()).isEqualTo("trial 3");
        assertThat(said.trials()).containsExactly(result);
    }
}
