package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.machine.OtherProgram;

/** With a real git and a small repository; what stands for Maven is a script, save where Maven's own words matter. */
class GateBuildsTest {

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path home;
    private String first;

    @BeforeEach
    void twoCommits() throws Exception {
        home = Files.createDirectories(folder.resolve("home"));
        assumeThat(git("init", "-q").isOk()).as("git is there").isTrue();
        first = commit("one");
        commit("two");
    }

    private OtherProgram.Ended git(String... arguments) throws IOException, InterruptedException {
        return git(home, arguments);
    }

    private static OtherProgram.Ended git(Path where, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=e@example.org"));
        command.addAll(List.of(arguments));
        return OtherProgram.run(where, java.time.Duration.ofSeconds(60), command)
                .orElseThrow();
    }

    private String commit(String content) throws Exception {
        Files.writeString(home.resolve("file"), content);
        git("add", "file");
        assertThat(git("commit", "-qm", content).isOk()).isTrue();
        return git("rev-parse", "HEAD").out().strip();
    }

    /** What stands for Maven: counts how often it was called, in the folder that it builds. */
    private GateBuilds builds(String script) throws IOException {
        Path maven = folder.resolve("maven");
        Files.writeString(maven, "#!/bin/sh\necho \"$@\" >> " + folder.resolve("calls") + "\n" + script + "\n");
        assumeThat(maven.toFile().setExecutable(true)).isTrue();
        return new GateBuilds(home, said::add, "git", maven.toString());
    }

    private List<String> calls() throws IOException {
        return Files.exists(folder.resolve("calls")) ? Files.readAllLines(folder.resolve("calls")) : List.of();
    }

    @Test
    void aCommitIsBuiltOnceBesideTheCheckoutAndUsedAgain() throws Exception {
        GateBuilds builds = builds("mkdir -p target");

        Path built = builds.of(builds.commit("HEAD~1"), Map.of());

        assertThat(built).isEqualTo(home.resolve("target/gate/" + first.substring(0, 12)));
        assertThat(built.resolve("file")).hasContent("one");
        assertThat(home.resolve("file")).hasContent("two");
        assertThat(builds.of(first, Map.of())).isEqualTo(built);
        assertThat(calls()).containsExactly("-B -ntp -Dmaven.test.skip=true package");
        assertThat(said).hasSize(3);
        assertThat(said.get(2)).isEqualTo("using the build of " + first.substring(0, 12));
    }

    @Test
    void otherVersionsAreAnotherBuildInWhateverOrderTheyAreGiven() throws Exception {
        GateBuilds builds = builds("");

        Path built = builds.of(first, Map.of("kafka.version", "1/2", "flink.version", "2.2.0"));

        assertThat(built.getFileName()).hasToString(first.substring(0, 12) + "-flink.version-2.2.0-kafka.version-1_2");
        assertThat(calls().get(0)).contains(" -Dflink.version=2.2.0").contains(" -Dkafka.version=1/2");
        assertThat(builds.of(first, Map.of())).isNotEqualTo(built);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-ref", "HEAD~2", "-x", "--help", "", "HEAD^{tree}"})
    void whatIsNoCommitIsRefusedWithWhatWouldBeOne(String ref) throws Exception {
        GateBuilds builds = builds("");

        assertThatThrownBy(() -> builds.commit(ref))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "expected a git ref, the folder of a built checkout, or a scenario file (.yaml) as"
                                + " the baseline, got '" + ref + "'");
    }

    @Test
    void inAShallowCloneTheCureIsToldToo() throws Exception {
        Path clone = folder.resolve("clone");
        assertThat(git("clone", "-q", "--depth", "1", "file://" + home, clone.toString())
                        .isOk())
                .isTrue();

        assertThatThrownBy(() -> new GateBuilds(clone, said::add).commit("HEAD~1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("older commits are missing in this clone: git fetch --unshallow");
    }

    @Test
    void aFolderOfAnotherRepositoryIsNotBuiltFromThatOnesCommits() throws Exception {
        Path inside = Files.createDirectories(home.resolve("vendored/bench"));

        assertThatThrownBy(() -> new GateBuilds(inside, said::add).commit("HEAD"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is no checkout of its own but the folder vendored/bench/ of another git");
    }

    @Test
    void aFolderThatIsNoCheckoutIsToldInTheWordsOfGit() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

        assertThatThrownBy(() -> new GateBuilds(elsewhere, said::add).commit("HEAD"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("git cannot say: fatal: not a git repository");
    }

    @Test
    void aCheckoutOfSomebodyElseIsToldInTheWordsOfGitWithTheCure() throws Exception {
        assumeThat(OtherProgram.run(home, java.time.Duration.ofSeconds(60), List.of("chown", "-R", "12345", "."))
                        .orElseThrow()
                        .isOk())
                .as("may give files away")
                .isTrue();
        GateBuilds builds = builds("");

        assertThatThrownBy(() -> builds.commit("HEAD"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("detected dubious ownership")
                .hasMessageContaining("git config --global --add safe.directory " + home);
        assertThatThrownBy(builds::isDirty)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("safe.directory " + home);
        assertThatThrownBy(() -> builds.of(first, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("safe.directory " + home);
        assertThat(calls()).isEmpty();
    }

    @Test
    void onlyFilesThatGitKnowsMakeACheckoutDirty() throws Exception {
        GateBuilds builds = builds("");
        Files.writeString(home.resolve("unknown"), "1");
        assertThat(builds.isDirty()).isFalse();
        Files.writeString(home.resolve("file"), "changed");
        assertThat(builds.isDirty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo before; echo '[ERROR] it is broken'; echo '[INFO] after'; exit 1 | [ERROR] it is broken",
                "for i in $(seq 30); do echo line $i; done; exit 3 | line 30"
            })
    void aBuildThatFailsIsToldInTheWordsOfMavenAndTriedAgain(String script, String end) throws Exception {
        GateBuilds failing = builds(script);

        assertThatThrownBy(() -> failing.of(first, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("the baseline or candidate " + first.substring(0, 12) + " does not build: '")
                .hasMessageContaining(home.resolve("target/gate/" + first.substring(0, 12) + ".log") + ":\n")
                .hasMessageEndingWith("\n" + end);

        GateBuilds mended = builds("");
        assertThat(mended.of(first, Map.of()).resolve("file")).hasContent("one");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void theRealMavenSaysWhatItMisses() {
        assertThatThrownBy(() -> new GateBuilds(home, said::add).of(first, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("' ended with 1; from ")
                .hasMessageContaining("there is no POM in this directory");
    }

    @Test
    void aProgramThatIsNotThereIsToldWithTheCure() {
        assertThatThrownBy(() -> new GateBuilds(home, said::add, "git", "no-such-mvn").of(first, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(
                        "cannot run 'no-such-mvn', which a baseline from another commit or version needs: ")
                .hasMessageEndingWith("; install Maven 3.8 or newer, or give the folder of a checkout that was built");
        assertThatThrownBy(() -> new GateBuilds(home, said::add, "no-such-git", "mvn").commit("HEAD"))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("cannot run 'no-such-git'")
                .hasMessageEndingWith("; install git, or give the folder of a checkout that was built");
    }

    @Test
    void aBuildThatWasInterruptedHalfWayIsMadeAnew() throws Exception {
        Path half = home.resolve("target/gate/" + first.substring(0, 12));
        // git knows of it, its build never came to its end, and somebody locked it.
        assertThat(git("worktree", "add", "--detach", half.toString(), first).isOk())
                .isTrue();
        git("worktree", "lock", half.toString());
        Files.writeString(half.resolve("file"), "half");

        assertThat(builds("").of(first, Map.of()).resolve("file")).hasContent("one");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aFolderThatGitKnowsNothingOfIsMadeAnew() throws Exception {
        Path leftover = Files.createDirectories(home.resolve("target/gate/" + first.substring(0, 12)));
        Files.writeString(leftover.resolve("file"), "of nobody");
        Files.createDirectories(leftover.resolve("target"));
        Files.writeString(leftover.resolve("target/gate-built"), "x");

        assertThat(builds("").of(first, Map.of()).resolve("file")).hasContent("one");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aBuildThatSomebodyCheckedOutOtherwiseIsMadeAnew() throws Exception {
        GateBuilds builds = builds("mkdir -p target");
        Path built = builds.of(first, Map.of());
        assertThat(git(
                                built,
                                "checkout",
                                "-q",
                                "--detach",
                                git("rev-parse", "HEAD").out().strip())
                        .isOk())
                .isTrue();

        assertThat(builds.of(first, Map.of()).resolve("file")).hasContent("one");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aBuildThatCameAlongWithACopyOfTheCheckoutIsNotUsed() throws Exception {
        builds("mkdir -p target").of(first, Map.of());
        Path copy = folder.resolve("copy");
        assertThat(OtherProgram.run(
                                folder,
                                java.time.Duration.ofSeconds(60),
                                List.of("cp", "-a", home.toString(), copy.toString()))
                        .orElseThrow()
                        .isOk())
                .isTrue();

        Path built =
                new GateBuilds(copy, said::add, "git", folder.resolve("maven").toString()).of(first, Map.of());

        assertThat(built).startsWith(copy);
        assertThat(built.resolve("file")).hasContent("one");
        assertThat(calls()).hasSize(2);
        // The original is as it was.
        assertThat(builds("").of(first, Map.of())).startsWith(home);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aLogThatCannotBeWrittenFailsTheBuildWithItsName() throws Exception {
        Path log = home.resolve("target/gate/" + first.substring(0, 12) + ".log");
        Files.createDirectories(log);

        assertThatThrownBy(() -> builds("").of(first, Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(log.toString());
    }
}
