package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.harness.result.ResultStore;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TableRow;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Dimension;

/** One row of the comparison table, as its user asks for it, with the real engines. */
@Timeout(400)
class MatrixIT {

    @TempDir
    private Path folder;

    @Test
    void theRowOfTimersIsFilledAndEachCellNamesItsTrials() throws Exception {
        Path results = folder.resolve("results");
        BenchProcess bench =
                BenchProcess.run(folder, ("matrix --quick --only timers --seed 5 --out " + results).split(" "));
        assertThat(bench.exitCode()).as(bench.err() + bench.out()).isEqualTo(ExitCode.OK);

        Path run = results.resolve("runs/latest").toRealPath();
        RunResult result = ResultStore.read(run);
        assertThat(result.trials())
                .hasSize(6)
                .allSatisfy(trial -> assertThat(trial.status())
                        .as(trial.variant() + ": " + trial.reason())
                        .isEqualTo(TrialStatus.VALID));
        assertThat(result.trials())
                .filteredOn(trial -> trial.timers() != null)
                .hasSize(4)
                .allSatisfy(trial -> {
                    assertThat(trial.timers().due()).as(trial.variant()).isPositive();
                    assertThat(trial.timers().fired()).as(trial.variant()).isPositive();
                    assertThat(trial.timers().delayNs().count())
                            .as(trial.variant())
                            .isPositive();
                    assertThat(trial.events().duplicates()).as(trial.variant()).isZero();
                });

        assertThat(result.table()).hasSize(1);
        TableRow row = result.table().get(0);
        assertThat(row.dimension()).isEqualTo(Dimension.TIMERS);
        assertThat(row.cells())
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.findings())
                        .as(cell.engine())
                        .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo(TableRow.Kind.VERIFIED))
                        .allSatisfy(finding -> assertThat(finding.files())
                                .isNotEmpty()
                                .allSatisfy(
                                        file -> assertThat(run.resolve(file)).exists())));
        assertThat(run.resolve("report.md")).content().contains("## Comparison table", "**Timers**");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
    }
}
