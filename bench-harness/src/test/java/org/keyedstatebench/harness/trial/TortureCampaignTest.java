package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.faults.Fault;
import org.keyedstatebench.harness.faults.PlannedFault;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.result.Campaign;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/** What a campaign makes of faults, with a scripted engine and load, and without waiting for time to pass. */
class TortureCampaignTest {

    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(30), Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofSeconds(20));

    private final List<PlannedFault> struck = new ArrayList<>();
    private Script script;
    private Variant variant = Checkout.VARIANTS.named("flink-rocksdb").withCheckpointInterval(Duration.ZERO);
    private Duration atMost;

    /** What each fault does beside. */
    private Fault fault = (planned, target) -> {
        target.killEngine();
        target.startEngine();
        return "killed";
    };

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        script = new Script(folder);
    }

    @AfterEach
    void closeScript() {
        script.close();
    }

    @Test
    void everyFaultIsFollowedUntilTheBacklogIsBackOrTheNextOneStrikes() throws Exception {
        TrialResult result = torture(8);

        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        Campaign campaign = result.campaign();
        assertThat(campaign.gaveUp()).isNull();
        assertThat(campaign.faults()).hasSize(8).allSatisfy(found -> {
            assertThat(found.survived()).isTrue();
            assertThat(found.what()).isEqualTo("killed");
            assertThat(found.lost()).isZero();
        });
        assertThat(struck).extracting(PlannedFault::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        for (int i = 0; i < 8; i++) {
            Campaign.Fault found = campaign.faults().get(i);
            boolean cut = i < 7 && campaign.faults().get(i + 1).inRecovery();
            if (cut) {
                assertThat(found.caughtUpMs()).isNull();
                assertThat(struck.get(i + 1).inRecovery()).isTrue();
            } else {
                // A start takes a second by the script.
                assertThat(found.caughtUpMs()).isBetween(1_000L, 1_200L);
                assertThat(found.outageMs()).isBetween(950L, 1_100L);
                assertThat(found.backlogPeak()).isBetween(900L, 6_000L);
            }
        }
        assertThat(campaign.backlog()).hasSizeGreaterThan(10).anyMatch(moment -> moment.backlog() > 500);
        assertThat(result.latencyNs().count())
                .as("of the window before the faults")
                .isEqualTo(10 * Script.RATE);
        assertThat(result.latencyNs().max()).isLessThan(Duration.ofMillis(50).toNanos());
    }

    @Test
    void whatIsLostIsFoundWithTheFaultAfterWhichNothingElseIsMissing() throws Exception {
        fault = (planned, target) -> {
            if (planned.number() == 1) {
                script.loop.skips = 7;
            }
            return "seven events fell through";
        };

        TrialResult result = torture(1);

        assertThat(result.status()).isEqualTo(TrialStatus.INVALID);
        assertThat(result.reason()).contains("7 of ", "events lost", "1 of 1 faults not survived");
        assertThat(result.campaign().faults()).singleElement().satisfies(found -> {
            assertThat(found.lost()).isEqualTo(7);
            assertThat(found.survived()).isFalse();
        });
    }

    @Test
    void underExactlyOnceARowThatIsSeenTwiceIsAFailureAndElseItIsNot() throws Exception {
        fault = (planned, target) -> {
            script.loop.duplicates += 3;
            return "rows written again";
        };
        assertThat(torture(1).campaign().faults()).allMatch(Campaign.Fault::survived);
        script.close();
        write();
        variant = variant.withGuarantee(Guarantee.EXACTLY_ONCE);
        TrialResult result = torture(1);
        assertThat(result.campaign().faults()).singleElement().satisfies(found -> {
            assertThat(found.repeatedRows()).isEqualTo(3);
            assertThat(found.survived()).isFalse();
        });
        assertThat(result.reason()).contains("3 duplicates under exactly-once");
    }

    @Test
    void anEngineThatEndsByItselfIsStartedAgainAndItsWordsAreKept() throws Exception {
        fault = (planned, target) -> {
            script.engine.die();
            return "it had enough";
        };

        TrialResult result = torture(2);

        assertThat(result.reason()).isNull();
        assertThat(result.campaign().faults()).allSatisfy(found -> {
            assertThat(found.restarts()).isEqualTo(1);
            assertThat(found.words()).isEqualTo("the engine ended with exit code 1: a stone fell on it");
            assertThat(found.survived()).isTrue();
        });
        assertThat(script.engine.lives).isEqualTo(3);
    }

    @Test
    void anEngineThatNeverComesBackEndsTheCampaignAndNotTheRun() throws Exception {
        fault = (planned, target) -> {
            script.engine.start = Duration.ofHours(1);
            target.killEngine();
            target.startEngine();
            return "killed for good";
        };

        TrialResult result = torture(5);

        assertThat(result.status()).isEqualTo(TrialStatus.INVALID);
        Campaign campaign = result.campaign();
        assertThat(campaign.faults().get(campaign.faults().size() - 1).survived())
                .isFalse();
        assertThat(campaign.gaveUp())
                .matches("After fault " + campaign.faults().size()
                        + ", 5[56] s after its cause was gone, the backlog was not back, so no further fault struck.");
    }

    @Test
    void noFaultBeginsWhenTheTimeIsOver() throws Exception {
        atMost = Duration.ofSeconds(20);
        Campaign campaign = torture((Integer) null).campaign();
        assertThat(campaign.faults())
                .hasSizeBetween(2, 25)
                .allSatisfy(found -> assertThat(found.atMs()).isLessThan(10_000 + 20_000 + 6_000));
    }

    @Test
    void whatCannotBeDoneIsLeftOutInASentenceAndNothingLeftIsAFailure() throws Exception {
        Experiment.Torture some = new Experiment.Torture(
                List.of(FaultKind.KILL, FaultKind.BROKER, FaultKind.NETWORK_CUT, FaultKind.CLOCK), 1, null);
        assertThat(torture(some).campaign().leftOut())
                .hasSize(3)
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("flink-rocksdb, broker, left out: the broker is not ours to kill."));
        script.close();
        write();
        Experiment.Torture none = new Experiment.Torture(List.of(FaultKind.CLOCK), 1, null);
        TrialResult failed = torture(none);
        assertThat(failed.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(failed.reason()).startsWith("none of the kinds of faults can be tried");
    }

    @Test
    void aCancelledCampaignLeavesNoEngine() {
        fault = (planned, target) -> {
            script.cancel();
            target.pass(Duration.ofSeconds(5));
            return "never said";
        };
        assertThatThrownBy(() -> torture(3)).isInstanceOf(InterruptedException.class);
        assertThat(script.closed).containsExactly("life 1", "load");
    }

    private TrialResult torture(Integer faults) throws InterruptedException {
        return torture(new Experiment.Torture(List.of(FaultKind.KILL), faults, atMost));
    }

    private TrialResult torture(Experiment.Torture experiment) throws InterruptedException {
        struck.clear();
        Workload workload = new Workload(Script.RATE, KeySpace.uniform(50), 0, 4, 0, 0);
        Condition condition =
                new Condition("main", experiment, workload, TIMING, List.of(variant.name()), List.of(), null);
        PlannedTrial trial = new PlannedTrial(1, 1, condition, variant);
        TrialDraft draft = new TrialDraft(trial, Instant.EPOCH);
        EngineUnderTest engine = script.engine.underTest(false);
        Fault counted = (planned, target) -> {
            struck.add(planned);
            return fault.strike(planned, target);
        };
        TortureCampaign campaign = new TortureCampaign(
                experiment,
                3,
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        FaultKind.KILL, counted,
                        FaultKind.BROKER, counted,
                        FaultKind.NETWORK_CUT, counted));
        return draft.carriedOut(
                cleanUp -> new OfferedPhases(
                                new TrialRig(
                                        trial,
                                        script,
                                        cleanUp.closing(script.loop),
                                        cleanUp.closing(engine),
                                        new Meters(OptionalLong.empty(), engine, script),
                                        Optional::empty,
                                        new TrialRig.Follower(
                                                point -> {}, progress -> {}, () -> Duration.ZERO, warning -> {})),
                                script.loop,
                                campaign,
                                false,
                                draft)
                        .carryOut(),
                Optional::empty,
                false,
                warning -> {},
                Map::of);
    }
}
