package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.signal.Signal;

class LocalClusterTest {

    private final ByteArrayOutputStream signals = new ByteArrayOutputStream();

    private LocalCluster cluster() {
        return new LocalCluster(
                "here:1", "1.0", 2, new SignalWriter(new PrintStream(signals, true, StandardCharsets.UTF_8)));
    }

    private List<Signal.Cluster> said() {
        return signals.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> (Signal.Cluster) Signal.fromJson(line).orElseThrow())
                .toList();
    }

    private static ChildProcess sleeper() throws java.io.IOException {
        return ChildProcess.of(List.of("sleep", "60")).start();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void whoIsKilledIsReplacedAndAllGoInTheEnd() throws Exception {
        List<Signal.Member> last;
        try (LocalCluster cluster = cluster()) {
            cluster.add("master", LocalClusterTest::sleeper);
            cluster.add("worker", LocalClusterTest::sleeper);
            assertThat(said()).hasSize(2);
            List<Signal.Member> first = said().get(1).members();
            assertThat(first).extracting(Signal.Member::role).containsExactly("master", "worker");

            ProcessHandle.of(first.get(1).pid()).orElseThrow().destroyForcibly();
            await(() -> said().size() == 3);
            last = said().get(2).members();
            assertThat(last.get(0)).isEqualTo(first.get(0));
            assertThat(last.get(1).pid()).isNotEqualTo(first.get(1).pid());
            cluster.failIfBroken();
        }
        for (Signal.Member member : last) {
            await(() -> ProcessHandle.of(member.pid()).isEmpty());
        }
    }

    @Test
    void whoCannotLiveIsGivenUpWithItsLastWords() throws Exception {
        try (LocalCluster cluster = cluster()) {
            cluster.add(
                    "worker",
                    () -> ChildProcess.of(List.of("sh", "-c", "echo first; echo no such port; exit 7"))
                            .start());
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            cluster.failIfBroken();
                            Thread.sleep(Duration.ofMillis(20).toMillis());
                        }
                    })
                    .hasMessage(
                            "a worker of the cluster ended 3 times in a row within 10 s, the last time with exit code 7:"
                                    + " no such port");
        }
    }
}
