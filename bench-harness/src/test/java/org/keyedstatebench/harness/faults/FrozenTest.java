package org.keyedstatebench.harness.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.keyedstatebench.process.ChildProcess;

/** Real processes: nobody may be left stopped, whatever becomes of who stopped them. */
@EnabledOnOs(OS.LINUX)
@Timeout(30)
class FrozenTest {

    private static String state(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("State:"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitState(long pid, String word) throws Exception {
        while (!state(pid).contains(word)) {
            Thread.sleep(5);
        }
    }

    @Test
    void whatIsStoppedGoesOnWhenItIsClosedAlsoIfAnotherIsGone() throws Exception {
        try (ChildProcess one = ChildProcess.of(List.of("sleep", "60")).start();
                ChildProcess gone = ChildProcess.of(List.of("sleep", "60")).start()) {
            Frozen frozen = Frozen.of(List.of(gone.pid(), one.pid()));
            awaitState(one.pid(), "stopped");
            ProcessHandle.of(gone.pid()).orElseThrow().destroyForcibly();
            frozen.close();
            awaitState(one.pid(), "sleeping");
        }
    }

    @Test
    void somebodyWhoIsInterruptedLeavesNobodyStopped() throws Exception {
        try (ChildProcess one = ChildProcess.of(List.of("sleep", "60")).start()) {
            Frozen frozen = Frozen.of(List.of(one.pid()));
            Thread.currentThread().interrupt();
            frozen.close();
            assertThat(Thread.interrupted()).isTrue();
            awaitState(one.pid(), "sleeping");
        }
    }
}
