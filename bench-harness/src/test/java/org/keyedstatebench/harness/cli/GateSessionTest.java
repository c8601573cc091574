package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.gate.GateRules;
import org.keyedstatebench.harness.gate.GateVerdict;
import org.keyedstatebench.harness.gate.Pair;
import org.keyedstatebench.harness.measure.ForeignLoad.Reading;
import org.keyedstatebench.harness.result.OfferedTrial;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.BuiltInVariants;
import org.keyedstatebench.harness.scenario.Scenario;
import org.keyedstatebench.harness.scenario.Scenarios;
import org.keyedstatebench.harness.trial.PlannedTrial;

class GateSessionTest {

    private static final Scenario SCENARIO = Scenarios.COMPARE.withVariants(List.of(
            BuiltInVariants.named("flink-hashmap").named(GateSession.BASELINE),
            BuiltInVariants.named("flink-hashmap").named(GateSession.CANDIDATE)));
    private static final int PAIRS = 6;

    private final List<PlannedTrial> trials = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private long ticks;
    private long foreign;

    private GateSession session(int mostRepeats) {
        return session(mostRepeats, PAIRS);
    }

    private GateSession session(int mostRepeats, int pairs) {
        return new GateSession(
                SCENARIO,
                GateRules.DEFAULT.withPairs(pairs),
                mostRepeats,
                () -> Optional.of(new Reading(ticks, foreign, 0, 0)),
                said::add);
    }

    /** Runs it with latencies, in milliseconds, as a function of the trial. */
    private void run(GateSession session, ToLongFunction<PlannedTrial> p50) {
        for (Optional<PlannedTrial> next = session.next(); next.isPresent(); next = session.next()) {
            trials.add(next.get());
            ticks += 1_000;
            long latency = p50.applyAsLong(next.get());
            session.answered(next.get(), latency < 0 ? failed(next.get()) : valid(next.get(), latency));
        }
    }

    private static boolean isCandidate(PlannedTrial trial) {
        return trial.variant().name().equals(GateSession.CANDIDATE);
    }

    @Test
    void theSameOnBothSidesPassesAfterOneSet() {
        GateSession session = session(3);
        run(session, trial -> 100 + trial.block() % 3);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(trials).hasSize(2 * PAIRS);
        assertThat(trials).extracting(PlannedTrial::order).isEqualTo(numbers(2 * PAIRS));
        for (int i = 0; i < trials.size(); i += 2) {
            assertThat(trials.get(i).block()).isEqualTo(trials.get(i + 1).block());
            assertThat(trials.get(i).variant()).isNotEqualTo(trials.get(i + 1).variant());
        }
        assertThat(session.pairs()).extracting(pair -> pair.candidateFirst()).contains(true, false);
        assertThat(session.following()).isEmpty();
    }

    @Test
    void aSlowerCandidateIsRunAgainAndFails() {
        GateSession session = session(3);
        assertThat(session.following()).hasSize(2 * PAIRS);
        run(session, trial -> isCandidate(trial) ? 150 : 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(trials).hasSize(4 * PAIRS);
        assertThat(session.confirmation()).hasSize(PAIRS);
        assertThat(said).anyMatch(text -> text.contains("second set"));
    }

    @Test
    void theFirstTwoOfManyPairsAreARehearsalAndNotJudged() {
        GateSession session = session(3, GateRules.QUICK_PAIRS);
        run(session, trial -> trial.block() <= 2 ? 40 : isCandidate(trial) ? 150 : 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(session.pairs()).hasSize(GateRules.QUICK_PAIRS);
        assertThat(session.pairs()).noneMatch(pair -> pair.baseline().block() <= 2);
        assertThat(session.discarded()).isEmpty();
        assertThat(trials).hasSize(4 + 4 * GateRules.QUICK_PAIRS);
    }

    @Test
    void onePairAgainstManyExtendsBothSetsAndHidesNothing() {
        GateSession session = session(3, GateRules.QUICK_PAIRS);
        run(session, trial -> {
            boolean odd = trial.block() == 5 || trial.block() == 2 + 12 + 3;
            return isCandidate(trial) == odd ? 100 : 150;
        });

        assertThat(session.pairs()).hasSize(12);
        assertThat(session.confirmation()).hasSize(12);
        assertThat(session.pairs()).extracting(Pair::number).containsExactlyElementsOf(numbers(12));
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(said)
                .filteredOn(text -> text.contains("extending the set to 12"))
                .hasSize(2);
    }

    @Test
    void aSetIsExtendedOnceOnly() {
        GateSession session = session(3, GateRules.QUICK_PAIRS);
        run(session, trial -> isCandidate(trial) == (trial.block() % 2 == 0) ? 150 : 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(session.pairs()).hasSize(12);
        assertThat(trials).hasSize(4 + 2 * 12);
        assertThat(session.confirmation()).isEmpty();
    }

    @Test
    void aSetThatCanTellIsNotExtended() {
        GateSession session = session(3, GateRules.QUICK_PAIRS);
        run(session, trial -> 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(session.pairs()).hasSize(GateRules.QUICK_PAIRS);
    }

    private static List<Integer> numbers(int upTo) {
        return java.util.stream.IntStream.rangeClosed(1, upTo).boxed().toList();
    }

    @Test
    void aFailureInTheRehearsalCounts() {
        GateSession session = session(3, GateRules.QUICK_PAIRS);
        run(session, trial -> isCandidate(trial) ? -1 : 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(trials).hasSize(2);
    }

    @Test
    void aSuspicionThatASecondSetDoesNotShareIsNone() {
        GateSession session = session(3);
        run(session, trial -> isCandidate(trial) && trial.block() <= PAIRS ? 150 : 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(session.confirmation()).hasSize(PAIRS);
    }

    @Test
    void aPairThatOthersDisturbedIsRepeatedAndKeptOnceRepeatsAreUsedUp() {
        GateSession session = session(2);
        run(session, trial -> {
            foreign += trial.order() <= 6 ? 300 : 0;
            return 100;
        });

        assertThat(session.discarded()).hasSize(2);
        assertThat(session.discarded()).allMatch(pair -> pair.reason().contains("other processes"));
        assertThat(session.pairs()).hasSize(PAIRS);
        assertThat(trials).hasSize(2 * (PAIRS + 2));
        assertThat(said).anyMatch(text -> text.contains("is kept though"));
        assertThat(session.scenario().blocks()).isEqualTo(PAIRS + 2);
        assertThat(session.faults()).isEmpty();
    }

    @Test
    void aMachineThatIsNeverQuietIsAFault() {
        GateSession session = session(1);
        run(session, trial -> {
            foreign += 300;
            return 100;
        });
        assertThat(session.faults()).singleElement().asString().contains("disturbed 6 of 6 pairs");
    }

    @Test
    void aSlowCandidateOnAQuietMachineIsNeverRepeated() {
        GateSession session = session(3);
        run(session, trial -> isCandidate(trial) ? 9_000 : 100);
        assertThat(session.discarded()).isEmpty();
    }

    @Test
    void aFailedCandidateEndsTheGateAtOnce() {
        GateSession session = session(3);
        run(session, trial -> isCandidate(trial) && trial.block() == 2 ? -1 : 100);

        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(trials).hasSize(4);
    }

    @Test
    void aFailedBaselineSaysNothingAboutTheCandidate() {
        GateSession session = session(3);
        run(session, trial -> isCandidate(trial) ? 100 : -1);
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.INVALID);
    }

    @Test
    void lostEventsAreNoMatterOfLoad() {
        GateSession session = session(3);
        for (int i = 0; i < 2; i++) {
            PlannedTrial trial = session.next().orElseThrow();
            ticks += 1_000;
            foreign += 500;
            session.answered(trial, isCandidate(trial) ? lossy(trial) : valid(trial, 100));
        }
        assertThat(session.discarded()).isEmpty();
        assertThat(session.next()).isEmpty();
        assertThat(session.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
    }

    private static TrialResult valid(PlannedTrial trial, long millis) {
        long ns = millis * 1_000_000;
        return result(trial, TrialStatus.VALID, null, new Percentiles(1_000, ns, ns, ns, ns, ns, ns, ns), events(0));
    }

    private static TrialResult failed(PlannedTrial trial) {
        return result(trial, TrialStatus.FAILED, "the engine died", null, null);
    }

    private static TrialResult lossy(PlannedTrial trial) {
        return result(trial, TrialStatus.INVALID, "1 of 1000 events lost", null, events(1));
    }

    private static TrialResult.Events events(long lost) {
        return new TrialResult.Events(1_000, 1_000 - lost, lost, 0, 0, lost == 0, lost, 0L, 0, 1_000, 0, 1);
    }

    private static TrialResult result(
            PlannedTrial trial, TrialStatus status, String reason, Percentiles latency, TrialResult.Events events) {
        return OfferedTrial.of(
                trial.condition().name(),
                trial.variant().name(),
                trial.block(),
                trial.order(),
                status,
                reason,
                List.of(),
                events,
                latency,
                latency == null ? null : new TrialResult.Throughput(1_000, 1_000, 1_000, 100, latency, null));
    }
}
