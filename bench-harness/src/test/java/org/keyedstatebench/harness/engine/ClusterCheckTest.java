package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.machine.Finding;
import org.keyedstatebench.harness.machine.OtherProgram;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

class ClusterCheckTest {

    private static final Variant VARIANT = Checkout.VARIANTS
            .named("flink-hashmap")
            .withPlacement(new Placement(DeploymentKind.REMOTE, null, "http://h:8081", null, null));
    private static final EngineBuild BUILD =
            new EngineBuild(Checkout.ENGINES.engine(VARIANT), Path.of("x"), Optional.empty(), Map.of());
    private static final String BUILT = BUILD.engine().version();

    private static Finding judged(int code, Signal... said) {
        String out = Stream.of(said).map(Signal::toJson).collect(Collectors.joining("\n"));
        return judged(Optional.of(new OtherProgram.Ended(code, out, "some log\nthe last words")));
    }

    private static Finding judged(Optional<OtherProgram.Ended> ended) {
        return ClusterCheck.judge(BUILD, VARIANT, Resources.DEFAULT, ended);
    }

    @Test
    void aClusterThatFitsIsNoProblem() {
        Finding fits = judged(0, new Signal.Cluster("http://h:8081", BUILT, 2, List.of()));
        assertThat(fits.verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(fits.value()).isEqualTo("http://h:8081, version " + BUILT + ", 2 slots");
        assertThat(judged(0, new Signal.Cluster("http://h:8081", null, null, List.of()))
                        .verdict())
                .isEqualTo(Finding.Verdict.NOTE);
    }

    @Test
    void whatDoesNotFitIsSaidWithWhatToDo() {
        Finding older = judged(0, new Signal.Cluster("http://h:8081", "1.0", 2, List.of()));
        assertThat(older.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
        assertThat(older.advice()).isEqualTo("the job is built for " + BUILT + ": build it with -Dflink.version=1.0");
        assertThat(judged(0, new Signal.Cluster("http://h:8081", BUILT, 1, List.of()))
                        .advice())
                .isEqualTo("a parallelism of 2 needs as many slots: add workers, or --parallelism 1");
    }

    @Test
    void whatWentWrongIsSaidInTheEnginesWords() {
        assertThat(judged(1, new Signal.Failed("nobody listens at h:8081")).advice())
                .isEqualTo("nobody listens at h:8081");
        assertThat(judged(1).advice()).isEqualTo("the last words");
        assertThat(judged(Optional.empty()).advice()).isEqualTo("no answer within 60 s");
    }
}
