package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;

class PlacementTest {

    @Test
    void whatIsLeftOutFollowsFromWhatIsSaid() {
        assertThat(Placement.of(null, null, null)).isNull();
        assertThat(Placement.of(DeploymentKind.EMBEDDED, null, null)).isNull();
        assertThat(Placement.of(DeploymentKind.LOCAL_CLUSTER, null, null)).hasToString("local cluster of 1 worker");
        assertThat(Placement.of(null, 2, null)).hasToString("local cluster of 2 workers");
        assertThat(Placement.of(null, null, "http://h:1")).hasToString("remote cluster http://h:1");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> Placement.of(DeploymentKind.EMBEDDED, 2, null))
                .hasMessageContaining("neither workers");
        assertThatThrownBy(() -> Placement.of(DeploymentKind.REMOTE, null, null))
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> Placement.of(DeploymentKind.REMOTE, 2, "h:1")).hasMessageContaining("local-cluster");
        assertThatThrownBy(() -> Placement.of(DeploymentKind.LOCAL_CLUSTER, null, "h:1"))
                .hasMessageContaining("says nothing of a local-cluster");
        assertThatThrownBy(() -> Placement.of(null, 65, null)).hasMessage("workers must be 1 to 64, got 65");
    }

    @Test
    void theWorkersShareTheHeapOfAnEmbeddedEngine() {
        Deployment two = Placement.of(null, 2, null).deployment(Resources.DEFAULT, List.of("-XX:+UseG1GC"));
        assertThat(two).isEqualTo(Deployment.localCluster(2, Resources.DEFAULT.heapMb() / 2, List.of("-XX:+UseG1GC")));
        assertThat(Placement.of(null, 8, null)
                        .deployment(Resources.DEFAULT, List.of())
                        .workerHeapMb())
                .isEqualTo(256);
    }
}
