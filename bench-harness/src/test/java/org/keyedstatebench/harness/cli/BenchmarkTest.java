package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.report.MarkdownReport;
import org.keyedstatebench.report.ReportModel;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.RunResult;

class BenchmarkTest {

    @Test
    void theCommandThatIsKeptHasNoSecrets() {
        assertThat(Benchmark.withoutSecret("sasl.jaas.config=user=\"a\" password=\"b\""))
                .isEqualTo("sasl.jaas.config=***");
        assertThat(Benchmark.withoutSecret("--kafka-property=ssl.key.password=b"))
                .isEqualTo("--kafka-property=ssl.key.password=***");
        assertThat(Benchmark.withoutSecret("linger.ms=5")).isEqualTo("linger.ms=5");
        assertThat(Benchmark.withoutSecret("--quick")).isEqualTo("--quick");
    }

    /** By what became of the trials, in their order, and of the run. */
    @ParameterizedTest
    @CsvSource({
        "valid valid, COMPLETE, 0",
        "valid unsupported, COMPLETE, 0",
        "unsupported unsupported, COMPLETE, 0",
        "valid invalid, COMPLETE, 5",
        "invalid unsupported, COMPLETE, 5",
        "valid failed, COMPLETE, 1",
        "invalid failed, COMPLETE, 1",
        "unsupported failed, COMPLETE, 1",
        "valid, INTERRUPTED, 130",
        "unsupported, INTERRUPTED, 130",
        "'', INTERRUPTED, 130"
    })
    void theExitCodeOfARunIsThatOfItsWorstTrial(String trials, RunResult.Status status, int code) {
        assertThat(Benchmark.exitCode(run(trials, status))).isEqualTo(code);
    }

    @Test
    void aSearchFindsItsAnswerByTrialsInWhichARateDoesNotHold() {
        assertThat(Benchmark.exitCode(searched(run("valid invalid", RunResult.Status.COMPLETE))))
                .isEqualTo(ExitCode.OK);
        assertThat(Benchmark.exitCode(searched(run("valid failed", RunResult.Status.COMPLETE))))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(Benchmark.exitCode(searched(run("valid invalid", RunResult.Status.INTERRUPTED))))
                .isEqualTo(ExitCode.INTERRUPTED);
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "REGRESSION, 3", "SUSPECTED, 4", "INCONCLUSIVE, 4", "INVALID, 5"})
    void everyVerdictOfAGateHasItsCode(GateVerdict verdict, int code) {
        assertThat(ExitCode.of(verdict)).isEqualTo(code);
    }

    @Test
    void theHelpSaysEveryCode() {
        String help = Bench.commandLine(new Cancellation()).getUsageMessage();
        for (int code : List.of(
                ExitCode.OK,
                ExitCode.FAILURE,
                ExitCode.USAGE,
                ExitCode.REGRESSION,
                ExitCode.INCONCLUSIVE,
                ExitCode.INVALID,
                ExitCode.INTERRUPTED)) {
            assertThat(help).containsPattern("(?m)^  " + code + " +\\w");
        }
    }

    @Test
    void aRefusedVariantIsQuotedWhetherOneIsRefusedOrAll() {
        for (String trials : List.of("valid unsupported", "unsupported", "unsupported unsupported")) {
            String report = MarkdownReport.render(ReportModel.of(run(trials, RunResult.Status.COMPLETE), Map.of()));
            assertThat(report).contains("is unsupported: Spark refuses").contains("no-such-mode");
        }
    }

    private static RunResult searched(RunResult run) {
        return new RunResult(
                run.schemaVersion(),
                run.id(),
                run.status(),
                run.startedAt(),
                run.endedAt(),
                run.command(),
                run.seed(),
                run.scenario(),
                run.environment(),
                run.variants(),
                run.trials(),
                List.of(new Capacity("spark", 1, 1, 1, 0.1, null, false, List.of())),
                null,
                null);
    }

    private static RunResult run(String trials, RunResult.Status status) {
        RunFixture run = new RunFixture().defaultVariants().blocks(1).status(status);
        List<String> variants = List.of("spark", "spark-10s");
        int next = 0;
        for (String trial : trials.isEmpty() ? new String[0] : trials.split(" ", -1)) {
            String variant = variants.get(next++);
            switch (trial) {
                case "valid" -> run.valid(variant, 1, 250);
                case "invalid" -> run.invalid(variant, 1, 250, 3, "3 events lost");
                case "failed" -> run.failed(variant, 1, "exit code 137");
                case "unsupported" -> run.unsupported(variant, 1, "no-such-mode");
                default -> throw new IllegalArgumentException(trial);
            }
        }
        return run.build();
    }
}
