package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.RunResult;

class ReportModelTest {

    @Test
    void theSectionsComeInTheOrderOfReading() {
        assertThat(ReportModel.of(RunFixture.sixVariants(3).build(), Map.of()).sections())
                .extracting(Section::id)
                .containsExactly(
                        "verdict",
                        "setup",
                        "table",
                        "latency",
                        "ratios",
                        "trials",
                        "timeline",
                        "load",
                        "cost",
                        "correctness",
                        "fairness",
                        "glossary",
                        "repeat");
    }

    @Test
    void theVerdictSaysWhichEngineByHowMuchAndHowSure() {
        RunResult run = twoSides()
                .blocks(5)
                .valid("flink", 1, 4)
                .valid("spark", 1, 240)
                .valid("flink", 2, 4)
                .valid("spark", 2, 192)
                .valid("flink", 3, 4)
                .valid("spark", 3, 248)
                .valid("flink", 4, 4)
                .valid("spark", 4, 284)
                .valid("flink", 5, 4)
                .valid("spark", 5, 260)
                .build();

        assertThat(verdict(run))
                .contains(
                        "At 10,000 events/s, Flink's (flink) median latency, 4 ms, is 62 times lower than Spark's (spark),"
                                + " 248 ms: 48 to 71 times over 5 blocks, 93.8 % interval; no event was lost by either.");
    }

    @Test
    void theVerdictFollowsTheNumbersAndNotTheEngine() {
        RunResult run = twoSides()
                .blocks(2)
                .valid("flink", 1, 40)
                .valid("spark", 1, 10)
                .valid("flink", 2, 40)
                .valid("spark", 2, 10)
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.contains(
                        "Spark's (spark) median latency, 10 ms, is 4 times lower than Flink's (flink), 40 ms"))
                .anyMatch(sentence -> sentence.contains(
                        "Its CPU time per event, 98.2 µs, is 3.13 times higher than that of flink, 31.4 µs"));
    }

    @Test
    void sidesThatCannotBeToldApartAreSaidToBeSo() {
        RunResult run = twoSides()
                .valid("flink", 1, 10)
                .valid("spark", 1, 11)
                .valid("flink", 2, 11)
                .valid("spark", 2, 10)
                .valid("flink", 3, 10)
                .valid("spark", 3, 10)
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.contains("no difference is detectable between")
                        && sentence.contains("ratio 1, 0.909 to 1.10 over 3 blocks, 75 % interval"));
    }

    @Test
    void oneBlockHasNoIntervalAndTheVerdictSaysSo() {
        RunResult run = RunFixture.sixVariants(1).build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.contains("one block: no interval"))
                .anyMatch(sentence -> sentence.startsWith("There is one block only"));
        assertThat(column(run, "Engine against engine, in blocks where both are valid", 1))
                .containsOnly("one block: no interval");
    }

    @Test
    void fewBlocksSayHowSureTheyCanBeAtMost() {
        assertThat(verdict(RunFixture.sixVariants(3).build()))
                .anyMatch(sentence -> sentence.startsWith("With 3 blocks") && sentence.contains("75 %"));
        assertThat(verdict(RunFixture.sixVariants(6).build()))
                .noneMatch(sentence -> sentence.startsWith("With 6 blocks"))
                .anyMatch(sentence -> sentence.contains("over 6 blocks, 96.9 % interval"));
    }

    @Test
    void aRefusalIsQuotedInTheVerdictAndInTheTable() {
        RunResult run = RunFixture.sixVariants(3).build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.startsWith("spark-real-time is unsupported: Spark refuses")
                        && sentence.contains(RunFixture.REFUSAL));
        assertThat(column(run, "Per-record processing", 2)).anyMatch(cell -> cell.contains(RunFixture.REFUSAL));
    }

    @Test
    void anEngineThatNobodyKnowsIsComparedAsTheOthersAreFromTheResultAlone() {
        RunResult run = new RunFixture()
                .variant("flink", "flink", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("kafka-streams", "kafka-streams", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT)
                .valid("flink", 1, 4)
                .valid("kafka-streams", 1, 8)
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.contains("Flink's (flink) median latency")
                        && sentence.contains("Kafka Streams's (kafka-streams)"));
        List<String> row = row(run, "Per-record processing", "kafka-streams, per record, a row per event");
        assertThat(row.get(0)).isEqualTo("Kafka Streams");
        assertThat(row.get(2)).startsWith("latency p50 8 ms");
        assertThat(row.get(3)).isEqualTo("trial 2");
    }

    @Test
    void anInvalidTrialShowsItsVerdictAndNoLatency() {
        RunResult run = twoSides()
                .valid("flink", 1, 4)
                .invalid("spark", 1, 777, 12, "12 events lost")
                .build();

        assertThat(everyCell(run)).noneMatch(cell -> cell.contains("777"));
        assertThat(verdict(run))
                .contains("spark: trial 2 invalid, so without figures: 12 events lost")
                .contains("Nothing can be said of Flink against Spark: Spark has no valid trial.")
                .anyMatch(sentence -> sentence.contains("12 lost") && sentence.contains("wrong in 1 trial"));
        assertThat(row(run, "In the order of execution", "spark"))
                .contains("invalid")
                .contains("–");
        assertThat(row(run, "Trials that are not flawless", "spark")).contains("invalid", "12", "2");
    }

    @Test
    void aLossInOneOfSeveralTrialsIsNamedBesideTheRatio() {
        RunResult run = twoSides()
                .blocks(2)
                .valid("flink", 1, 4)
                .valid("spark", 1, 200)
                .valid("flink", 2, 4)
                .invalid("spark", 2, 200, 12, "12 events lost")
                .build();

        assertThat(verdict(run).get(0))
                .contains("flink lost 0 events, spark 12")
                .doesNotContain("no event was lost");
    }

    @Test
    void duplicatesThatTheGuaranteeAllowsAreCountedInTheOpen() {
        RunResult run = twoSides().withDuplicates("spark", 1, 200, 146_702).build();

        assertThat(row(run, "What became of the events, summed over trials, warm-up included", "spark"))
                .contains("146,702");
        assertThat(row(run, "Trials that are not flawless", "spark")).contains("146,702", "valid");
    }

    @Test
    void aFailedTrialShowsItsReason() {
        RunResult run = twoSides()
                .valid("spark", 1, 200)
                .failed("flink", 1, "not ready after 90s; last line: OutOfMemoryError")
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.startsWith("flink: trial 2 failed")
                        && sentence.endsWith("not ready after 90s; last line: OutOfMemoryError"));
        assertThat(row(run, "Latency percentiles", "flink"))
                .contains("1 failed")
                .contains("–");
    }

    @Test
    void variantsThatWereNeverValidInTheSameBlockGetNoRatio() {
        RunResult run = twoSides()
                .blocks(2)
                .valid("spark", 1, 200)
                .failed("flink", 1, "died")
                .failed("spark", 2, "died")
                .valid("flink", 2, 5)
                .build();

        assertThat(verdict(run))
                .contains("There is no block in which both flink and spark have a valid trial: no ratio can be given.");
        assertThat(column(run, "Engine against engine, in blocks where both are valid", 1))
                .containsExactly("no common block");
    }

    @Test
    void anInterruptedRunSaysSoAtTheTop() {
        RunResult run = twoSides()
                .status(RunResult.Status.INTERRUPTED)
                .valid("flink", 1, 4)
                .build();

        assertThat(ReportModel.of(run, Map.of()).warnings())
                .singleElement()
                .asString()
                .startsWith("INTERRUPTED")
                .contains("1 of 6 trials");
        assertThat(verdict(run)).contains("spark was not run.");
    }

    @Test
    void aRunWithoutAnyTrialCanBeShown() {
        RunResult run = twoSides().status(RunResult.Status.INTERRUPTED).build();

        assertThat(verdict(run)).contains("No trial came as far as to account for its events.");
        assertThat(TerminalReport.render(ReportModel.of(run, Map.of()), false)).contains("No trial was carried out.");
    }

    @Test
    void aCompleteRunHasNoWarningAtTheTop() {
        assertThat(ReportModel.of(RunFixture.sixVariants(1).build(), Map.of()).warnings())
                .isEmpty();
    }

    @Test
    void withoutAReferenceTheReportSaysWhatIsNotKnown() {
        RunResult run = twoSides().valid("flink", 1, 4).valid("spark", 1, 200).build();

        assertThat(verdict(run)).anyMatch(sentence -> sentence.startsWith("There is no valid trial of the reference"));
    }

    @Test
    void aSingleVariantStillHasItsFigure() {
        RunResult run = new RunFixture()
                .variant("flink", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .valid("flink", 1, 4)
                .valid("flink", 2, 5)
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence ->
                        sentence.startsWith("At 10,000 events/s, flink has a median latency of 4.50 ms (4–5"));
        assertThat(row(run, "Latency percentiles", "flink")).contains("2 of 2", "4.50 (4–5)");
    }

    @Test
    void whatASettingOfOneEngineIsWorthIsARatio() {
        RunResult run = new RunFixture()
                .variant("flink-0ms", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("flink-100ms", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .valid("flink-0ms", 1, 10)
                .valid("flink-100ms", 1, 55)
                .valid("flink-100ms", 2, 50)
                .valid("flink-0ms", 2, 10)
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence ->
                        sentence.startsWith("The median latency of flink-0ms, 10 ms, is 5.24 times lower than"
                                + " that of flink-100ms, 52.5 ms: 5 to 5.50 times over 2 blocks"));
        assertThat(row(run, "Against flink-0ms, the first of them", "flink-100ms"))
                .anyMatch(cell -> cell.startsWith("5.24"));
    }

    @Test
    void aGeneratorThatCouldNotKeepUpIsSaidInPlainWords() {
        RunResult run =
                twoSides().flagged("flink", 1, 4, Flag.GENERATOR_LIMITED).build();

        assertThat(verdict(run))
                .anyMatch(sentence ->
                        sentence.startsWith("Flagged generator-limited in trial 1 (flink): the load generator"));
        assertThat(row(run, "In the order of execution", "flink")).contains("generator-limited");
    }

    @Test
    void figuresOfABusyMachineAreSaidToBeTheMachines() {
        RunResult run = twoSides().flagged("flink", 1, 4, Flag.BUSY_MACHINE).build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.startsWith(
                        "Flagged busy-machine in trial 1 (flink): other processes or the hypervisor"));
    }

    @ParameterizedTest
    @EnumSource(Flag.class)
    void aFlagThatOccursIsExplainedWhereItIsSaidAndInTheGlossary(Flag flag) {
        RunResult run = twoSides().flagged("flink", 1, 4, flag).build();

        assertThat(Sentences.meaning(flag)).doesNotEndWith(".").hasSizeGreaterThan(40);
        assertThat(verdict(run))
                .contains("Flagged " + flag.word() + " in trial 1 (flink): " + Sentences.meaning(flag) + ".");
        assertThat(row(run, "Glossary", flag.word())).containsExactly(flag.word(), "flag: " + Sentences.meaning(flag));
    }

    @Test
    void whatOthersTookOfTheMachineStandsBesideTheCost() {
        assertThat(row(RunFixture.sixVariants(1).build(), "What the machine gave to others", "flink-hashmap"))
                .endsWith("2", "0");
    }

    @Test
    void percentilesOverTwoMicroBatchesComeWithAWarning() {
        assertThat(verdict(RunFixture.sixVariants(3).build()))
                .anyMatch(sentence -> sentence.startsWith("spark-10s: only 2 micro-batches")
                        && sentence.contains("mirror the trigger interval"))
                .noneMatch(sentence -> sentence.startsWith("spark: only"));
    }

    @Test
    void aTriggerWithoutIntervalHasNoneToMirror() {
        RunResult run = new RunFixture()
                .variant("asap-10s", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY)
                .valid("asap-10s", 1, 4_000)
                .build();

        assertThat(verdict(run))
                .anyMatch(sentence -> sentence.startsWith("asap-10s: only 2 micro-batches")
                        && sentence.contains("a few long batches"));
    }

    @Test
    void whereEnginesWereKilledTheVerdictIsOnTheOutageAndNotOnLatencies() {
        RunResult run = twoSides()
                .killed("flink", 1, 6_700, 898)
                .killed("spark", 1, 17_700, 0)
                .killed("flink", 2, 7_100, 500)
                .build();

        assertThat(verdict(run))
                .contains("flink, killed (SIGKILL) at 10,000 events/s: no event covered for 6.70"
                        + " to 7.10 s, backlog gone 13.4 to 14.2 s after the kill, 500 to 898 events counted again, 0"
                        + " lost, final counts exact (smallest to largest of 2 trials).")
                .anyMatch(sentence -> sentence.startsWith("spark, killed") && sentence.contains("for 17.7 s"))
                .noneMatch(sentence -> sentence.contains("median latency"))
                .noneMatch(sentence -> sentence.contains("no valid trial of the reference"));
    }

    @Test
    void onlyTrialsUnderOneConditionCanMoveFromBlockToBlock() {
        RunResult same = twoSides()
                .valid("flink", 1, 4)
                .valid("spark", 1, 200)
                .valid("flink", 2, 6)
                .build();
        RunResult other = twoSides()
                .valid("flink", 1, 4)
                .valid("spark", 1, 200)
                .under("rate-20000")
                .valid("flink", 1, 6)
                .build();

        assertThat(plot(same, "trials").finding()).contains("moves most for flink: its highest is 1.50 times");
        assertThat(plot(other, "trials").finding())
                .isEqualTo(
                        "One valid trial of each variant under each condition: nothing says how far its figures move.");
    }

    @Test
    void settingsThatDifferStandBeforeThoseThatAreEqual() {
        RunResult run = RunFixture.sixVariants(1).build();

        assertThat(column(run, "Settings that differ", 0)).containsOnly("job.stateBackend");
        assertThat(column(run, "Settings that only some variants have", 0))
                .containsOnly("execution.buffer-timeout.interval");
        assertThat(column(run, "Settings that are equal for every variant", 0)).contains("effective.java.version");
    }

    private static RunFixture twoSides() {
        return new RunFixture()
                .variant("flink", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("spark", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY);
    }

    private static List<String> verdict(RunResult run) {
        Section verdict = ReportModel.of(run, Map.of()).sections().get(0);
        return ((Block.Bullets) verdict.blocks().get(0))
                .items().stream().map(Paragraph::text).toList();
    }

    private static Plot plot(RunResult run, String id) {
        return ReportModel.of(run, Map.of()).sections().stream()
                .flatMap(section -> RenderersTest.flat(section.blocks()).stream())
                .filter(Plot.class::isInstance)
                .map(Plot.class::cast)
                .filter(plot -> plot.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no plot '" + id + "'"));
    }

    private static List<Table> tables(RunResult run) {
        return ReportModel.of(run, Map.of()).sections().stream()
                .flatMap(section -> RenderersTest.flat(section.blocks()).stream())
                .map(block -> block instanceof Plot plot ? plot.data() : block)
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .toList();
    }

    private static Table table(RunResult run, String caption) {
        return tables(run).stream()
                .filter(table -> table.caption().equals(caption))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table '" + caption + "'"));
    }

    private static List<String> column(RunResult run, String caption, int index) {
        return table(run, caption).rows().stream()
                .map(row -> row.get(index).text())
                .toList();
    }

    private static List<String> row(RunResult run, String caption, String variant) {
        return table(run, caption).rows().stream()
                .map(row -> row.stream().map(Cell::text).toList())
                .filter(row -> row.contains(variant))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> everyCell(RunResult run) {
        return tables(run).stream()
                .flatMap(table -> table.rows().stream())
                .flatMap(List::stream)
                .map(Cell::text)
                .toList();
    }
}
