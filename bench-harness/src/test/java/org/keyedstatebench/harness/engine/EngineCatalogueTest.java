package org.keyedstatebench.harness.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.engine.DescriptorException;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.scenario.Variant;

/** An engine that is started from a checkout is the one of that checkout, wherever it was built. */
class EngineCatalogueTest {

    private static final String MODULE = "flink-counter";
    private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    /** The end of every jar, of nothing. */
    private static final byte[] EMPTY_JAR = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22);

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Path original;
    private Path library;

    @BeforeEach
    void build() throws IOException {
        library = Files.write(folder.resolve("library.jar"), EMPTY_JAR);
        original = checkout("original", "original");
    }

    /** With a file that was written for another checkout. */
    private Path checkout(String name, String builtIn) throws IOException {
        Path home = folder.resolve(name);
        Path target = Files.createDirectories(home.resolve(MODULE).resolve("target"));
        Files.write(target.resolve("own.jar"), EMPTY_JAR);
        Path built = folder.resolve(builtIn).resolve(MODULE).resolve("target/own.jar");
        Path args = Files.writeString(
                target.resolve(MODULE + ".args"), "-Xmx1g\n-cp \"" + built + ":" + library + "\"\nMain\n");
        Files.setLastModifiedTime(args, BUILT);
        describe(target, "one", "{\"args\": \"" + MODULE + ".args\"}");
        return home;
    }

    private static Path describe(Path folder, String id, String start) throws IOException {
        return Files.writeString(Files.createDirectories(folder).resolve("engine.json"), """
                {"contract": 1, "id": "%s", "name": "An engine", "version": "1", "start": %s, "processing": "per-record",
                 "supports": {"guarantees": ["at-least-once"], "triggers": ["per-record"], "emissions": ["per-event"],
                   "operators": ["count"], "stateBackends": ["heap"], "resumes": false},
                 "variants": [{"name": "%s", "stateBackend": "heap", "usual": ["compare"]}]}
                """.formatted(id, start, id));
    }

    private EngineCatalogue catalogue(Path home, Path... engineHomes) {
        return EngineCatalogue.of(home, List.of(engineHomes), warnings::add);
    }

    @Test
    void aCopyAndAMovedCheckoutHaveTheirOwnClasses() throws IOException {
        for (String builtIn : new String[] {"original", "gone"}) {
            Path copy = checkout("copy of \"" + builtIn + "\"", builtIn);
            EngineCatalogue today = catalogue(original);
            Variant candidate = today.variants().named("one").withName("candidate");
            Path args = today.with(Map.of("candidate", today.at(copy)))
                    .build(candidate)
                    .argsFile()
                    .orElseThrow();
            assertThat(args).isEqualTo(copy.resolve(MODULE).resolve("target").resolve(MODULE + ".args"));
            assertThat(new ArgsFile(copy, MODULE, args).classPath())
                    .containsExactly(copy + "/" + MODULE + "/target/own.jar", library.toString());
            assertThat(args).content().startsWith("-Xmx1g\n-cp \"").endsWith("\"\nMain\n");
            assertThat(Files.getLastModifiedTime(args))
                    .as("it was not built just now")
                    .isEqualTo(BUILT);
        }
    }

    @Test
    void theJavaCommandReadsWhatWasWrittenAnew() throws Exception {
        Path copy = checkout("a \"copy\" with \\ and space", "gone");
        Path args = catalogue(copy).argsFile(MODULE);
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XshowSettings:properties",
                        "@" + args)
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), UTF_8);
        assertThat(java.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("java.class.path = " + copy + "/" + MODULE + "/target/own.jar");
    }

    @Test
    void aLinkToACheckoutIsTheSameCheckout() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), original);
        Path args = catalogue(link).argsFile(MODULE);
        assertThat(new ArgsFile(link, MODULE, args).classPath())
                .startsWith(original + "/" + MODULE + "/target/own.jar");
    }

    @Test
    void whereNothingCanBeWrittenACopyElsewhereStartsIt() throws IOException {
        Path copy = checkout("read-only", "original");
        Path target = copy.resolve(MODULE).resolve("target");
        assertThat(target.toFile().setWritable(false)).isTrue();
        try {
            assumeFalse(Files.isWritable(target), "this user can write everywhere");
            Path args = catalogue(copy).argsFile(MODULE);
            assertThat(args.getParent()).isNotEqualTo(target);
            assertThat(new ArgsFile(copy, MODULE, args).classPath()).startsWith(target + "/own.jar");
        } finally {
            assertThat(target.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aJarThatCannotBeReadIsNamedWithTheCure() throws IOException {
        Files.delete(library);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> catalogue(original).argsFile(MODULE))
                .withMessageContaining("cannot read " + library)
                .withMessageContaining("build the project in " + original + ": mvn -DskipTests package");
        Files.writeString(original.resolve(MODULE + "/target/" + MODULE + ".args"), "-Xmx1g\n-cp \"half");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> catalogue(original).argsFile(MODULE))
                .withMessageContaining("expected options, a class path and a class");
    }

    @Test
    void aJarWhoseEndIsMissingIsNamedWithTheCure() throws IOException {
        Files.write(library, Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 500));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> catalogue(original).argsFile(MODULE))
                .withMessageStartingWith(library + ", which ")
                .withMessageContaining("is not a whole jar")
                .withMessageEndingWith("build the project in " + original + ": mvn -DskipTests package");
    }

    @Test
    void anEngineFromOutsideIsStartedByItsCommandWithTheSameOptions() throws IOException {
        Path home = folder.resolve("mine");
        describe(home, "mine", "{\"command\": [\"./start.sh\", \"--fast\"]}");
        EngineCatalogue catalogue = catalogue(original, home);
        Variant mine = catalogue.variants().named("mine");

        assertThat(catalogue.engines()).extracting(EngineDescriptor::id).containsExactly("one", "mine");
        assertThat(catalogue.variants().compared()).contains(mine);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> catalogue.build(mine))
                .withMessageContaining("expected a program that starts mine at " + home.resolve("start.sh"));
        Path script = Files.writeString(home.resolve("start.sh"), "#!/bin/sh\n");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> catalogue.build(mine))
                .withMessageEndingWith("it cannot be executed: chmod +x");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        EngineBuild build = catalogue.build(mine);
        assertThat(build.argsFile()).isEmpty();
        assertThat(build.command(List.of("-Xmx1g"), folder, Path.of("job.json")))
                .containsExactly(script.toString(), "--fast", "--spec", "job.json");
        assertThat(build.environment(List.of("-Xmx1g"), folder))
                .containsEntry("JAVA_HOME", System.getProperty("java.home"))
                .hasEntrySatisfying(
                        "JDK_JAVA_OPTIONS",
                        options -> assertThat(options).startsWith("-Xmx1g ").contains("-Djava.io.tmpdir=" + folder));
    }

    @Test
    void whatIsWrongWithAHomeOfEnginesIsSaidInOneSentence() throws IOException {
        complains(folder.resolve("nowhere"), "got " + folder.resolve("nowhere") + ", which does not exist");
        complains(library, "which is a file");
        complains(Files.createDirectories(folder.resolve("empty")), "which has none");
        Path unbuilt = Files.createDirectories(folder.resolve("unbuilt"));
        Files.writeString(unbuilt.resolve("pom.xml"), "");
        complains(unbuilt, "which has none; was it built? mvn -DskipTests package");

        Path same = folder.resolve("same");
        describe(same, "one", "{\"command\": [\"true\"]}");
        complains(
                same,
                same.resolve("engine.json") + ": expected another id than 'one', which is that of the engine in "
                        + original.resolve(MODULE).resolve("target"));
        Path shared = folder.resolve("shared");
        Path file = describe(shared, "two", "{\"command\": [\"true\"]}");
        Files.writeString(file, Files.readString(file).replace("\"name\": \"two\"", "\"name\": \"one\""));
        complains(shared, "expected each variant of one engine only, got 'one' of one and of two");

        Files.writeString(file, Files.readString(file).replace("\"contract\": 1", "\"contract\": 99"));
        assertThatExceptionOfType(DescriptorException.class)
                .isThrownBy(() -> catalogue(original, shared))
                .withMessageContaining("is of contract 99");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> catalogue(folder.resolve("empty")))
                .withMessageEndingWith("build the project: mvn -DskipTests package");
    }

    private void complains(Path engineHome, String words) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> catalogue(original, engineHome))
                .withMessageContaining(words);
    }

    @Test
    void theSameHomeTwiceIsOneAndWhatIsPassedOverIsSaid() throws IOException {
        Path home = folder.resolve("mine");
        Path file = describe(home, "mine", "{\"command\": [\"true\"]}");
        Files.writeString(file, Files.readString(file).replace("\"contract\"", "\"colour\": \"red\", \"contract\""));
        assertThat(catalogue(original, home, home).engines()).hasSize(2);
        assertThat(warnings).singleElement().asString().contains("unknown field 'colour' is passed over");
    }

    @Test
    void anotherBuildIsAskedByItsOwnDescriptorAndAnOlderOneByThatOfToday() throws IOException {
        Path other = checkout("other", "other");
        Path descriptor = other.resolve(MODULE).resolve("target/engine.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("\"An engine\"", "\"An older engine\""));
        EngineCatalogue today = catalogue(original);
        Variant one = today.variants().named("one");

        assertThat(today.at(other).engine(one).name()).isEqualTo("An older engine");

        Files.delete(descriptor);
        EngineBuild old = today.at(other).build(one);
        assertThat(old.engine()).isEqualTo(today.engine(one));
        assertThat(old.argsFile())
                .contains(other.resolve(MODULE).resolve("target").resolve(MODULE + ".args"));
    }
}
