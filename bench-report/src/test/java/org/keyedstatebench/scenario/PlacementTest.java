package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;

class PlacementTest {

    @Test
    void whatIsLeftOutFollowsFromWhatIsSaid() {
        assertThat(Placement.of(null, null, null, null, null)).isNull();
        assertThat(Placement.of(DeploymentKind.EMBEDDED, null, null, null, null))
                .isNull();
        assertThat(Placement.of(DeploymentKind.LOCAL_CLUSTER, null, null, null, null))
                .hasToString("local cluster of 1 worker");
        assertThat(Placement.of(null, 2, null, null, null)).hasToString("local cluster of 2 workers");
        assertThat(Placement.of(null, null, "http://h:1", null, null)).hasToString("remote cluster http://h:1");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> Placement.of(DeploymentKind.EMBEDDED, 2, null, null, null))
                .hasMessageContaining("say nothing of embedded");
        assertThatThrownBy(() -> Placement.of(DeploymentKind.REMOTE, null, null, null, null))
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> Placement.of(DeploymentKind.REMOTE, 2, "h:1", null, null))
                .hasMessageContaining("say nothing of remote");
        assertThatThrownBy(() -> Placement.of(DeploymentKind.LOCAL_CLUSTER, null, "h:1", null, null))
                .hasMessageContaining("says nothing of local-cluster");
        assertThatThrownBy(() -> Placement.of(null, 65, null, null, null))
                .hasMessage("workers must be 1 to 64, got 65");
    }

    @Test
    void checkpointsCanBeElsewhereAlsoOfAnEmbeddedEngine() {
        Placement elsewhere = Placement.of(null, null, null, "s3://bucket/x", null);
        assertThat(elsewhere).hasToString("embedded, checkpoints at s3://bucket/x");
        assertThat(elsewhere.deployment(Resources.DEFAULT, List.of())).isNull();
        assertThatThrownBy(() -> Placement.of(null, null, null, "/tmp/x", null))
                .hasMessage(
                        "checkpoints: expected a URI such as file:///shared/checkpoints or s3://bucket/folder, got '/tmp/x'");
    }

    @Test
    void aLatencyMeansAnObjectStoreOfTheRunsOwn() {
        Placement slow = Placement.of(null, null, null, null, Duration.ofMillis(20));
        assertThat(slow.checkpoints()).isEqualTo("s3://checkpoints");
        assertThat(slow).hasToString("embedded, checkpoints on an object store with a latency of 20ms");
        assertThatThrownBy(() -> Placement.of(null, null, null, "s3://mine", Duration.ZERO))
                .hasMessageContaining("cannot be at s3://mine");
        assertThatThrownBy(() -> Placement.of(null, null, null, null, Duration.ofSeconds(11)))
                .hasMessage("checkpointLatency must be 0 to 10s, got 11s");
    }

    @Test
    void theWorkersShareTheHeapOfAnEmbeddedEngine() {
        Deployment two = Placement.of(null, 2, null, null, null).deployment(Resources.DEFAULT, List.of("-XX:+UseG1GC"));
        assertThat(two).isEqualTo(Deployment.localCluster(2, Resources.DEFAULT.heapMb() / 2, List.of("-XX:+UseG1GC")));
        assertThat(Placement.of(null, 8, null, null, null)
                        .deployment(Resources.DEFAULT, List.of())
                        .workerHeapMb())
                .isEqualTo(256);
    }
}
