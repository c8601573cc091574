package org.keyedstatebench.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, with a small checkout around it, a Maven that only writes what a build leaves, and a Java that only tells how it was
 * called.
 */
@Timeout(60)
class LauncherTest {

    private static final Path LAUNCHER = BenchProcess.HOME.resolve("bench");
    private static final List<String> MODULES = List.of("flink-counter", "bench-report", "bench-harness");
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Path checkout;
    private Path library;
    private final Map<String, String> environment = new TreeMap<>();

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void tools() throws IOException {
        library = Files.writeString(folder.resolve("library.jar"), "");
        script("jdk/bin/java", "printf '%s\\n' \"$@\"");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        // Writes an .args file for each module, as the real build does, and what a test adds.
        script("maven/mvn", """
                home=$(dirname "$4")
                echo build >>"%s"
                echo '[INFO] Building something [1/1]'
                for module in flink-counter bench-report bench-harness; do
                  mkdir -p "$home/$module/target"
                  : >"$home/$module/target/own.jar"
                  printf '%%s\\n-cp "%%s:%%s"\\nMain\\n' -Xmx1g "$home/$module/target/own.jar" "%s" >"$home/$module/target/$module.args"
                done
                eval "${MAVEN_ENDS-}"
                """.formatted(folder.resolve("builds"), library));
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("PATH", folder.resolve("maven") + File.pathSeparator + System.getenv("PATH"));
        checkout = checkout("checkout");
    }

    @Test
    void passesShellcheck() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "shellcheck"))),
                "shellcheck is not installed");
        assertThat(run(folder, "shellcheck", LAUNCHER.toString())).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void buildsOnceAndStartsTheHarness() throws Exception {
        Ended first = bench(checkout, "run", "two words", "*");
        assertThat(first.err())
                .contains("bench: building, because bench-harness was not built")
                .contains("bench: Building something [1/1]");
        assertThat(first.code()).isZero();
        assertThat(first.out().lines())
                .contains("-Dbench.home=" + checkout, "-Xmx1g", checkout + "/bench-harness/target/own.jar:" + library)
                .endsWith("Main", "run", "two words", "*");
        assertThat(bench(checkout, "run", "two words", "*")).isEqualTo(new Ended(0, first.out(), ""));
        assertThat(builds()).isEqualTo(1);

        changeSources();
        assertThat(bench(checkout, "doctor").err()).contains("New.java is newer than the last build");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "trend"})
    void whatReadsResultsNeedsNothingThatDrives(String command) throws Exception {
        bench(checkout, "doctor");
        Files.delete(checkout.resolve("bench-harness/target/own.jar"));
        Files.delete(checkout.resolve("flink-counter/target/flink-counter.args"));

        Ended ended = bench(checkout, command);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("bench-report/target/own.jar").doesNotContain("bench-harness");
        assertThat(builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "a \"quoted\" \\name with $HOME, #, *, 'and' é"})
    void aCopyRunsItsOwnClasses(String name) throws Exception {
        bench(checkout, "doctor");
        Path copy = folder.resolve(name);
        run(folder, "cp", "-a", checkout.toString(), copy.toString());

        Ended ended = bench(copy, "doctor");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines())
                .contains("-Dbench.home=" + copy, copy + "/bench-harness/target/own.jar:" + library);
        // What its engines are started from, too, and those who start a job by hand.
        for (String module : MODULES) {
            assertThat(classPath(copy, module)).isEqualTo(copy + "/" + module + "/target/own.jar:" + library);
            assertThat(classPath(checkout, module)).contains(checkout.toString());
        }
        assertThat(bench(copy, "doctor")).isEqualTo(ended);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aMovedCheckoutRunsWithoutABuild() throws Exception {
        bench(checkout, "doctor");
        Path moved = Files.move(checkout, folder.resolve("moved"));
        Ended ended = bench(moved, "doctor");
        assertThat(ended.out()).contains(moved + "/bench-harness/target/own.jar");
        assertThat(ended.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void jarsThatCannotBeReadLeadToABuildAndThenToASentence() throws Exception {
        bench(checkout, "doctor");
        Files.delete(library);
        Ended ended = bench(checkout, "doctor");
        assertThat(builds()).isEqualTo(2);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains(library + " cannot be read, which ", "also after a build");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aBuildThatFailsEndsTheCommandWhateverItsLogSays() throws Exception {
        bench(checkout, "doctor");
        changeSources();
        environment.put("MAVEN_ENDS", "echo '[ERROR] no space left'; printf '\\n0\\n'; exit 1");
        // A folder cannot be written, also by root.
        Files.delete(checkout.resolve("target/build.log"));
        Files.createDirectory(checkout.resolve("target/build.log"));

        Ended ended = bench(checkout, "doctor");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("[ERROR] no space left", "bench: the build failed");
    }

    @Test
    void whatABuildLeftUnfinishedIsBuiltAgain() throws Exception {
        environment.put("MAVEN_ENDS", "rm -f \"$home/flink-counter/target/flink-counter.args\"; exit 130");
        assertThat(bench(checkout, "doctor").code()).isEqualTo(1);
        environment.remove("MAVEN_ENDS");
        assertThat(bench(checkout, "doctor").code()).isZero();
        assertThat(builds()).isEqualTo(2);

        Files.writeString(checkout.resolve("flink-counter/target/flink-counter.args"), "-Xmx1g\n-cp \"half");
        assertThat(bench(checkout, "doctor").err()).contains("flink-counter.args is not whole");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void ofTwoAtOnceOneBuilds() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "without flock both build");
        environment.put("MAVEN_ENDS", "sleep 1");
        Process first =
                process(folder, checkout.resolve("bench").toString(), "doctor").start();
        Ended second = bench(checkout, "doctor");
        assertThat(first.waitFor()).isZero();
        assertThat(second.code()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theEnvironmentOfAShellDoesNotLeadItAstray() throws Exception {
        environment.putAll(Map.of(
                "CDPATH", folder + ":.",
                "GREP_OPTIONS", "--color=always",
                "IFS", "/",
                "POSIXLY_CORRECT", "1",
                "JAVA_TOOL_OPTIONS", "-Dnothing=1"));
        Ended ended = run(folder, "sh", "checkout/bench", "doctor");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out().lines()).contains("-Dbench.home=" + checkout);
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("bin")).resolve("bench"), Path.of("../checkout/bench"));
        assertThat(run(checkout, "sh", "bench", "doctor")).isEqualTo(run(folder, link.toString(), "doctor"));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void javaMustBeThereAndNewEnough() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_292\"\n");
        Ended old = bench(checkout, "doctor");
        assertThat(old.err()).contains("is Java 8; install a JDK 17 or newer");
        assertThat(old.code()).isEqualTo(1);
        environment.put("JAVA_HOME", "/nowhere");
        Ended none = bench(checkout, "doctor");
        assertThat(none.err())
                .isEqualTo(
                        "bench: no Java found in JAVA_HOME, which is /nowhere; install a JDK 17 or newer, or set JAVA_HOME to one\n");
        assertThat(none.code()).isEqualTo(1);
    }

    @Test
    void temporaryFilesGoWhereTmpdirSays() throws Exception {
        environment.put("TMPDIR", "here and there");
        assertThat(bench(checkout, "doctor").out().lines()).contains("-Djava.io.tmpdir=" + folder + "/here and there");
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/elsewhere");
        assertThat(bench(checkout, "doctor").out()).doesNotContain("-Djava.io.tmpdir");
    }

    private Path checkout(String name) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.copy(LAUNCHER, home.resolve("bench"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(home.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "<process.mainClass>Main</process.mainClass>");
        }
        makeOlder(home);
        return home;
    }

    private void changeSources() throws IOException {
        Path source = Files.writeString(checkout.resolve("flink-counter/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(10)));
    }

    private static void makeOlder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
        }
    }

    private static String classPath(Path home, String module) throws IOException {
        String line = Files.readAllLines(home.resolve(module + "/target/" + module + ".args"))
                .get(1);
        // As the java command reads it.
        return line.substring("-cp \"".length(), line.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ended bench(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bench").toString()));
        command.addAll(List.of(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    private ProcessBuilder process(Path at, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(at.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private Ended run(Path at, String... command) throws Exception {
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = process(at, command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }
}
