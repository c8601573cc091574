package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.State;

class JobConfigurationTest {

    @TempDir
    private Path directory;

    @Test
    void engineConfigHasTheLastWord() {
        Configuration configuration = JobConfiguration.of(
                Specs.with(Specs.state("hashmap", directory), Map.of("restart-strategy.type", "fixed-delay")));

        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("fixed-delay");
    }

    @Test
    void anUnknownKeyOfEngineConfigIsRefused() {
        assertThatThrownBy(() -> JobConfiguration.of(
                        Specs.with(Specs.state("hashmap", directory), Map.of("restart-strategy.typ", "none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("restart-strategy.type");
    }

    @Test
    void aResumedJobStartsFromTheNewestCheckpoint() throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve("run/chk-7"));
        Files.writeString(checkpoint.resolve("_metadata"), "");

        Configuration configuration = JobConfiguration.of(Specs.with(Specs.state("hashmap", directory)));

        assertThat(configuration.get(StateRecoveryOptions.SAVEPOINT_PATH)).isEqualTo("file:" + checkpoint);
    }

    @Test
    void aJobThatDoesNotResumeLeavesTheCheckpointAlone() throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve("run/chk-7"));
        Files.writeString(checkpoint.resolve("_metadata"), "");

        Configuration configuration = JobConfiguration.of(Specs.with(new State(
                "hashmap", directory.toString(), Duration.ofSeconds(1), Guarantee.AT_LEAST_ONCE, null, false, false)));

        assertThat(configuration.contains(StateRecoveryOptions.SAVEPOINT_PATH)).isFalse();
    }

    @Test
    void anIntervalOfZeroSwitchesCheckpointsOff() {
        Configuration configuration = JobConfiguration.of(Specs.with(new State(
                "hashmap", directory.toString(), Duration.ZERO, Guarantee.AT_LEAST_ONCE, null, false, false)));

        assertThat(configuration.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isFalse();
    }

    @Test
    void committingChangesIsWhatFlinkCallsIncrementalCheckpoints() {
        Configuration configuration = JobConfiguration.of(Specs.with(new State(
                "rocksdb", directory.toString(), Duration.ofSeconds(1), Guarantee.AT_LEAST_ONCE, true, false, false)));

        assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isTrue();
    }

    @Test
    void onAClusterNothingOfTheEmbeddedOneIsSaidAndALostWorkerIsSurvived() {
        Configuration configuration = JobConfiguration.of(
                Specs.with(Specs.state("hashmap", directory)).on(Deployment.remote("http://elsewhere:8081")));

        assertThat(configuration.toMap().values()).doesNotContain("127.0.0.1");
        assertThat(configuration.keySet())
                .noneMatch(key -> key.startsWith("taskmanager.") || key.startsWith("jobmanager."));
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("failure-rate");
    }

    @Test
    void checkpointsAreWhereTheSpecificationSays() {
        Configuration configuration = JobConfiguration.of(
                Specs.with(Specs.state("hashmap", directory).withCheckpoints("file:///shared/job-1")),
                Optional.empty());

        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:///shared/job-1");
    }

    @Test
    void whatFlinksOwnToolsDecideIsLeftToThem() {
        Configuration configuration = JobConfiguration.submitted(Specs.with(Specs.state("hashmap", directory)), false);

        assertThat(configuration.contains(RestartStrategyOptions.RESTART_STRATEGY))
                .isFalse();
        assertThat(configuration.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isFalse();
    }
}
