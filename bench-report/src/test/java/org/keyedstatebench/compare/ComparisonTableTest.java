package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Dimension;

class ComparisonTableTest {

    private final RunResult six = RunFixture.sixVariants(3).build();

    @Test
    void theRowsAreTheSixDimensionsInTheirOrder() {
        assertThat(Comparison.of(six).table().rows())
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
        assertThat(Comparison.of(six).table().engines()).containsExactly("flink", "spark");
        RunResult other = new RunFixture()
                .variant("reference", "reference", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("kafka-streams", "kafka-streams", "in-memory", Trigger.PER_RECORD, Emission.PER_EVENT)
                .valid("kafka-streams", 1, 7)
                .build();
        assertThat(Comparison.of(other).table().engines()).containsExactly("kafka-streams");
        assertThat(findings(other, Dimension.STATE_BACKEND, "kafka-streams"))
                .singleElement()
                .isInstanceOf(Finding.Measured.class);
    }

    @Test
    void aRefusedTriggerStandsWhereTriggersAreComparedAndNowhereElse() {
        assertThat(findings(six, Dimension.PER_RECORD_PROCESSING, "spark"))
                .filteredOn(Finding.Refused.class::isInstance)
                .singleElement()
                .satisfies(finding -> {
                    var refused = (Finding.Refused) finding;
                    assertThat(refused.message()).isEqualTo(RunFixture.REFUSAL);
                    assertThat(refused.evidence().trials()).containsExactly(4, 10, 16);
                });
        assertThat(findings(six, Dimension.STATE_BACKEND, "spark")).noneMatch(Finding.Refused.class::isInstance);
        assertThat(findings(six, Dimension.CHECKPOINTING, "spark")).noneMatch(Finding.Refused.class::isInstance);
    }

    @Test
    void aRefusedBackendStandsWhereBackendsAreCompared() {
        RunResult run = new RunFixture()
                .variant("spark", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY)
                .variant("spark-hdfs", "spark", "hdfs", Trigger.ASAP, Emission.PER_KEY)
                .valid("spark", 1, 200)
                .unsupported("spark-hdfs", 1)
                .build();

        assertThat(findings(run, Dimension.STATE_BACKEND, "spark")).anyMatch(Finding.Refused.class::isInstance);
        assertThat(findings(run, Dimension.PER_RECORD_PROCESSING, "spark"))
                .noneMatch(Finding.Refused.class::isInstance);
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

        assertThat(findings(run, Dimension.PER_RECORD_PROCESSING, "spark")).anyMatch(Finding.Refused.class::isInstance);
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
                .allMatch(Finding.Measured.class::isInstance);
    }

    @Test
    void aVariantThatOnlyFailedSaysSoWithItsReason() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .failed("flink-rocksdb", 1, "the engine died: no native library")
                .build();

        assertThat(findings(run, Dimension.STATE_BACKEND, "flink"))
                .singleElement()
                .satisfies(finding -> assertThat(((Finding.NotValid) finding).reason())
                        .contains("the engine died: no native library"));
    }

    @Test
    void checkpointsAreFlinksAndBatchCommitsSparks() {
        assertThat(measures(six, Dimension.CHECKPOINTING, "flink"))
                .startsWith(
                        "checkpoints per trial", "duration p50", "longest of a trial", "written by one", "whole state")
                .doesNotContain("batch duration p50");
        assertThat(measures(six, Dimension.CHECKPOINTING, "spark"))
                .startsWith(
                        "batch commits per trial",
                        "batch duration p50",
                        "longest of a trial",
                        "commitOffsets median",
                        "walCommit median",
                        "state commit p50, summed over tasks",
                        "state store")
                .doesNotContain("checkpoints per trial", "addBatch median");
    }

    @Test
    void backendsAndTriggersAreComparedByLatencyAndTriggersByTheirRowsToo() {
        assertThat(measures(six, Dimension.STATE_BACKEND, "flink"))
                .containsExactly("latency p50", "p99", "latency p50", "p99");
        assertThat(measures(six, Dimension.PER_RECORD_PROCESSING, "flink"))
                .startsWith("latency p50", "p99", "output rows per event");
    }

    @Test
    void aBackendIsSaidWithItsTriggerBecauseTheTriggerDecidesTheLatency() {
        assertThat(findings(six, Dimension.STATE_BACKEND, "spark"))
                .extracting(finding -> ((Finding.Measured) finding).setting())
                .containsExactly(
                        "rocksdb with changelog, micro-batch as fast as possible (trigger 0)",
                        "rocksdb with changelog, micro-batch every 10s");
        assertThat(findings(six, Dimension.CHECKPOINTING, "flink"))
                .extracting(finding -> ((Finding.Measured) finding).setting())
                .containsOnly("checkpoint every 5s, at-least-once");
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
        assertThat(Comparison.of(six).table().rows())
                .flatExtracting(ComparisonTable.Row::cells)
                .flatExtracting(ComparisonTable.Cell::findings)
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.evidence().trials()).hasSize(3);
                    assertThat(finding.evidence().files()).hasSize(3);
                });
    }

    private static List<String> measures(RunResult run, Dimension dimension, String engine) {
        return findings(run, dimension, engine).stream()
                .flatMap(finding -> ((Finding.Measured) finding).measures().stream())
                .map(Finding.Measure::name)
                .toList();
    }

    private static List<Finding> findings(RunResult run, Dimension dimension, String engine) {
        ComparisonTable table = Comparison.of(run).table();
        return table.rows().stream()
                .filter(row -> row.dimension() == dimension)
                .findFirst()
                .orElseThrow()
                .cells()
                .get(table.engines().indexOf(engine))
                .findings();
    }
}
