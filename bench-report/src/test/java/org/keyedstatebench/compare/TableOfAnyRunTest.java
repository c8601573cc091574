package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.scenario.Dimension;

class TableOfAnyRunTest {

    private final RunResult six = RunFixture.sixVariants(3).build();

    @Test
    void theRowsAreTheSixDimensionsInTheirOrder() {
        assertThat(ComparisonTable.of(six, List.of()))
                .extracting(row -> row.dimension().title())
                .containsExactly(
                        "State abstraction",
                        "State backend",
                        "Per-record processing",
                        "Checkpointing",
                        "State TTL",
                        "Timers");
    }

    @Test
    void theColumnsAreTheEnginesOfTheRunWithoutTheReference() {
        assertThat(engines(six)).containsExactly("flink", "spark");
        RunResult other = new RunFixture()
                .variant("reference", "reference", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("kafka-streams", "kafka-streams", "in-memory", Trigger.PER_RECORD, Emission.PER_EVENT)
                .valid("kafka-streams", 1, 7)
                .build();
        assertThat(engines(other)).containsExactly("kafka-streams");
        assertThat(findings(other, Dimension.STATE_BACKEND, "kafka-streams"))
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(Kind.MEASURED);
    }

    @Test
    void aRefusedTriggerStandsWhereTriggersAreComparedAndNowhereElse() {
        assertThat(findings(six, Dimension.PER_RECORD_PROCESSING, "spark"))
                .filteredOn(TableOfAnyRunTest::isRefused)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.words()).endsWith(": " + RunFixture.REFUSAL);
                    assertThat(finding.trials()).containsExactly(4, 10, 16);
                });
        assertThat(findings(six, Dimension.STATE_BACKEND, "spark")).noneMatch(TableOfAnyRunTest::isRefused);
        assertThat(findings(six, Dimension.CHECKPOINTING, "spark")).noneMatch(TableOfAnyRunTest::isRefused);
    }

    @Test
    void aRefusedBackendStandsWhereBackendsAreCompared() {
        RunResult run = new RunFixture()
                .variant("spark", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY)
                .variant("spark-hdfs", "spark", "hdfs", Trigger.ASAP, Emission.PER_KEY)
                .valid("spark", 1, 200)
                .unsupported("spark-hdfs", 1)
                .build();

        assertThat(findings(run, Dimension.STATE_BACKEND, "spark")).anyMatch(TableOfAnyRunTest::isRefused);
        assertThat(findings(run, Dimension.PER_RECORD_PROCESSING, "spark")).noneMatch(TableOfAnyRunTest::isRefused);
    }

    @Test
    void aRefusedCombinationOfThingsThatWorkIsNotForgotten() {
        RunResult run = new RunFixture()
                .variant("a", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY)
                .variant("b", "spark", "memory", Trigger.ASAP, Emission.PER_EVENT)
                .variant("c", "spark", "memory", Trigger.ASAP, Emission.PER_KEY)
                .valid("a", 1, 200)
                .valid("b", 1, 200)
                .unsupported("c", 1)
                .build();

        assertThat(findings(run, Dimension.PER_RECORD_PROCESSING, "spark")).anyMatch(TableOfAnyRunTest::isRefused);
    }

    @Test
    void aRefusalThatIsNoneWithAnotherVersionBecomesAFigure() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 200)
                .valid("spark-real-time", 1, 12)
                .build();

        assertThat(findings(run, Dimension.PER_RECORD_PROCESSING, "spark"))
                .hasSize(2)
                .allMatch(finding -> finding.kind() == Kind.MEASURED);
    }

    @Test
    void aVariantThatOnlyFailedSaysSoWithItsReason() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .failed("flink-rocksdb", 1, "the engine died: no native library")
                .build();

        assertThat(findings(run, Dimension.STATE_BACKEND, "flink"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.NOT_VALID);
                    assertThat(finding.words()).isEqualTo("the engine died: no native library");
                });
    }

    @Test
    void checkpointsAreFlinksAndBatchCommitsSparks() {
        assertThat(figures(six, Dimension.CHECKPOINTING, "flink"))
                .containsSubsequence(
                        "checkpoints", "checkpoint p50", "longest checkpoint", "written by one", "whole state")
                .doesNotContain("batch p50");
        assertThat(figures(six, Dimension.CHECKPOINTING, "spark"))
                .containsSubsequence(
                        "batches",
                        "batch p50",
                        "longest batch",
                        "state store",
                        "state commit p50, summed over tasks",
                        "of it commitOffsets",
                        "of it walCommit")
                .doesNotContain("checkpoints", "of it addBatch");
    }

    @Test
    void backendsAndTriggersAreComparedByLatencyAndTriggersByTheirRowsToo() {
        assertThat(figures(six, Dimension.STATE_BACKEND, "flink"))
                .containsExactly("latency p50", "p99", "latency p50", "p99");
        assertThat(figures(six, Dimension.PER_RECORD_PROCESSING, "flink"))
                .startsWith("latency p50", "p90", "p99", "p99.9", "max", "rows per event");
    }

    @Test
    void aBackendIsSaidWithItsTriggerBecauseTheTriggerDecidesTheLatency() {
        assertThat(findings(six, Dimension.STATE_BACKEND, "spark"))
                .extracting(Finding::setting)
                .containsExactly(
                        "spark, rocksdb with changelog, micro-batch as fast as possible (trigger 0)",
                        "spark-10s, rocksdb with changelog, micro-batch every 10s");
        assertThat(findings(six, Dimension.CHECKPOINTING, "flink"))
                .extracting(Finding::setting)
                .containsExactly(
                        "flink-hashmap, checkpoint every 5s, at-least-once",
                        "flink-rocksdb, checkpoint every 5s, at-least-once");
    }

    @Test
    void whatNoTrialAskedForIsNotMeasured() {
        for (Dimension dimension : List.of(Dimension.STATE_ABSTRACTION, Dimension.STATE_TTL, Dimension.TIMERS)) {
            assertThat(findings(six, dimension, "flink")).isEmpty();
            assertThat(findings(six, dimension, "spark")).isEmpty();
        }
    }

    @Test
    void everyFindingNamesItsTrialsAndTheirFiles() {
        assertThat(ComparisonTable.of(six, List.of()))
                .flatExtracting(TableRow::cells)
                .flatExtracting(TableRow.Cell::findings)
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.trials()).hasSize(3);
                    assertThat(finding.files()).hasSize(3);
                });
    }

    private static boolean isRefused(Finding finding) {
        return finding.kind() == Kind.REFUSED;
    }

    private static List<String> engines(RunResult run) {
        return ComparisonTable.of(run, List.of()).get(0).cells().stream()
                .map(TableRow.Cell::engine)
                .toList();
    }

    private static List<String> figures(RunResult run, Dimension dimension, String engine) {
        return findings(run, dimension, engine).stream()
                .flatMap(finding -> finding.figures().stream())
                .map(TableRow.Figure::name)
                .toList();
    }

    private static List<Finding> findings(RunResult run, Dimension dimension, String engine) {
        return ComparisonTable.of(run, List.of()).stream()
                .filter(row -> row.dimension() == dimension)
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.engine().equals(engine))
                .findFirst()
                .orElseThrow()
                .findings();
    }
}
