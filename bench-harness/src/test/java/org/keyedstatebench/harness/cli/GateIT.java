package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.harness.machine.OtherProgram;

/**
 * The gate from the command line to its exit code: this build, made slower on purpose, against one of some commits ago that is checked out
 * and built for it.
 */
class GateIT {

    private static final String OLD = "HEAD~3";

    @TempDir
    private Path folder;

    /** Of the old build; empty where this clone does not reach back so far. */
    private Optional<String> commit = Optional.empty();

    private static OtherProgram.Ended git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return OtherProgram.run(BenchProcess.HOME, Duration.ofMinutes(1), command)
                .orElseThrow();
    }

    private Path build() {
        return BenchProcess.HOME.resolve("target/gate/" + commit.orElseThrow().substring(0, 12));
    }

    @AfterEach
    void removeTheBuild() throws Exception {
        if (commit.isPresent()) {
            git("worktree", "remove", "--force", build().toString());
        }
    }

    @Test
    void aDelayOnPurposeIsFoundAgainstABuildOfSomeCommitsAgo() throws Exception {
        Path results = folder.resolve("results");
        OtherProgram.Ended old = git("rev-parse", "--verify", "--quiet", OLD + "^{commit}");
        commit = old.isOk() ? Optional.of(old.out().strip()) : Optional.empty();
        // Two pairs have no trustworthy interval; a delay of many times the median needs none, nor a quiet machine.
        List<String> arguments = new ArrayList<>(List.of(
                ("gate --variant reference --candidate-set bench.test.delay=80ms --pairs 2 --no-guard --rate 500"
                                + " --keys 50 --warmup 1s --duration 2s --seed 9 --out " + results)
                        .split(" ")));
        if (commit.isPresent()) {
            arguments.addAll(List.of("--baseline", OLD));
        }

        BenchProcess bench = BenchProcess.run(folder, arguments.toArray(String[]::new));

        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.REGRESSION);
        Path run = results.resolve("runs").resolve("latest").toRealPath();
        GateResult result = GateResult.DOCUMENT.read(Files.readString(run.resolve("gate.json")), "gate.json");
        assertThat(result.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(result.judgement().row(GateMetric.P50).confirmation()).isNotNull();
        assertThat(result.pairs()).hasSize(2);
        assertThat(result.confirmation()).hasSize(2);
        assertThat(bench.out()).contains("REGRESSION").contains("bench.test.delay=80ms");
        assertThat(run.resolve("junit.xml")).content().contains("<failure");
        assertThat(run.resolve("gate.html")).content().contains("bench.test.delay");
        assertThat(run.resolve("gate.md")).content().contains("p50");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
        Assumptions.assumeTrue(commit.isPresent(), "this clone does not reach back to " + OLD);
        assertThat(result.baseline().commit()).isEqualTo(commit.get());
        assertThat(result.candidate().commit()).isNull();
        // The engine's class path of a baseline is its own.
        assertThat(build().resolve("reference-counter/target/reference-counter.args"))
                .isRegularFile();
        assertThat(bench.err()).contains("building " + build().getFileName()).contains("built in ");
    }
}
