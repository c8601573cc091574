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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is started from a checkout is the one of that checkout, wherever it was built. */
class EngineCatalogueTest {

    private static final String MODULE = "flink-counter";
    private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Path original;
    private Path library;

    @BeforeEach
    void build() throws IOException {
        library = Files.writeString(folder.resolve("library.jar"), "");
        original = checkout("original", "original");
    }

    /** With a file that was written for another checkout. */
    private Path checkout(String name, String builtIn) throws IOException {
        Path home = folder.resolve(name);
        Path target = Files.createDirectories(home.resolve(MODULE).resolve("target"));
        Files.writeString(target.resolve("own.jar"), name);
        Path built = folder.resolve(builtIn).resolve(MODULE).resolve("target/own.jar");
        Path args = Files.writeString(
                target.resolve(MODULE + ".args"), "-Xmx1g\n-cp \"" + built + ":" + library + "\"\nMain\n");
        Files.setLastModifiedTime(args, BUILT);
        return home;
    }

    @Test
    void aCopyAndAMovedCheckoutHaveTheirOwnClasses() throws IOException {
        for (String builtIn : new String[] {"original", "gone"}) {
            Path copy = checkout("copy of \"" + builtIn + "\"", builtIn);
            Path args = new EngineCatalogue(original, Map.of("candidate", copy))
                    .argsFile(EngineCatalogue.find("flink"), "candidate");
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
        Path args = new EngineCatalogue(copy).argsFile(MODULE);
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
        Path args = new EngineCatalogue(link).argsFile(MODULE);
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
            Path args = new EngineCatalogue(copy).argsFile(MODULE);
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
                .isThrownBy(() -> new EngineCatalogue(original).argsFile(MODULE))
                .withMessageContaining("cannot read " + library)
                .withMessageContaining("build the project in " + original + ": mvn -DskipTests package");
        Files.writeString(original.resolve(MODULE + "/target/" + MODULE + ".args"), "-Xmx1g\n-cp \"half");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> new EngineCatalogue(original).argsFile(MODULE))
                .withMessageContaining("expected options, a class path and a class");
    }
}
