package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.result.Campaign;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Variant;

/** Campaigns of faults on the real broker: planted bugs are found, and what is right survives. */
@Timeout(240)
class TortureIT {

    @TempDir
    private static Path folder;

    private static EngineCatalogue engines;
    private static TrialFixture fixture;

    @BeforeAll
    static void startBroker() throws Exception {
        engines = EngineCatalogue.of(Checkout.HOME, List.of(planted(folder.resolve("planted"))), warning -> {
            throw new IllegalStateException(warning);
        });
        fixture = TrialFixture.behindProxy(folder, engines);
        fixture.drainTimeout(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stopBroker() {
        fixture.close();
    }

    /** The home of an engine that runs on the class path of this test. */
    private static Path planted(Path home) throws Exception {
        Files.createDirectories(home);
        Path classPath = Files.writeString(
                home.resolve("class-path"), "-cp\n\"" + System.getProperty("java.class.path") + "\"\n");
        Path script = Files.writeString(
                home.resolve("start.sh"),
                "#!/bin/sh\nexec \"$JAVA_HOME/bin/java\" \"@" + classPath + "\" " + PlantedCounter.class.getName()
                        + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("engine.json"), """
                {"contract": 1, "id": "planted", "name": "Planted", "version": "1", "start": {"command": ["./start.sh"]},
                 "processing": "per-record", "startup": "2s",
                 "supports": {"guarantees": ["at-least-once"], "triggers": ["per-record"], "emissions": ["per-event"],
                   "operators": ["count"], "stateBackends": ["file"], "resumes": true},
                 "variants": [{"name": "planted", "stateBackend": "file", "checkpointInterval": "500ms"}]}
                """);
        return home;
    }

    private static TrialResult torture(Variant variant, int faults, FaultKind... kinds) throws Exception {
        TrialResult result =
                fixture.run(variant, Duration.ofSeconds(3), new Experiment.Torture(Arrays.asList(kinds), faults, null));
        assertThat(fixture.engines()).isEmpty();
        assertThat(fixture.warnings()).isEmpty();
        return result;
    }

    private static Variant withBug(PlantedCounter.Planted bug) {
        return engines.variants().named("planted").withConfig(Map.of(PlantedCounter.KEY, bug.name()));
    }

    @Test
    void aRestartFromAnOlderOffsetIsFound() throws Exception {
        aPlantedBugIsFound(PlantedCounter.Planted.OLDER_OFFSET);
    }

    @ParameterizedTest
    @Tag("full")
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "OLDER_OFFSET"})
    void aPlantedBugIsFound(PlantedCounter.Planted bug) throws Exception {
        TrialResult result = torture(withBug(bug), 2, FaultKind.KILL);

        assertThat(result.status()).as(result.reason()).isEqualTo(TrialStatus.INVALID);
        Campaign campaign = result.campaign();
        assertThat(campaign.survived()).isLessThan(campaign.faults().size());
        assertThat(result.events().finalCountsExact()).isFalse();
        if (bug == PlantedCounter.Planted.OLDER_OFFSET) {
            assertThat(campaign.countedTwice()).isPositive();
        } else {
            assertThat(result.events().lost()).isPositive();
            assertThat(campaign.countedTwice()).isZero();
        }
    }

    @Test
    @Tag("full")
    void theSameCounterWithoutABugSurvivesEveryKind() throws Exception {
        TrialResult result = torture(
                withBug(PlantedCounter.Planted.NONE),
                7,
                FaultKind.KILL,
                FaultKind.KILL_IN_CHECKPOINT,
                FaultKind.KILL_AFTER_RESTART,
                FaultKind.KILL_TWICE,
                FaultKind.BROKER,
                FaultKind.NETWORK_CUT,
                FaultKind.DISK_FULL);
        survived(result, 7);
    }

    @Test
    @Tag("full")
    @Timeout(900)
    void twentyBrokerRestartsUnderLoadLoseNoEventOfTheAccount() throws Exception {
        survived(torture(withBug(PlantedCounter.Planted.NONE), 20, FaultKind.BROKER), 20);
    }

    @Test
    void flinkSurvivesAShortCampaign() throws Exception {
        survived(
                torture(
                        TrialFixture.variant("flink-rocksdb"),
                        2,
                        FaultKind.KILL_IN_CHECKPOINT,
                        FaultKind.STOP,
                        FaultKind.BROKER),
                2);
    }

    @Test
    void sparkSurvivesAShortCampaign() throws Exception {
        survived(torture(TrialFixture.variant("spark"), 1, FaultKind.KILL_TWICE, FaultKind.NETWORK_DELAY), 1);
    }

    private static void survived(TrialResult result, int faults) {
        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.events().lost()).isZero();
        assertThat(result.events().finalCountsExact()).isTrue();
        Campaign campaign = result.campaign();
        assertThat(campaign.countedTwice()).isZero();
        assertThat(campaign.gaveUp()).isNull();
        assertThat(campaign.faults()).hasSize(faults).allMatch(Campaign.Fault::survived);
        assertThat(campaign.backlog()).isNotEmpty();
    }
}
