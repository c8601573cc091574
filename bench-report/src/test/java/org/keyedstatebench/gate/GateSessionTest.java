package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyedstatebench.gate.GateFixture.disturbed;
import static org.keyedstatebench.gate.GateFixture.failed;
import static org.keyedstatebench.gate.GateFixture.invalid;
import static org.keyedstatebench.gate.GateFixture.mistaken;
import static org.keyedstatebench.gate.GateFixture.valid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.gate.GateSession.Turn;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class GateSessionTest {

    private static final int PAIRS = 6;
    private static final int QUICK = GateRules.QUICK_PAIRS;
    private static final TrialResult DEAD = failed(TrialStatus.FAILED, "the engine died");

    private final List<Turn> turns = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    private GateSession session(int pairs, int mostRepeats) {
        return new GateSession(GateRules.DEFAULT.withPairs(pairs), mostRepeats, true, 42, said::add);
    }

    private GateSession played(int pairs, int mostRepeats, Function<Turn, TrialResult> trials) {
        GateSession session = session(pairs, mostRepeats);
        play(session, trials);
        return session;
    }

    private void play(GateSession session, Function<Turn, TrialResult> trials) {
        Judgement played = session.play(turn -> {
            turns.add(turn);
            return trials.apply(turn);
        });
        assertThat(played).isEqualTo(session.judgement());
    }

    private static boolean isCandidate(Turn turn) {
        return turn.side() == Side.CANDIDATE;
    }

    private static Function<Turn, TrialResult> slower(double times) {
        return turn -> valid(isCandidate(turn) ? 100 * times : 100);
    }

    /** Blocks are numbered in the order of planning: rehearsals, the first set, then whatever is added. */
    private static Function<Turn, TrialResult> candidateIn(
            int block, TrialResult odd, Function<Turn, TrialResult> else_) {
        return turn -> isCandidate(turn) && turn.block() == block ? odd : else_.apply(turn);
    }

    private static List<Integer> numbers(int upTo) {
        return IntStream.rangeClosed(1, upTo).boxed().toList();
    }

    @Test
    void theSameOnBothSidesPassesAfterOneSet() {
        GateSession session = played(PAIRS, 3, turn -> valid(100 + turn.block() % 3));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(turns).extracting(Turn::order).isEqualTo(numbers(2 * PAIRS));
        for (int i = 0; i < turns.size(); i += 2) {
            assertThat(turns.get(i).block()).isEqualTo(turns.get(i + 1).block()).isEqualTo(1 + i / 2);
            assertThat(turns.get(i).side()).isNotEqualTo(turns.get(i + 1).side());
        }
        assertThat(session.pairs()).extracting(Pair::number).isEqualTo(numbers(PAIRS));
        for (Pair pair : session.pairs()) {
            assertThat(pair.candidateFirst()).isEqualTo(isCandidate(turns.get(2 * (pair.number() - 1))));
        }
        assertThat(session.pairs()).extracting(Pair::candidateFirst).contains(true, false);
        assertThat(session.following()).isEmpty();
        assertThat(session.blocks()).isEqualTo(PAIRS);
        assertThat(said).isEmpty();
    }

    @Test
    void theSeedDecidesTheOrderWithinPairs() {
        List<List<Turn>> orders = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            orders.add(new GateSession(GateRules.DEFAULT, 6, true, seed, said::add).following());
        }
        assertThat(orders.get(0)).isEqualTo(orders.get(1)).isNotEqualTo(orders.get(2));
    }

    @Test
    void whatIsPlannedIsKnownAheadOfEveryTrial() {
        GateSession session = session(QUICK, 3);
        List<Turn> all = session.following();
        assertThat(all).hasSize(2 * (2 + QUICK));
        for (int i = 0; i < all.size(); i++) {
            assertThat(session.next()).contains(all.get(i));
            assertThat(session.following()).isEqualTo(all.subList(i + 1, all.size()));
            session.answered(valid(100));
        }
        assertThat(session.next()).isEmpty();
    }

    @Test
    void aSlowerCandidateIsRunAgainAndFails() {
        GateSession session = played(PAIRS, 3, slower(1.5));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(turns).hasSize(4 * PAIRS);
        assertThat(session.pairs()).hasSize(PAIRS);
        assertThat(session.confirmation()).extracting(Pair::number).isEqualTo(numbers(PAIRS));
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("The candidate looks slower in the first set of pairs: p50 1.50");
        assertThat(said.get(1)).isEqualTo("running the second set of 6 pairs");
    }

    @Test
    void theFirstTwoOfManyPairsAreARehearsalAndNotJudged() {
        GateSession session = played(
                QUICK, 3, turn -> turn.block() <= 2 ? valid(40) : slower(1.5).apply(turn));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(session.pairs()).hasSize(QUICK);
        assertThat(session.pairs())
                .noneMatch(pair -> pair.baseline().latencyNs().p50() == 40_000_000);
        assertThat(session.discarded()).isEmpty();
        assertThat(turns).hasSize(4 + 4 * QUICK);
        assertThat(said)
                .startsWith(
                        "that pair was rehearsal 1 of 2, which is not judged",
                        "that pair was rehearsal 2 of 2, which is not judged");
    }

    @Test
    void onePairAgainstManyExtendsBothSetsAndHidesNothing() {
        GateSession session = played(
                QUICK, 3, turn -> valid(isCandidate(turn) == (turn.block() == 5 || turn.block() == 17) ? 100 : 150));

        assertThat(session.pairs()).extracting(Pair::number).isEqualTo(numbers(12));
        assertThat(session.confirmation()).extracting(Pair::number).isEqualTo(numbers(12));
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(said)
                .filteredOn(text -> text.equals("extending the set to 12 pairs"))
                .hasSize(2);
    }

    @Test
    void aSetIsExtendedOnceOnly() {
        GateSession session = played(QUICK, 3, turn -> valid(isCandidate(turn) == (turn.block() % 2 == 0) ? 150 : 100));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(session.pairs()).hasSize(12);
        assertThat(turns).hasSize(4 + 2 * 12);
        assertThat(session.confirmation()).isEmpty();
        assertThat(said.subList(2, said.size()))
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("No regression is shown, and none is ruled out: p50 "),
                        what -> assertThat(what).isEqualTo("extending the set to 12 pairs"));
    }

    @Test
    void aSetThatCanTellIsNotExtended() {
        assertThat(played(QUICK, 3, slower(1)).pairs()).hasSize(QUICK);
    }

    @Test
    void aSuspicionThatASecondSetDoesNotShareIsNone() {
        GateSession session =
                played(PAIRS, 3, turn -> slower(turn.block() <= PAIRS ? 1.5 : 1).apply(turn));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(session.confirmation()).hasSize(PAIRS);
    }

    @Test
    void aSuspicionStandsUntilTheSecondSetIsRun() {
        GateSession session = session(PAIRS, 3);
        for (int i = 0; i < 2 * PAIRS; i++) {
            session.answered(slower(1.5).apply(session.next().orElseThrow()));
        }
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.SUSPECTED);
        assertThat(session.following()).hasSize(2 * PAIRS);
    }

    @Test
    void aPairThatOthersDisturbedIsRepeatedAndKeptOnceRepeatsAreUsedUp() {
        GateSession session =
                played(PAIRS, 2, turn -> turn.order() <= 6 ? disturbed(valid(100), 0.3, 0.0) : valid(100));

        assertThat(session.discarded()).hasSize(2);
        assertThat(session.discarded()).allSatisfy(pair -> {
            assertThat(pair.reason()).isEqualTo("other processes took 30.0 % of all processors, more than 10 %");
            assertThat(pair.confirmation()).isFalse();
            assertThat(pair.pair().number()).isEqualTo(1);
        });
        assertThat(session.pairs()).hasSize(PAIRS);
        assertThat(turns).hasSize(2 * (PAIRS + 2));
        // A repeated pair counts other events: it has a block of its own.
        assertThat(turns.stream().map(Turn::block).distinct()).hasSize(PAIRS + 2);
        assertThat(said)
                .containsExactly(
                        "that pair is repeated: other processes took 30.0 % of all processors, more than 10 %",
                        "that pair is repeated: other processes took 30.0 % of all processors, more than 10 %",
                        "that pair is kept though other processes took 30.0 % of all processors, more than 10 %: 2 pairs"
                                + " were repeated already");
        assertThat(session.blocks()).isEqualTo(PAIRS + 2);
        assertThat(session.faults()).isEmpty();
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void oneDisturbedTrialOfEitherSideDisturbsItsPair(Side side) {
        GateSession session = played(
                PAIRS,
                3,
                turn -> turn.block() == 2 && turn.side() == side ? disturbed(valid(100), null, 0.06) : valid(100));
        assertThat(session.discarded())
                .extracting(DiscardedPair::reason)
                .containsExactly("the hypervisor took 6.0 % of all processors, more than 5 %");
    }

    @Test
    void aDisturbedPairOfTheSecondSetIsRepeatedThere() {
        GateSession session = played(
                PAIRS,
                3,
                turn -> turn.block() == PAIRS + 1
                        ? disturbed(slower(1.5).apply(turn), 0.3, 0.0)
                        : slower(1.5).apply(turn));
        assertThat(session.discarded()).extracting(DiscardedPair::confirmation).containsExactly(true);
        assertThat(session.confirmation()).hasSize(PAIRS);
    }

    @Test
    void whatIsWithinTheLimitsDisturbsNobody() {
        GateSession session = played(PAIRS, 3, turn -> disturbed(valid(100), 0.10, 0.05));
        assertThat(session.discarded()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void aDisturbedRehearsalIsARehearsalAllTheSame() {
        GateSession session =
                played(QUICK, 3, turn -> turn.block() <= 2 ? disturbed(valid(100), 0.3, 0.0) : valid(100));
        assertThat(session.discarded()).isEmpty();
        assertThat(turns).hasSize(2 * (2 + QUICK));
        assertThat(session.faults()).isEmpty();
    }

    @Test
    void aMachineThatIsNeverQuietIsAFault() {
        GateSession session = played(PAIRS, 1, turn -> disturbed(valid(100), 0.3, 0.0));

        assertThat(session.faults())
                .containsExactly(
                        "others disturbed 6 of 6 pairs, and 1 more that were repeated; expected a machine that does"
                                + " nothing else");
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(session.judgement().sentence()).contains("others disturbed 6 of 6 pairs");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void moreThanHalfOfThePairsMustBeDisturbedToMakeAFault(int disturbed) {
        GateSession session =
                played(PAIRS, 0, turn -> turn.block() <= disturbed ? disturbed(valid(100), 0.3, 0.0) : valid(100));
        assertThat(session.faults()).hasSize(disturbed > 3 ? 1 : 0);
    }

    @Test
    void thePairsOfBothSetsAreThoseOfWhichHalfMustBeQuiet() {
        GateSession session = played(
                PAIRS,
                0,
                turn -> turn.block() <= PAIRS
                        ? disturbed(slower(1.5).apply(turn), 0.3, 0.0)
                        : slower(1.5).apply(turn));

        assertThat(session.confirmation()).hasSize(PAIRS);
        assertThat(session.faults()).isEmpty();
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
    }

    @Test
    void withoutTheGuardNothingIsRepeatedAndNoMachineTooBusy() {
        GateSession session = new GateSession(GateRules.DEFAULT.withPairs(PAIRS), 3, false, 42, said::add);
        play(session, turn -> disturbed(valid(100), 0.9, 0.9));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(turns).hasSize(2 * PAIRS);
        assertThat(said).isEmpty();
    }

    @Test
    void aSlowCandidateOnAQuietMachineIsNeverRepeated() {
        assertThat(played(PAIRS, 3, slower(90)).discarded()).isEmpty();
    }

    @Test
    void aCandidateThatFailsOnceIsGivenAnotherPairAndCannotPass() {
        GateSession session = played(PAIRS, 3, candidateIn(2, DEAD, slower(1)));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(session.pairs()).hasSize(PAIRS + 1);
        assertThat(session.discarded()).isEmpty();
        // Right after the failure, in a block of its own.
        assertThat(turns.get(4).block()).isEqualTo(PAIRS + 1);
        assertThat(said)
                .containsExactly("a trial of the candidate failed: another pair must show whether that was chance");
    }

    @Test
    void aCandidateThatFailsTwiceEndsTheGateWhateverLiesBetween() {
        GateSession session = played(PAIRS, 3, candidateIn(2, DEAD, candidateIn(4, DEAD, slower(1))));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(turns).hasSize(2 * 5);
        assertThat(session.next()).isEmpty();
        assertThat(said.get(1)).startsWith("stopped: The candidate has 2 failed trials, the baseline none;");
    }

    @Test
    void aCandidateThatFailsOnceAndIsSlowerIsARegression() {
        GateSession session = played(PAIRS, 3, candidateIn(2, DEAD, slower(1.5)));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(session.confirmation()).hasSize(PAIRS);
    }

    @Test
    void aFailedPairIsNoneOfThoseThatASetIsExtendedTo() {
        GateSession session = played(
                QUICK,
                3,
                candidateIn(4, DEAD, turn -> valid(isCandidate(turn) == (turn.block() % 2 == 0) ? 150 : 100)));
        assertThat(session.pairs()).hasSize(12 + 1);
        assertThat(session.judgement().row(GateMetric.P50).first().pairs()).isEqualTo(12);
    }

    @Test
    void aFailureInTheRehearsalCounts() {
        GateSession session = played(QUICK, 3, turn -> isCandidate(turn) ? DEAD : valid(100));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(turns).hasSize(4);
    }

    @Test
    void aTrialThatCallsItselfValidAndLostEventsCountsInTheRehearsalToo() {
        GateSession session = played(QUICK, 3, turn -> isCandidate(turn) ? mistaken(1, 0, 0) : valid(100));

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(turns).hasSize(2);
    }

    @Test
    void lostEventsEndTheGateAtOnceAndAreNoMatterOfLoad() {
        GateSession session = played(
                PAIRS,
                3,
                turn -> disturbed(isCandidate(turn) ? invalid("5 of 200000 events lost") : valid(100), 0.5, 0.0));

        assertThat(session.discarded()).isEmpty();
        assertThat(turns).hasSize(2);
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
    }

    @Test
    void aRateThatIsNotHeldOnABusyMachineIsRepeated() {
        GateSession session = played(
                PAIRS,
                3,
                candidateIn(
                        1, disturbed(GateFixture.slack("the generator held 1 of 2 events/s"), 0.5, 0.0), slower(1)));

        assertThat(session.discarded()).hasSize(1);
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
    }

    @Test
    void aFailedBaselineSaysNothingAboutTheCandidateThatIsFine() {
        GateSession session = played(PAIRS, 3, turn -> isCandidate(turn) ? valid(100) : DEAD);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(turns).hasSize(2);
        assertThat(said)
                .containsExactly(
                        "stopped: Nothing can be said about the candidate: the baseline has 1 failed trial; the"
                                + " first in pair 1: the engine died.");
    }

    @Test
    void aJobThatTheCandidateRefusesIsARegressionAndThatBothRefuseIsNone() {
        TrialResult refused = failed(TrialStatus.UNSUPPORTED, "E: no such store");

        GateSession candidate = played(PAIRS, 3, turn -> isCandidate(turn) ? refused : valid(100));
        assertThat(candidate.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(turns).hasSize(2);
        assertThat(candidate.judgement().sentence()).contains("the engine refuses the job: E: no such store");

        GateSession both = played(PAIRS, 3, turn -> refused);
        assertThat(both.judgement().verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(both.judgement().sentence())
                .endsWith("the candidate has 1 failed trial too; the first for the same reason.");
    }

    @Test
    void fewerThanNoRepeatsAreRefused() {
        assertThatThrownBy(() -> session(PAIRS, -1)).hasMessage("mostRepeats must be 0 or more, got -1");
        assertThat(Optional.of(session(PAIRS, 0))).isPresent();
    }
}
