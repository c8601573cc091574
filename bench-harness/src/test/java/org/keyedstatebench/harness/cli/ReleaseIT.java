package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** The archives of a release, as whoever downloads them has them: unpacked on a path with a blank, with a JDK alone. */
@Tag("full")
@Timeout(900)
class ReleaseIT {

    private static final long MEGABYTE = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void whatIsUnpackedRunsWithAJdkAlone() throws Exception {
        run(folder, BenchProcess.HOME.resolve("scripts/release").toString(), folder.resolve("packed") + "");
        List<Path> archives = archives();
        assertThat(archives).hasSize(2);
        Path withoutEngines = archives.get(1);
        assertThat(Files.size(withoutEngines)).isLessThan(120 * MEGABYTE);
        assertThat(Files.readString(withoutEngines.resolveSibling(withoutEngines.getFileName() + ".sha256")))
                .endsWith("  " + withoutEngines.getFileName() + "\n");

        Path place = Files.createDirectory(folder.resolve("any place"));
        run(place, "tar", "xzf", withoutEngines.toString());
        Path home = place.resolve(withoutEngines.getFileName().toString().replace(".tar.gz", ""));
        compare(home, "reference");

        run(place, "tar", "xzf", archives.get(0).toString());
        run(place, "chmod", "-R", "a-w", home.toString());
        try {
            compare(home, "flink-hashmap,spark");
        } finally {
            run(place, "chmod", "-R", "u+w", home.toString());
        }
    }

    /** The one with the engines comes first. */
    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("packed"))) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .sorted()
                    .toList();
        }
    }

    private void compare(Path home, String variants) throws Exception {
        Path results = folder.resolve("results-of-" + variants);
        run(
                folder,
                home.resolve("bench").toString(),
                "compare",
                "--quick",
                "--no-table",
                "--rate=500",
                "--duration=3s",
                "--variants=" + variants,
                "--out=" + results);
        List<TrialResult> trials =
                ResultStore.read(results.resolve("runs").resolve("latest")).trials();
        assertThat(trials).hasSize(variants.split(",").length);
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.status()).as(trial.reason()).isEqualTo(TrialStatus.VALID);
            assertThat(trial.events().lost()).isZero();
        });
    }

    /** An archive has no sources, so nothing is built, whether there is a Maven or not. */
    private static void run(Path folder, String... command) throws Exception {
        Path output = Files.createTempFile("release-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PATH", "/usr/bin:/bin");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            int code = builder.start().waitFor();
            assertThat(code)
                    .as(Arrays.toString(command) + ": " + Files.readString(output))
                    .isZero();
        } finally {
            Files.delete(output);
        }
    }
}
