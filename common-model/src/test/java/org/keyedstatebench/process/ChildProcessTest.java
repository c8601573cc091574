package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private static ChildProcess.Builder shell(String script) {
        return ChildProcess.of(List.of("/bin/sh", "-c", script));
    }

    @Test
    void whatItPrintsIsReadHoweverMuchItIsAndTheEndIsKept() throws Exception {
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        Path log = Files.writeString(folder.resolve("log"), "of an earlier life\n");
        try (ChildProcess much = shell("i=0; while [ $i -lt 30000 ]; do echo line $i; i=$((i+1)); done; exit 3")
                .log(log)
                .lines(read::add)
                .start()) {
            assertThat(much.await()).isEqualTo(3);
            assertThat(read).hasSize(30_000);
            assertThat(much.output()).hasSize(PrintedLines.KEPT).endsWith("line 29998", "line 29999");
            assertThat(Files.readAllLines(log)).hasSize(30_001).startsWith("of an earlier life", "line 0");
        }
    }

    @Test
    void errorsAreAmongTheOutputOrApartOrInAFile() throws Exception {
        String both = "echo said; echo complained >&2";
        try (ChildProcess together = shell(both).start()) {
            together.await();
            assertThat(together.output()).containsExactly("said", "complained");
        }
        try (ChildProcess apart = shell(both).errorsApart().start()) {
            apart.await();
            assertThat(apart.output()).containsExactly("said");
            assertThat(apart.errors()).containsExactly("complained");
        }
        Path file = Files.writeString(folder.resolve("errors"), "earlier\n");
        try (ChildProcess inFile = shell(both).errorsTo(file).start()) {
            inFile.await();
            assertThat(inFile.output()).containsExactly("said");
            assertThat(Files.readAllLines(file)).containsExactly("earlier", "complained");
        }
    }

    @Test
    void itIsStartedWhereAndWithWhatIsSaid() throws Exception {
        Path words = Files.writeString(folder.resolve("words"), "from a file\n");
        try (ChildProcess child = shell("cat; pwd; echo $MORE ${HOME-homeless}")
                .in(folder)
                .input(words)
                .environment(Map.of("MORE", "more"))
                .withoutVariables("HOME"::equals)
                .start()) {
            child.await();
            assertThat(child.output())
                    .containsExactly("from a file", folder.toRealPath().toString(), "more homeless");
        }
    }

    @Test
    void oneThatServesIsSpokenToAndStopsWhenItsInputEnds() throws Exception {
        try (ChildProcess echo = shell("while read line; do echo got $line; done; echo bye; exit 7")
                .leftToParent()
                .start()) {
            echo.say("one");
            echo.say("two");
            assertThat(echo.stop(SOON, SOON)).isEqualTo(7);
            assertThat(echo.output()).containsExactly("got one", "got two", "bye");
        }
    }

    @Test
    void oneThatDoesNotStopIsEndedBySigtermThenBySigkill() throws Exception {
        try (ChildProcess deaf = shell("exec sleep 60").start()) {
            assertThat(deaf.await(AT_ONCE)).isEmpty();
            assertThat(deaf.stop(AT_ONCE, SOON)).isEqualTo(128 + 15);
        }
        try (ChildProcess stubborn =
                shell("trap '' TERM; echo ready; while :; do sleep 1; done").start()) {
            while (stubborn.output().isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(stubborn.stop(AT_ONCE, AT_ONCE)).isEqualTo(128 + 9);
            assertThat(stubborn.isAlive()).isFalse();
            assertThat(stubborn.await(SOON)).hasValue(stubborn.exitCode());
        }
    }

    @Test
    void withItGoesAllThatItStarted() throws Exception {
        ChildProcess parent = shell("sleep 60 & echo $!; wait").start();
        while (parent.output().isEmpty()) {
            Thread.sleep(5);
        }
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(parent.output().get(0))).orElseThrow();

        parent.close();

        assertThat(parent.isAlive()).isFalse();
        assertThat(grandchild.isAlive()).isFalse();
    }

    @Test
    void whatKeepsItsOutputOpenKeepsNobodyWaiting() throws Exception {
        try (ChildProcess parent = shell("sleep 60 & echo $!").start()) {
            assertThat(parent.await(SOON)).hasValue(0);
            ProcessHandle.of(Long.parseLong(parent.output().get(0)))
                    .orElseThrow()
                    .destroyForcibly();
        }
    }

    @Test
    void aReaderThatFailsEndsItBecauseNobodyWouldReadOn() throws Exception {
        try (ChildProcess child = shell("echo line; exec sleep 60")
                .named("the sleeper")
                .lines(line -> {
                    throw new IllegalStateException("cannot take '" + line + "'");
                })
                .start()) {
            assertThatThrownBy(child::await)
                    .isInstanceOf(WorkerDiedException.class)
                    .hasMessageContaining("the reader of what the sleeper prints died")
                    .hasMessageContaining("cannot take 'line'");
            assertThat(child.readingFailure()).isPresent();
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void whatCannotBeStartedIsNamed() {
        ChildProcess.Builder nothing = ChildProcess.of(List.of("/no/such/program", "now"));
        assertThat(nothing.command()).isEqualTo("/no/such/program now");
        assertThatThrownBy(nothing::start).isInstanceOf(IOException.class).hasMessageContaining("/no/such/program");
    }
}
