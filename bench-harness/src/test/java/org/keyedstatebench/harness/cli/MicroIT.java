package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.result.MicroResult;

/** {@code bench micro} as its user runs it. */
@Timeout(180)
class MicroIT {

    @TempDir
    private Path folder;

    private String[] words(String commandLine) {
        return (commandLine + " --out " + folder.resolve("results")).split(" ");
    }

    @Test
    void figuresAreShownAndStored() throws Exception {
        BenchProcess bench = BenchProcess.run(folder, words("micro state --quick --keys 20 --include readModifyWrite"));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);
        assertThat(bench.err()).contains("[1/6]", "[6/6]", " left").doesNotContain("SLF4J", "WARN", "INFO");
        assertThat(bench.out()).contains("ns/op", "B/op", "backend=forst-async", "rocksdb-changelog");
        MicroResult result;
        try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
            Path file = files.filter(path -> path.endsWith(MicroResult.DOCUMENT.file()))
                    .findFirst()
                    .orElseThrow();
            result = MicroResult.DOCUMENT.read(Files.readString(file), file.toString());
        }
        assertThat(result.figures())
                .hasSize(6)
                .allSatisfy(figure -> assertThat(figure.nsPerOp()).isPositive())
                .allSatisfy(figure -> assertThat(figure.bytesPerOp()).isPositive());
        leavesNothing(bench);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "micro harness --include Nope | no benchmark of coverage-core matches 'Nope'",
            })
    void aWrongCommandLineIsExitCode2AndSaysWhatIsWrong(String commandLine, String words) throws Exception {
        BenchProcess bench = BenchProcess.run(folder, words(commandLine));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err()).contains(words).doesNotContain("\tat ");
        leavesNothing(bench);
    }

    @Test
    void ctrlCLeavesNothing() throws Exception {
        BenchProcess.assumeInterruptible();
        BenchProcess bench = started();
        // To the command alone, as kill does it; a terminal sends it to all, see BenchIT.
        new ProcessBuilder("kill", "-INT", Long.toString(bench.process().pid()))
                .start()
                .waitFor();
        assertThat(bench.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        leavesNothing(bench);
    }

    @Test
    void aKilledHarnessTakesItsProcessesWithIt() throws Exception {
        BenchProcess bench = started();
        assertThat(bench.leftovers()).isNotEmpty();
        bench.process().toHandle().destroyForcibly();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!bench.leftovers().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void helpTeaches() throws Exception {
        BenchProcess help = BenchProcess.run(folder, "micro", "--help");
        assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(help.out()).contains("Examples", "--quick", "one engine of", "state");
    }

    /** In the middle of a fork. */
    private BenchProcess started() throws Exception {
        BenchProcess bench = BenchProcess.start(folder, words("micro flink --keys 1000 --include readModifyWrite"));
        while (!bench.err().contains("[1/")) {
            Thread.sleep(100);
            assertThat(bench.process().isAlive()).as(bench.err()).isTrue();
        }
        return bench;
    }

    private static void leavesNothing(BenchProcess bench) throws Exception {
        assertThat(bench.leftovers()).isEqualTo(List.of());
        assertThat(bench.temporaryFiles()).isEmpty();
    }
}
