package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.signal.Signal;

/** With an engine that is a few lines of Java and does to its harness what engines do on bad days. */
@Timeout(60)
class EngineProcessTest {

    /** No longer than a machine under load needs to start a JVM. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /** What stands in for an engine: speaks, waits for the end of its input, and ends as its mode says. */
    static final class Engine {
        public static void main(String[] args) throws IOException {
            System.out.println("no JSON at all");
            System.out.println("{\"signal\":\"ready\",\"engine\":\"half a li");
            System.out.println("{\"signal\":\"gc-pause\",\"at\":\"yesterday\"}");
            System.out.println("{\"signal\":\"no such kind\"}");
            System.out.println("{\"signal\":null}");
            System.out.println("[".repeat(10_000));
            System.out.println("{\"signal\":\"ready\",\"engine\":\"stub\",\"version\":\"1\"}");
            while (System.in.read() >= 0) {
                // Only the end of the stream counts.
            }
            Runtime.getRuntime().halt(Integer.getInteger("ends.with"));
        }
    }

    @Test
    void whatIsNoSignalIsPassedOverAndAnEngineThatObeysStopsInOrder() throws Exception {
        try (EngineProcess engine = start(0)) {
            assertThat(engine.stop(GRACE)).isTrue();
            assertThat(engine.signals()).containsExactly(new Signal.Ready("stub", "1", Map.of()));
            assertThat(engine.misuse()).isEmpty();
        }
    }

    @Test
    void oneThatFailsOrIsKilledWhileItStopsHasNotStoppedInOrder() throws Exception {
        for (int code : new int[] {1, 137}) {
            try (EngineProcess engine = start(code)) {
                assertThat(engine.stop(GRACE)).isFalse();
                assertThat(engine.obituary())
                        .isEqualTo("the engine ended with exit code " + code + ": no reason was signalled");
            }
        }
    }

    @Test
    void aProfileThatCannotBeDrawnIsToldAndNothingMore() throws Exception {
        try (EngineProcess engine = start(0)) {
            engine.stop(GRACE);
            assertThat(EngineProfiler.unpackedTo(folder).end(engine.pid(), folder.resolve("flame.html"), "title"))
                    .hasValueSatisfying(why -> assertThat(why).startsWith("cannot profile process " + engine.pid()));
        }
    }

    private EngineProcess start(int endsWith) throws IOException {
        Path args = Files.writeString(
                folder.resolve("stub.args"),
                "-Dends.with=" + endsWith + "\n-cp \"" + System.getProperty("java.class.path") + "\"\n"
                        + Engine.class.getName() + "\n");
        return new EngineProcess(
                new EngineBuild(Checkout.ENGINES.engines().get(0), folder, Optional.of(args), Map.of()),
                List.of("-Xmx64m"),
                folder,
                folder.resolve("job.json"),
                folder.resolve("engine-" + endsWith + ".log"),
                folder.resolve("signals-" + endsWith + ".jsonl"),
                System::nanoTime);
    }
}
