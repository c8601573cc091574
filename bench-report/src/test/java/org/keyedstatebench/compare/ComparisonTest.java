package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;

class ComparisonTest {

    @Test
    void aVariantIsSummedUpOverItsValidTrialsOnly() {
        Comparison comparison = Comparison.of(new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 200)
                .valid("spark", 2, 300)
                .invalid("spark", 3, 900, 5, "5 events lost")
                .failed("spark", 4, "the engine died")
                .build());

        VariantSummary spark = summary(comparison, "spark");

        assertThat(spark.spread(Metric.LATENCY_P50)).contains(new Spread(250e6, 200e6, 300e6, 2));
        assertThat(spark.trials(TrialStatus.INVALID)).hasSize(1);
        assertThat(spark.trials(TrialStatus.FAILED)).hasSize(1);
    }

    @Test
    void noFigureOfAnInvalidTrialIsUsed() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .invalid("spark", 1, 900, 5, "5 events lost")
                .build();
        TrialResult trial = run.trials().get(0);

        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(metric.of(trial)).isEmpty());
    }

    @Test
    void everyOtherValidVariantIsMeasuredAgainstTheReference() {
        Comparison comparison = Comparison.of(RunFixture.sixVariants(3).build());

        assertThat(comparison.toReference())
                .extracting(pair -> pair.judged().name())
                .containsExactly("flink-hashmap", "flink-rocksdb", "spark", "spark-10s");
        assertThat(comparison.toReference()).allMatch(pair -> pair.base().name().equals("reference"));
    }

    @Test
    void withoutAReferenceThereAreNoRatiosToIt() {
        Comparison comparison = Comparison.of(new RunFixture()
                .defaultVariants()
                .failed("reference", 1, "died")
                .valid("spark", 1, 200)
                .build());

        assertThat(comparison.reference()).isEmpty();
        assertThat(comparison.toReference()).isEmpty();
    }

    @Test
    void everyPairOfEnginesHasTheSlowerVariantAboveTheLine() {
        Comparison comparison = Comparison.of(new RunFixture()
                .defaultVariants()
                .valid("flink-hashmap", 1, 400)
                .valid("flink-rocksdb", 1, 5)
                .valid("spark", 1, 200)
                .build());

        assertThat(comparison.betweenEngines())
                .extracting(pair -> pair.judged().name() + " / " + pair.base().name())
                .containsExactly("flink-hashmap / spark", "spark / flink-rocksdb");
        assertThat(comparison
                        .betweenEngines()
                        .get(1)
                        .ratio(Metric.LATENCY_P50)
                        .orElseThrow()
                        .median())
                .isCloseTo(40, within(1e-9));
    }

    @Test
    void theFastestVariantIsTheOneWithTheLowestMedianLatency() {
        Comparison comparison = Comparison.of(RunFixture.sixVariants(3).build());

        assertThat(comparison.fastest("spark").map(VariantSummary::name)).contains("spark");
        assertThat(comparison.fastest("flink").map(VariantSummary::name)).contains("flink-hashmap");
        assertThat(comparison.fastest("storm")).isEmpty();
    }

    @Test
    void brokerAndHarnessAreChargedPerEventOfTheWindow() {
        RunResult run =
                new RunFixture().defaultVariants().valid("spark", 1, 200).build();

        assertThat(Metric.BROKER_CPU_PER_EVENT.of(run.trials().get(0)).orElseThrow())
                .isCloseTo(3.0 * 1e6 / 200_000, within(1e-9));
        assertThat(Metric.HARNESS_CPU_PER_EVENT.of(run.trials().get(0)).orElseThrow())
                .isCloseTo(2.4 * 1e6 / 200_000, within(1e-9));
    }

    @Test
    void whatATrialDidNotMeasureIsMissingAndNotZero() {
        TrialResult measured = new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 200)
                .build()
                .trials()
                .get(0);
        TrialResult bare = new TrialResult(
                Condition.ONLY,
                "spark",
                1,
                1,
                TrialStatus.VALID,
                null,
                null,
                measured.startedAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new TrialResult.Checkpoints(0, null, 0, 0, null, null),
                new TrialResult.Batches(0, 3, null, null, null, null, 0, 0, null),
                null);

        assertThat(Arrays.stream(Metric.values())
                        .filter(metric -> metric.of(bare).isPresent()))
                .as("only that nothing completed is known")
                .containsExactly(Metric.CHECKPOINTS, Metric.BATCHES, Metric.BATCHES_AND_EMPTY_ONES);
    }

    @Test
    void aRunWithoutTrialsIsAnEmptyComparison() {
        RunResult run = new RunFixture().defaultVariants().build();
        Comparison comparison = Comparison.of(run);

        assertThat(comparison.variants()).hasSize(6).noneMatch(VariantSummary::hasValidTrial);
        assertThat(comparison.betweenEngines()).isEmpty();
        assertThat(ComparisonTable.of(run, List.of()))
                .flatExtracting(TableRow::cells)
                .flatExtracting(TableRow.Cell::findings)
                .isEmpty();
    }

    private static VariantSummary summary(Comparison comparison, String name) {
        Optional<VariantSummary> found = comparison.variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError(name + " not in " + List.of(comparison.variants())));
    }

    @Test
    void theReferenceIsNoEngineToCompareWith() {
        Comparison comparison = Comparison.of(RunFixture.sixVariants(3).build());

        assertThat(comparison.reference().map(VariantSummary::name)).contains("reference");
        assertThat(comparison.engines()).containsExactly("flink", "spark");
        assertThat(comparison.betweenEngines())
                .extracting(pair -> pair.judged().name() + " / " + pair.base().name())
                .containsExactly(
                        "spark / flink-hashmap",
                        "spark-10s / flink-hashmap",
                        "spark / flink-rocksdb",
                        "spark-10s / flink-rocksdb");
    }

    @Test
    void theFastestNeedNotBeTheFirst() {
        Comparison comparison = Comparison.of(new RunFixture()
                .defaultVariants()
                .valid("flink-hashmap", 1, 7)
                .valid("flink-rocksdb", 1, 5)
                .build());

        assertThat(comparison.fastest("flink").map(VariantSummary::name)).contains("flink-rocksdb");
    }

    @Test
    void withinAnEngineEachOtherVariantIsJudgedAgainstTheFirstThatIsValid() {
        Comparison comparison = Comparison.of(RunFixture.sixVariants(3).build());

        assertThat(comparison.withinEngine("spark"))
                .extracting(pair -> pair.judged().name() + " / " + pair.base().name())
                .containsExactly("spark-10s / spark");
        assertThat(comparison.withinEngine("storm")).isEmpty();
    }

    @Test
    void theFirstNeedNotBeTheFastestAndOneWithoutAValidTrialIsNone() {
        Comparison comparison = Comparison.of(new RunFixture()
                .defaultVariants()
                .failed("flink-hashmap", 1, "died")
                .valid("flink-rocksdb", 1, 9)
                .valid("spark-10s", 1, 5)
                .valid("spark", 1, 6)
                .build());

        assertThat(comparison.withinEngine("flink")).isEmpty();
        assertThat(comparison.withinEngine("spark"))
                .extracting(pair -> pair.judged().name() + " / " + pair.base().name())
                .containsExactly("spark-10s / spark");
    }

    @Test
    void aPairIsFoundWhicheverIsNamedFirst() {
        Comparison comparison = Comparison.of(RunFixture.sixVariants(3).build());
        VariantSummary spark = summary(comparison, "spark");
        VariantSummary rocksdb = summary(comparison, "flink-rocksdb");

        assertThat(comparison.pair(spark, rocksdb)).isPresent().isEqualTo(comparison.pair(rocksdb, spark));
        assertThat(comparison.pair(spark, rocksdb).orElseThrow().base().name()).isEqualTo("flink-rocksdb");
        assertThat(comparison.pair(spark, summary(comparison, "spark-10s"))).isEmpty();
    }

    @Test
    void ofTwoThatAreAsFastTheLaterOneOfTheScenarioIsJudged() {
        Comparison comparison = Comparison.of(new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 200)
                .valid("flink-hashmap", 1, 200)
                .build());

        assertThat(comparison.betweenEngines())
                .singleElement()
                .satisfies(pair -> assertThat(pair.judged().name()).isEqualTo("spark"));
    }

    @Test
    void aPairWithItsPlacesChangedHasTheInverseOfEachRatio() {
        VariantPair pair = Comparison.of(new RunFixture()
                        .defaultVariants()
                        .valid("spark", 1, 200)
                        .valid("flink-hashmap", 1, 5)
                        .build())
                .betweenEngines()
                .get(0);

        VariantPair inverse = pair.inverse();

        assertThat(inverse.judged()).isEqualTo(pair.base());
        assertThat(inverse.base()).isEqualTo(pair.judged());
        assertThat(Metric.values())
                .allMatch(metric ->
                        inverse.ratio(metric).isPresent() == pair.ratio(metric).isPresent());
        assertThat(inverse.ratio(Metric.LATENCY_P50).orElseThrow().median()).isCloseTo(1 / 40.0, within(1e-9));
    }
}
