package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.result.Environment;

class EnvironmentProbeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void thisMachineIsDescribed() {
        Environment environment =
                EnvironmentProbe.probe(folder, "embedded", Map.of("spark", "9.9.9", "more", "1"), said::add);

        assertThat(environment.logicalCores()).isPositive();
        assertThat(environment.memoryBytes()).isGreaterThan(64L << 20);
        assertThat(environment.clockTickNs()).isPositive();
        assertThat(List.of(environment.cpu(), environment.os(), environment.kernel(), environment.jdk()))
                .noneMatch(String::isBlank);
        assertThat(environment.kafka()).isEqualTo("embedded");
        assertThat(environment.versions()).containsEntry("spark", "9.9.9").containsEntry("more", "1");
        assertThat(environment.gitCommit()).isNull();
    }

    @Test
    @Timeout(60)
    void aChangedCheckoutIsDirty() throws Exception {
        assumeThat(run("git", "init", "-q")).as("git is there").isZero();
        Files.writeString(folder.resolve("file"), "1");
        run("git", "add", "file");
        run("git", "-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "-qm", "one");

        assertThat(EnvironmentProbe.git("git", folder, LIMIT, said::add)).matches("[0-9a-f]{40}");
        Files.writeString(folder.resolve("file"), "2");
        assertThat(EnvironmentProbe.git("git", folder, LIMIT, said::add)).matches("[0-9a-f]{40}-dirty");
    }

    @Test
    @Timeout(60)
    void withoutGitOrACommitOrAFolderThereIsNoCommit() throws Exception {
        assertThat(EnvironmentProbe.git("no-such-program", folder, LIMIT, said::add))
                .isNull();
        assertThat(EnvironmentProbe.git("git", folder.resolve("none"), LIMIT, said::add))
                .isNull();
        assertThat(EnvironmentProbe.git("git", folder, LIMIT, said::add)).isNull();
        assertThat(said).as("nothing is missed where there is no checkout").isEmpty();
        assumeThat(run("git", "init", "-q")).as("git is there").isZero();
        assertThat(EnvironmentProbe.git("git", folder, LIMIT, said::add)).isNull();
        assertThat(EnvironmentProbe.git("no-such-program", folder, LIMIT, said::add))
                .isNull();
        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .isEqualTo("warning: the results will not name the commit of " + folder
                        + ", because git says: fatal: Needed a single revision");
        assertThat(said.get(1)).contains("Cannot run program \"no-such-program\"");
    }

    @Test
    @Timeout(60)
    void aCheckoutOfSomebodyElseIsToldInTheWordsOfGit() throws Exception {
        assumeThat(run("git", "init", "-q")).as("git is there").isZero();
        assumeThat(run("chown", "-R", "12345", ".")).as("may give files away").isZero();

        assertThat(EnvironmentProbe.git("git", folder, LIMIT, said::add)).isNull();

        assertThat(said)
                .singleElement()
                .asString()
                .contains("detected dubious ownership", "git config --global --add safe.directory " + folder);
    }

    @Test
    @Timeout(60)
    void aGitThatHangsIsEndedWithWhatItStarted() throws Exception {
        Path hanging = Files.writeString(folder.resolve("git"), "#!/bin/sh\nsleep 300 &\necho $! > pid\nwait\n");
        assumeThat(hanging.toFile().setExecutable(true)).isTrue();

        assertThat(EnvironmentProbe.git(hanging.toString(), folder, Duration.ofSeconds(2), said::add))
                .isNull();

        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle sleeper = ProcessHandle.of(pid).orElse(null);
        if (sleeper != null) {
            sleeper.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    private int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).directory(folder.toFile()).start();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException notInstalled) {
            return -1;
        }
    }
}
