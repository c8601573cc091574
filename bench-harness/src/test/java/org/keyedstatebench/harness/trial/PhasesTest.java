package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.process.WorkerDiedException;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;

/** Every phase of a trial, its time-outs and its failures, with a scripted engine and load and without waiting for time to pass. */
class PhasesTest {

    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(30), Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofSeconds(20));
    private static final long MS = 1_000_000;
    private static final String OBITUARY =
            "the engine ended with exit code 1: a stone fell on it\nthe last words of life 1";

    private final List<Timeline.Point> timeline = new ArrayList<>();
    private final List<RunListener.Progress> progress = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Script script;
    private Variant variant = Checkout.VARIANTS.named("reference");
    private Timing timing = TIMING;
    private Optional<String> brokersEnd = Optional.empty();
    private Optional<String> changedTopic = Optional.empty();
    private boolean profiled;
    private long beganNs;

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        script = new Script(folder);
        beganNs = script.nanos();
    }

    private void writeAnother() {
        script.close();
        write();
    }

    @AfterEach
    void closeScript() {
        script.close();
    }

    @Test
    void aTrialMeasuresWhatTheEngineDidFromPhaseToPhase() throws Exception {
        script.engine.malformed = 0L;

        TrialResult result = offered();

        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.latencyNs().count()).isEqualTo(10 * Script.RATE);
        assertThat(result.latencyNs().p50()).isBetween(20 * MS, 21 * MS);
        assertThat(result.events().lost()).isZero();
        assertThat(result.events().malformed()).isZero();
        assertThat(result.throughput().coveredPerSecond()).isBetween(990.0, 1010.0);
        assertThat(result.throughput().backlog().samples()).isBetween(8, 11);
        assertThat(result.startup().readyMs()).isEqualTo(1_000);
        assertThat(result.startup().firstCountMs()).isBetween(1_000L, 1_020L);
        assertThat(result.startup().warmupMs()).isBetween(4_000L, 6_000L);
        // Half a core, by the script.
        assertThat(result.resources().engineCpuSeconds()).isBetween(5.0, 5.3);
        assertThat(phases()).containsExactly(Phase.START, Phase.WARM_UP, Phase.MEASURE, Phase.STOP);
        assertThat(timeline).hasSameSizeAs(progress).hasSizeGreaterThan(14);
        assertThat(progress.get(progress.size() - 4).ratePerSecond()).isBetween(950L, 1_050L);
        assertThat(progress.get(progress.size() - 4).remaining()).isEqualTo(Duration.ofMinutes(3));
        assertThat(script.closed).containsExactly("life 1", "load");
        assertThat(result.files())
                .as("as they are when nothing is measured any more")
                .containsEntry("closed", "[]");
        assertThat(warnings).isEmpty();
    }

    @Test
    void anEngineThatNeverCountsAProbeEndsTheTrialAtTheLimitWithTheEndOfItsLog() throws Exception {
        script.loop.answersProbes = false;

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(result.reason())
                .isEqualTo("no count became visible within 30 s of the engine's start; the end of its log:\n"
                        + "the last words of life 1");
        assertThat(elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "WARM_UP", "MEASURE", "TAIL", "DRAIN"})
    void anEngineThatDiesEndsTheTrialInWhateverPhaseItIs(Phase phase) throws Exception {
        script.at(
                phase,
                () -> script.in(Duration.ofMillis(5), () -> {
                    script.engine.die();
                    beganNs = script.nanos();
                }));
        slowIn(phase);

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(result.reason()).isEqualTo(OBITUARY);
        assertThat(elapsed()).as("noticed at the next tick").isLessThan(Duration.ofMillis(1_100));
        assertThat(result.latencyNs()).isNull();
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "WARM_UP", "MEASURE", "TAIL", "DRAIN"})
    void aCancelledTrialLeavesNoEngineInWhateverPhaseItIs(Phase phase) {
        script.at(phase, script::cancel);
        slowIn(phase);

        assertThatThrownBy(this::offered).isInstanceOf(InterruptedException.class);

        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "WARM_UP", "MEASURE", "TAIL", "DRAIN"})
    void withoutABrokerTheRunEndsInWhateverPhaseItIs(Phase phase) {
        script.at(phase, () -> brokersEnd = Optional.of("the embedded broker ended"));
        slowIn(phase);

        assertThatThrownBy(this::offered)
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessage("the embedded broker ended");
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    /** So late that tail and drain have something to wait for. */
    private void slowIn(Phase phase) {
        if (phase == Phase.TAIL || phase == Phase.DRAIN) {
            script.loop.latencyNs = event -> 2_000 * MS;
        }
    }

    @Test
    void aRefusalIsACellAndNoFailure() throws Exception {
        script.at(Phase.START, () -> {
            script.engine.signal(new Signal.Unsupported("store", "X", "no such store"));
            script.engine.die();
        });
        changedTopic = Optional.of("nobody asks");

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.UNSUPPORTED);
        assertThat(result.reason()).isEqualTo("X: no such store");
        assertThat(result.refusal()).isEqualTo(new TrialResult.Refusal("store", "X", "no such store"));
    }

    @Test
    void whatIsSaidWrongEndsTheRunBecauseNoOtherTrialWouldDoBetter() {
        script.engine.misuse = "no such key";
        script.at(Phase.START, script.engine::die);

        assertThatThrownBy(this::offered)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reference: no such key");
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @Test
    void aWarmUpThatNeverBecomesSteadyEndsAtItsLimitAndIsFlagged() throws Exception {
        // Twice as late every other second.
        script.loop.latencyNs = event -> (10 * MS) << Math.min(7, event / (2 * Script.RATE));

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.flags()).contains(Flag.NOT_STEADY);
        assertThat(result.startup().warmupMs()).isBetween(12_000L, 13_100L);
    }

    @Test
    void theFirstCheckpointBelongsToTheWarmUp() throws Exception {
        variant = checkpointing();
        script.at(
                Phase.WARM_UP,
                () -> script.in(
                        Duration.ofMillis(8_500),
                        () -> script.engine.signal(
                                new Signal.CheckpointCompleted(1, script.epochMs() - 100, 100, 10, 10))));

        TrialResult result = offered();

        assertThat(result.startup().warmupMs()).isBetween(8_500L, 9_600L);
        assertThat(result.flags()).doesNotContain(Flag.NOT_STEADY);
        assertThat(result.checkpoints()).as("none completed in the window").isNull();
    }

    @Test
    void aCheckpointThatNeverComesIsWaitedForUntilTheLimitOfTheWarmUp() throws Exception {
        variant = checkpointing();

        TrialResult result = offered();

        assertThat(result.startup().warmupMs()).isBetween(12_000L, 13_100L);
        assertThat(result.flags()).contains(Flag.NOT_STEADY);
    }

    @Test
    void whatIsNotCoveredAtTheDeadlineOfTheDrainIsLost() throws Exception {
        script.at(Phase.MEASURE, () -> script.loop.lostFrom = script.loop.sent() + 9 * Script.RATE);

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.INVALID);
        assertThat(result.events().lost()).isGreaterThan(20 * Script.RATE);
        assertThat(result.reason())
                .contains(result.events().lost() + " of " + result.events().sent() + " events lost");
        assertThat(result.latencyNs()).isNull();
        // The tail waits for the window, and then the drain for all.
        assertThat(elapsed()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
        assertThat(phases()).contains(Phase.TAIL, Phase.DRAIN);
    }

    @Test
    void anEngineThatHadToBeKilledAtTheEndIsFlagged() throws Exception {
        script.engine.stopsInOrder = false;

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.flags()).contains(Flag.KILLED_AT_STOP);
    }

    @Test
    void whatTheEngineSkippedMustBeWhatWasSent() throws Exception {
        script.engine.malformed = 4L;
        script.loop.sent = new Load.Sent(Script.RATE, 5, 0, "");

        assertThat(offered().reason()).isEqualTo("the engine skipped 4 malformed records, 5 were sent");
    }

    @Test
    void aGeneratorThatFailedOrFellBehindVoidsTheTrial() throws Exception {
        script.loop.sent = new Load.Sent(Script.RATE / 2.0, 0, 2, "record too large");

        assertThat(offered().reason())
                .isEqualTo("2 sends failed, the first with: record too large; the generator held 500 of 1000 events/s");
    }

    @Test
    void aLoadInVainAndAnOutputThatCannotBeReadFailTheTrial() throws Exception {
        script.at(Phase.MEASURE, () -> script.loop.inVain = new TrialFailedException("events could not be sent"));
        assertThat(offered().reason()).isEqualTo("events could not be sent");

        writeAnother();
        script.loop.unreadable = new TrialFailedException("could not be read to its end");
        assertThat(offered().reason()).isEqualTo("could not be read to its end");
    }

    @Test
    void aDeadThreadFailsTheTrialAndAnErrorThatWouldComeAgainTheRun() throws Exception {
        script.at(Phase.MEASURE, () -> script.loop.inVain = death(new IllegalStateException("a bad moment")));
        TrialResult result = offered();
        assertThat(result.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(result.reason()).startsWith("the collector died: ").contains("a bad moment");

        writeAnother();
        script.loop.inVain = death(new NoClassDefFoundError("zstd"));
        assertThatThrownBy(this::offered).isInstanceOf(WorkerDiedException.class);
    }

    private static WorkerDiedException death(Throwable cause) {
        Worker worker = Worker.start("collector", () -> {
            if (cause instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) cause;
        });
        try {
            worker.join();
            worker.failIfDied();
            throw new AssertionError("it lives");
        } catch (WorkerDiedException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTopicThatSomebodyElseChangedStandsBesideWhatWentWrong() throws Exception {
        changedTopic = Optional.of("the topic 'x' is gone");
        assertThat(offered().status()).isEqualTo(TrialStatus.VALID);

        writeAnother();
        script.at(Phase.MEASURE, script.engine::die);
        assertThat(offered().reason()).isEqualTo("the topic 'x' is gone; " + OBITUARY);

        writeAnother();
        script.engine.malformed = 1L;
        assertThat(offered().reason())
                .isEqualTo("the engine skipped 1 malformed records, 0 were sent; the topic 'x' is gone");
    }

    @Test
    void aCleanUpThatFailsTakesTheResultFromNobody() throws Exception {
        script.engine.atClose = new IllegalStateException("it will not go");

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(warnings).singleElement().asString().contains("it will not go");
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @Test
    void aFlameGraphThatIsMissingCostsNothingElse() throws Exception {
        profiled = true;
        script.engine.noProfile = Optional.of("no flame graph");

        TrialResult result = offered();

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.flags()).contains(Flag.PROFILED);
        assertThat(warnings).containsExactly("no flame graph");
    }

    @Test
    void aKilledEngineResumesAndTheOutageIsMeasured() throws Exception {
        TrialResult result = recovery();

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(script.engine.lives).isEqualTo(2);
        // Half a core, one life after the other.
        assertThat(result.resources().engineCpuSeconds()).isBetween(5.0, 5.3);
        assertThat(result.recovery().killedAfterMs()).isBetween(3_000L, 3_020L);
        assertThat(result.recovery().resumedMs()).isBetween(1_000L, 1_020L);
        assertThat(result.recovery().caughtUpMs()).isBetween(1_000L, 1_050L);
        assertThat(result.recovery().outageMs()).isBetween(1_000L, 1_040L);
        assertThat(result.recovery().backlogPeak()).isBetween(1_000L, 1_050L);
        assertThat(result.recovery().repeatedEvents()).isEqualTo(42);
        assertThat(result.recovery().timeline()).hasSizeGreaterThan(9);
        assertThat(result.events().malformed())
                .as("the killed life took its total with it")
                .isNull();
    }

    @Test
    void aKilledWorkerLeavesTheEngineAliveAndTheOutageIsMeasured() throws Exception {
        TrialResult result = recovery(new Experiment.Recovery(Duration.ofSeconds(3), "worker", null));

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(script.engine.lives).isEqualTo(1);
        assertThat(script.closed).startsWith("the worker of life 1");
        assertThat(result.recovery().outageMs()).isBetween(2_000L, 2_040L);
        assertThat(result.recovery().caughtUpMs()).isBetween(2_000L, 2_050L);
    }

    @Test
    void aCommandCanKillAndMustSucceed() throws Exception {
        TrialResult killed = recovery(new Experiment.Recovery(Duration.ofSeconds(3), null, "true"));
        assertThat(killed.status()).isEqualTo(TrialStatus.VALID);
        assertThat(script.engine.lives).isEqualTo(1);
    }

    @Test
    void aCommandThatCannotKillFailsTheTrialInItsOwnWords() throws Exception {
        TrialResult result = recovery(new Experiment.Recovery(Duration.ofSeconds(3), null, "echo no such pod; exit 3"));
        assertThat(result.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(result.reason())
                .contains("the command that kills, 'echo no such pod; exit 3', ended with exit code 3: no such pod");
    }

    @Test
    void aChangedJobGoesOnFromWhatItHasKeptAndTheOutageIsMeasured() throws Exception {
        script.engine.heeds = request -> script.in(
                Duration.ofMillis(300), () -> script.engine.signal(new Signal.StateKept("file:///kept/1", 290, 77L)));

        TrialResult result = changed(RESCALE, false, true);

        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(script.engine.asked).containsExactly(Request.keepState());
        assertThat(script.engine.beginnings)
                .containsExactly(Beginning.FRESH, new Beginning(false, "file:///kept/1", true));
        assertThat(result.recovery().killedAfterMs()).isBetween(3_000L, 3_020L);
        assertThat(result.recovery().resumedMs()).as("kept, then ready").isBetween(1_300L, 1_350L);
        assertThat(result.recovery().outageMs()).as("it counts while it keeps").isBetween(1_000L, 1_060L);
        assertThat(result.recovery().change())
                .isEqualTo(new Recovery.Change("to 4", Recovery.Means.KEPT, 290L, 77L, 4, null, null));
    }

    @Test
    void betweenBuildsOfWhichOneKeepsNothingOnRequestTheJobResumesOnItsCheckpoint() throws Exception {
        TrialResult result =
                changed(new Experiment.Change(Duration.ofSeconds(3), "up", null, null, null), false, false);

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(script.engine.asked).isEmpty();
        assertThat(script.engine.beginnings).containsExactly(Beginning.FRESH, new Beginning(true, null, true));
        assertThat(result.recovery().change().means()).isEqualTo(Recovery.Means.CHECKPOINT);
    }

    @Test
    void aRunningJobThatIsAskedKeepsItsLife() throws Exception {
        script.engine.heeds = request -> {
            script.engine.pause(Duration.ofSeconds(2));
            script.in(Duration.ofSeconds(2), () -> script.engine.signal(new Signal.Rescaled(4, "as you wish")));
        };

        TrialResult result = changed(RESCALE, true, true);

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(script.engine.lives).isEqualTo(1);
        assertThat(script.engine.asked).containsExactly(Request.rescale(4));
        assertThat(result.recovery().outageMs()).isBetween(2_000L, 2_040L);
        assertThat(result.recovery().change())
                .isEqualTo(new Recovery.Change("to 4", Recovery.Means.RUNNING, null, null, 4, 4, "as you wish"));
    }

    @Test
    void stateThatTheNextLifeCannotTakeIsARefusalInItsWords() throws Exception {
        script.engine.heeds = request -> {
            script.engine.signal(new Signal.StateKept("file:///kept/1", 1, null));
            script.at(Phase.START, () -> {
                script.engine.signal(new Signal.Failed("a.b.StateException: no such field: x"));
                script.engine.die();
            });
        };

        TrialResult result = changed(RESCALE, false, true);

        assertThat(result.status()).isEqualTo(TrialStatus.UNSUPPORTED);
        assertThat(result.refusal())
                .isEqualTo(new TrialResult.Refusal("to 4", "a.b.StateException", "no such field: x"));
    }

    @Test
    void anEngineThatDiesInsteadOfKeepingItsStateFailsTheTrial() throws Exception {
        script.engine.heeds = request -> script.engine.die();

        TrialResult result = changed(RESCALE, false, true);

        assertThat(result.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(result.reason())
                .isEqualTo("the engine was asked to keep its state and did not signal where it is; " + OBITUARY);
    }

    private static final Experiment.Change RESCALE =
            new Experiment.Change(Duration.ofSeconds(3), "to 4", "any", 4, null);

    private TrialResult changed(Experiment.Change experiment, boolean running, boolean keepsState)
            throws InterruptedException {
        return carriedOut(
                experiment, new InterruptAndFollow(new ChangeOfJob(experiment, running, keepsState), Map::of));
    }

    @Test
    void ofAClusterOnlyWhatTheEngineTellsIsKnown() throws Exception {
        script.at(
                Phase.START,
                () -> script.in(Duration.ofSeconds(1), () -> {
                    script.engine.signal(new Signal.Cluster("h:1", "1", 2, List.of()));
                    script.engine.signal(new Signal.RemoteUse(1.0, 5_000L, 100L, null, null));
                }));
        script.at(
                Phase.MEASURE,
                () -> script.in(
                        Duration.ofSeconds(5),
                        () -> script.engine.signal(new Signal.RemoteUse(3.0, 7_000L, 130L, null, null))));

        TrialResult result = offered();

        assertThat(result.resources().engineHeapPeakBytes())
                .as("of the cluster the most, of the driver its peak")
                .isEqualTo(7_000 + 1_000);
        assertThat(result.resources().gcPauses()).isNull();
        assertThat(result.resources().gcPauseTotalMs()).isEqualTo(30);
        assertThat(result.resources().gcPauseMaxMs()).isNull();
    }

    @Test
    void anEngineThatNeverCatchesUpIsWaitedForUntilTheDeadlineAndFlagged() throws Exception {
        script.loop.latencyNs = event -> script.engine.lives > 1 ? 900 * MS : 20 * MS;

        TrialResult result = recovery();

        assertThat(result.flags()).contains(Flag.NOT_CAUGHT_UP);
        assertThat(result.recovery().resumedMs()).isNotNull();
        assertThat(result.recovery().caughtUpMs()).isNull();
        assertThat(elapsed()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(36));
    }

    @Test
    void anEngineThatDoesNotComeBackFailsTheTrial() throws Exception {
        script.at(Phase.MEASURE, () -> script.in(Duration.ofSeconds(5), script.engine::die));

        assertThat(recovery().reason()).isEqualTo(OBITUARY.replace("life 1", "life 2"));
    }

    @Test
    void keysWithPausesShowFromWhichPauseOnACountStartsAgain() throws Exception {
        variant = variant.withOperator(Operator.withTtl(Duration.ofSeconds(2)));
        timing = timing.withDuration(Duration.ofSeconds(12));
        Map<String, Long> seen = new HashMap<>();
        script.at(Phase.MEASURE, () -> answerStrangers(seen));

        TrialResult result = carriedOut(Experiment.OFFERED, new PausedKeys(variant));

        assertThat(result.reason()).isNull();
        assertThat(result.ttl().survivedBelowTtl()).isTrue();
        assertThat(result.ttl().expiredAboveTtl()).isTrue();
        assertThat(result.ttl().longestSurvivedMs()).isBetween(1_800L, 2_050L);
        assertThat(result.ttl().shortestExpiredMs()).isBetween(1_950L, 2_200L);
    }

    /** An engine that forgets a key two seconds after it has seen it. */
    private void answerStrangers(Map<String, Long> seen) {
        script.loop.strangers.forEach(event -> {
            Long before = seen.put(event.key(), script.nanos());
            boolean remembered = before != null && script.nanos() - before < 2_000 * MS;
            script.loop.taker.accept(new Count(event.key(), remembered ? 2 : 1, false));
        });
        script.loop.strangers.clear();
        script.in(Duration.ofMillis(1), () -> answerStrangers(seen));
    }

    @Test
    void pausesNeedATtl() {
        assertThatThrownBy(() -> new PausedKeys(variant))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the variant 'reference' has no TTL, so there is nothing to find out about it");
    }

    @Test
    void aDrainMeasuresHowFastPreloadedEventsAreCounted() throws Exception {
        TrialResult result = drained();

        assertThat(result.reason()).isNull();
        assertThat(result.drain().perSecond()).isBetween(9_900.0, 10_100.0);
        assertThat(result.drain().events()).isEqualTo(Script.ScriptedDrain.EVENTS);
        assertThat(result.drain().collectorLagRows()).isEqualTo(3);
        assertThat(result.startup().firstCountMs()).isBetween(1_000L, 1_020L);
        assertThat(result.latencyNs()).isNull();
        assertThat(phases()).containsExactly(Phase.START, Phase.DRAIN, Phase.STOP);
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @Test
    void aDrainThatNeverBeginsEndsAtTheLimitOfTheStart() throws Exception {
        script.engine.start = Duration.ofHours(1);

        assertThat(drained().reason())
                .isEqualTo("no event became covered within 30 s of the engine's start; the end of its log:\n"
                        + "the last words of life 1");
        assertThat(elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 50_000, 99_999})
    void aDrainThatStandsStillIsGivenUpOnce(long coveredThen) throws Exception {
        script.drain.lostFrom = coveredThen;

        TrialResult result = drained();

        assertThat(result.status()).isEqualTo(TrialStatus.INVALID);
        assertThat(result.reason()).startsWith(100_000 - coveredThen + " of 100000 events lost");
        assertThat(result.drain()).isNull();
        long untilThen = 1_000 + coveredThen / 10;
        assertThat(elapsed()).isBetween(Duration.ofMillis(untilThen + 20_000), Duration.ofMillis(untilThen + 21_000));
    }

    @Test
    void anEngineThatDiesInTheMiddleOfADrainFailsTheTrial() throws Exception {
        script.at(Phase.DRAIN, script.engine::die);

        assertThat(drained().reason()).isEqualTo(OBITUARY);
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    @Test
    void theStateOfADrainIsThatOfACheckpointBehindItsLastEvent() throws Exception {
        variant = checkpointing();
        script.in(
                Duration.ofSeconds(3),
                () -> script.engine.signal(new Signal.CheckpointCompleted(1, script.epochMs(), 100, 10, 1)));
        script.in(
                Duration.ofSeconds(14),
                () -> script.engine.signal(new Signal.CheckpointCompleted(2, script.epochMs(), 100, 10, 77)));
        assertThat(drained().drain().stateBytes()).isEqualTo(77);
    }

    @Test
    void aCheckpointThatDoesNotComeIsNotWaitedForForever() throws Exception {
        variant = checkpointing();

        assertThat(drained().drain().stateBytes()).isNull();
        assertThat(elapsed()).isBetween(Duration.ofSeconds(31), Duration.ofSeconds(32));
    }

    private Variant checkpointing() {
        return Checkout.VARIANTS
                .named("flink-rocksdb")
                .withCheckpointInterval(Duration.ofSeconds(1))
                .withConfig(Map.of());
    }

    private TrialResult recovery() throws InterruptedException {
        return recovery(new Experiment.Recovery(Duration.ofSeconds(3), null, null));
    }

    private TrialResult recovery(Experiment.Recovery experiment) throws InterruptedException {
        return carriedOut(experiment, new InterruptAndFollow(new Kill(experiment), Map::of));
    }

    private TrialResult offered() throws InterruptedException {
        return carriedOut(Experiment.OFFERED, WindowWork.NONE);
    }

    private TrialResult carriedOut(Experiment experiment, WindowWork work) throws InterruptedException {
        boolean oneLife = experiment == Experiment.OFFERED;
        return carriedOut(
                experiment,
                script.loop,
                (rig, draft) -> new OfferedPhases(rig, script.loop, work, oneLife, draft).carryOut());
    }

    private TrialResult drained() throws InterruptedException {
        return carriedOut(
                new Experiment.Drain(Script.ScriptedDrain.EVENTS, 1_000),
                script.drain,
                (rig, draft) -> new DrainPhases(rig, script.drain, draft, perInterval -> {}).carryOut());
    }

    private interface Joined {
        Verdict carriedOut(TrialRig rig, TrialDraft draft) throws InterruptedException;
    }

    private TrialResult carriedOut(Experiment experiment, Load load, Joined phases) throws InterruptedException {
        Workload workload = new Workload(Script.RATE, KeySpace.uniform(50), 0, 4, 0, 0);
        Condition condition =
                new Condition("main", experiment, workload, timing, List.of(variant.name()), List.of(), null);
        PlannedTrial trial = new PlannedTrial(1, 1, condition, variant);
        TrialDraft draft = new TrialDraft(trial, Instant.EPOCH);
        EngineUnderTest engine = script.engine.underTest(profiled);
        return draft.carriedOut(
                cleanUp -> phases.carriedOut(
                        new TrialRig(
                                trial,
                                script,
                                cleanUp.closing(load),
                                cleanUp.closing(engine),
                                new Meters(OptionalLong.empty(), engine, script),
                                () -> brokersEnd,
                                new TrialRig.Follower(
                                        timeline::add, progress::add, () -> Duration.ofMinutes(3), warnings::add)),
                        draft),
                () -> changedTopic,
                profiled,
                warnings::add,
                () -> Map.of("closed", script.closed.toString()));
    }

    private Set<Phase> phases() {
        Set<Phase> seen = new LinkedHashSet<>();
        progress.forEach(now -> seen.add(now.phase()));
        return seen;
    }

    private Duration elapsed() {
        return Duration.ofNanos(script.nanos() - beganNs);
    }
}
