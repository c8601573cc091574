package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.OfferedTrial;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Unit;
import org.keyedstatebench.scenario.Dimension;

class ComparisonTableTest {

    private static final List<EngineDescriptor> ENGINES = DescribedEngines.ALL;
    private static final long STATE_BYTES = 1_600_000;

    /** Of the trials that follow; JUnit makes a new instance for each test. */
    private TrialResult.Batches batches;

    private final List<TrialResult> trials = new ArrayList<>();

    @Test
    void aTtlIsAnsweredWithYesOrNoAndItsLimits() {
        ttl("flink-ttl", true, true);
        ttl("spark-ttl", true, false);

        TableRow row = row(Dimension.STATE_TTL);

        assertThat(findings(row, "flink"))
                .filteredOn(f -> f.kind() == Kind.VERIFIED)
                .extracting(Finding::answer)
                .containsExactly(true, true);
        assertThat(findings(row, "spark"))
                .filteredOn(f -> f.kind() == Kind.VERIFIED)
                .extracting(Finding::answer)
                .containsExactly(false, true);
        assertThat(findings(row, "flink").get(0).figures())
                .contains(new TableRow.Figure("longest pause that a count survived", 1_900, Unit.MILLISECONDS));
        assertThat(row.claims())
                .extracting(TableRow.Claim::verdict)
                .containsExactly(Verdict.CONFIRMED, Verdict.NOT_CONFIRMED);
    }

    @Test
    void costIsARatioToTheSameEngineWithoutItUnderTheSameCondition() {
        valid("keys-100", "flink-rocksdb", 4, null);
        valid("keys-100", "flink-ttl-10m", 6, null);

        assertThat(findings(row(Dimension.STATE_TTL), "flink").stream()
                        .flatMap(finding -> finding.figures().stream())
                        .filter(figure -> figure.unit() == Unit.RATIO)
                        .map(TableRow.Figure::value))
                .containsExactly(1.5, 1.5);
    }

    @Test
    void aFigureOfSeveralTrialsHasItsRange() {
        valid("keys-100", "flink-rocksdb", 4, null);
        valid("keys-100", "flink-rocksdb", 9, null);
        valid("keys-100", "flink-rocksdb", 5, null);

        assertThat(findings(row(Dimension.PER_RECORD_PROCESSING), "flink")
                        .get(0)
                        .figures())
                .startsWith(new TableRow.Figure("latency p50", 5e6, Unit.NANOSECONDS, 4e6, 9e6));
    }

    @Test
    void whatTtlCostsInThroughputIsARatioOfDrains() {
        drained("drain-100000", "spark", 40_000);
        drained("drain-100000", "spark-ttl-10m", 30_000);

        assertThat(findings(row(Dimension.STATE_TTL), "spark").stream().flatMap(finding -> finding.figures().stream()))
                .containsExactly(
                        new TableRow.Figure("drain", 40_000, Unit.PER_SECOND),
                        new TableRow.Figure("drain", 30_000, Unit.PER_SECOND),
                        new TableRow.Figure("times that without", 0.75, Unit.RATIO));
    }

    @Test
    void aTrialWithAKillIsNoEvidenceOfUsualLatency() {
        valid("recovery", "flink-rocksdb", 7_000, null);
        sixValid("keys-100", "flink-rocksdb", 4);

        assertThat(row(Dimension.PER_RECORD_PROCESSING).claims())
                .filteredOn(claim -> claim.engine().equals("flink"))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.verdict()).isEqualTo(Verdict.CONFIRMED);
                    assertThat(claim.trials()).containsExactly(2, 3, 4, 5, 6, 7);
                });
    }

    @Test
    void timersThatDidNotAllFireAreToldByTheirFigures() {
        valid("timers", "flink-timer", 4, new TrialResult.Timers(1000, 10, 10, 0, percentiles(5)));
        valid("timers", "spark-timer", 4, new TrialResult.Timers(1000, 10, 9, 0, percentiles(5)));

        TableRow row = row(Dimension.TIMERS);

        // One was missed, which the figures tell; only none at all is a no.
        assertThat(findings(row, "flink").get(0).answer()).isTrue();
        assertThat(findings(row, "spark").get(0).answer()).isTrue();
        assertThat(findings(row, "spark").get(0).figures())
                .contains(
                        new TableRow.Figure("had to fire", 10, Unit.COUNT), new TableRow.Figure("did", 9, Unit.COUNT));
        assertThat(row.claims())
                .extracting(TableRow.Claim::verdict)
                .containsExactly(
                        Verdict.CONFIRMED,
                        Verdict.NOT_JUDGED,
                        Verdict.NOT_CONFIRMED,
                        Verdict.NOT_JUDGED,
                        Verdict.CANNOT_TELL);
    }

    @Test
    void aRefusalIsACellAndWhatIsInvalidIsNone() {
        add(
                "keys-100",
                "spark-hdfs",
                TrialStatus.UNSUPPORTED,
                null,
                null,
                null,
                new TrialResult.Refusal("store", "X", "no"));
        add("keys-100", "flink-forst-async", TrialStatus.INVALID, null, null, null, null);

        TableRow row = row(Dimension.STATE_BACKEND);

        assertThat(findings(row, "spark")).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REFUSED);
            assertThat(finding.words()).isEqualTo("X: no");
            assertThat(finding.trials()).containsExactly(1);
        });
        assertThat(findings(row, "flink"))
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(Kind.NOT_VALID);
        assertThat(row.isFilled()).isFalse();
    }

    @Test
    void whatMustNotBeIsTheMostOfAllTrialsAndNotOfTheValidOnesOnly() {
        add("recovery", "spark", TrialStatus.VALID, percentiles(4), null, null, null);
        trials.add(OfferedTrial.of(
                "recovery",
                "spark",
                2,
                2,
                TrialStatus.INVALID,
                "5 of 10 events lost",
                List.of(),
                new TrialResult.Events(10, 5, 5, 0, 0, false, 1, 0L, 0, 5, 0, 1, null),
                null,
                null));

        assertThat(findings(row(Dimension.CHECKPOINTING), "spark").stream()
                        .flatMap(finding -> finding.figures().stream()))
                .contains(new TableRow.Figure("lost", 5, Unit.COUNT));
    }

    @Test
    void aQuestionThatIsOpenFillsNoCell() {
        add(
                "ttl",
                "flink-ttl",
                TrialStatus.INVALID,
                null,
                new TrialResult.Ttl(2_000, 135, null, null, true, false, null),
                null,
                null);

        TableRow row = row(Dimension.STATE_TTL);

        assertThat(findings(row, "flink").get(0).answer()).isNull();
        assertThat(findings(row, "flink").get(0).words())
                .isEqualTo(
                        "starts again after its TTL: cannot tell, TTL 2,000 ms: no count survived a pause, none started"
                                + " again");
        assertThat(row.isFilled()).isFalse();
    }

    @Test
    void aClaimWithoutItsFiguresIsNotJudged() {
        assertThat(row(Dimension.CHECKPOINTING).claims())
                .extracting(TableRow.Claim::verdict)
                .containsOnly(Verdict.NOT_JUDGED);
    }

    @Test
    void microBenchmarksStandInTheRowOfTheStateAbstraction() {
        TableRow row = ComparisonTable.complete(
                        run(Dimension.STATE_ABSTRACTION),
                        measured(micro("hashmap", 255), micro("rocksdb", 4306)),
                        ENGINES)
                .table()
                .get(0);

        assertThat(findings(row, "flink"))
                .extracting(Finding::setting)
                .containsExactly(
                        "hashmap, micro-benchmark readModifyWrite, measured 1970-01-01 00:00 UTC at commit 1a2b3c4",
                        "rocksdb, micro-benchmark readModifyWrite, measured 1970-01-01 00:00 UTC at commit 1a2b3c4");
        assertThat(row.claims())
                .extracting(TableRow.Claim::verdict)
                .containsExactly(Verdict.CONFIRMED, Verdict.NOT_JUDGED);
    }

    @Test
    void aJvmThatStillCompilesCanConfirmLowLatencyAndCannotDenyIt() {
        sixValid("keys-100", "flink-rocksdb", 4);
        sixValid("keys-100", "spark", 900);

        assertThat(row(Dimension.PER_RECORD_PROCESSING).claims())
                .extracting(TableRow.Claim::verdict)
                .containsExactly(Verdict.CONFIRMED, Verdict.CANNOT_TELL, Verdict.NOT_JUDGED, Verdict.NOT_JUDGED);
        assertThat(row(Dimension.PER_RECORD_PROCESSING).claims().get(1).because())
                .isEqualTo(
                        "median of spark 900.0 ms (held against 100 ms), lowest 900.0 ms, in JVMs that still compile after"
                                + " a warm-up of 3s, 96.9 % interval 900.0 ms to 900.0 ms over 6 blocks");
    }

    @Test
    void timersThatALongBatchMayHaveTakenBackAreNotHeldAgainstTheEngine() {
        batches = new TrialResult.Batches(3, 0, percentiles(0), percentiles(0), Map.of(), percentiles(0), 1, 1, null);
        valid("timers", "spark-timer", 4, new TrialResult.Timers(1000, 10, 9, 0, percentiles(5)));
        assertThat(claimOfTimers().verdict()).isEqualTo(Verdict.NOT_CONFIRMED);

        trials.clear();
        Percentiles longMs = new Percentiles(3, 900, 1_500, 2_500, 2_900, 2_900, 2_900, 1_800);
        batches = new TrialResult.Batches(3, 0, longMs, percentiles(0), Map.of(), percentiles(0), 1, 1, null);
        valid("timers", "spark-timer", 4, new TrialResult.Timers(1000, 10, 9, 0, percentiles(5)));
        assertThat(claimOfTimers().verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(claimOfTimers().because()).contains("9 of 10 timers fired").contains("batches took up to 2900 ms");
    }

    private TableRow.Claim claimOfTimers() {
        return row(Dimension.TIMERS).claims().stream()
                .filter(claim -> claim.engine().equals("spark"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stateIsSharedOutAmongTheKeysThatTheEventsAreExpectedToHaveHit() {
        drained("drain-100000", "flink-hashmap", 60_000);

        assertThat(findings(row(Dimension.STATE_ABSTRACTION), "flink").stream()
                        .flatMap(finding -> finding.figures().stream()))
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.name()).isEqualTo("checkpointed state per key");
                    // 200,000 draws out of 100,000 keys hit 86.5 % of them.
                    assertThat(figure.value()).isCloseTo(STATE_BYTES / 86_466.0, withinPercentage(0.01));
                });
    }

    @Test
    void exactlyOnceIsJudgedByTheTrialWithAKillIfThereIsOne() {
        valid("keys-100", "flink-exactly-once", 4, null);

        assertThat(row(Dimension.CHECKPOINTING).claims())
                .filteredOn(claim -> claim.claim().startsWith("With exactly-once"))
                .singleElement()
                .satisfies(claim ->
                        assertThat(claim.because()).isEqualTo("0 duplicates, without a kill, which shows nothing"));

        valid("recovery", "flink-exactly-once", 7_000, null);

        assertThat(row(Dimension.CHECKPOINTING).claims())
                .filteredOn(claim -> claim.claim().startsWith("With exactly-once"))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.because()).isEqualTo("0 duplicates, after SIGKILL");
                    assertThat(claim.trials()).containsExactly(2);
                });
    }

    @Test
    void anEngineThatOnlyItsDescriptorKnowsHasItsCellsAndClaimsAsTheOthersDo() {
        sixValid("keys-100", "kafka-streams", 4);
        sixValid("keys-100", "kafka-streams-ttl-10m", 6);

        TableRow perRecord = row(Dimension.PER_RECORD_PROCESSING);
        assertThat(perRecord.cells())
                .extracting(TableRow.Cell::engine)
                .containsExactly("flink", "spark", "kafka-streams");
        assertThat(findings(perRecord, "kafka-streams"))
                .singleElement()
                .extracting(Finding::setting)
                .isEqualTo("kafka-streams, 100 keys, 2,000/s");
        assertThat(perRecord.claims())
                .filteredOn(claim -> claim.engine().equals("kafka-streams"))
                .singleElement()
                .extracting(TableRow.Claim::verdict)
                .isEqualTo(Verdict.CONFIRMED);
        assertThat(findings(row(Dimension.STATE_TTL), "kafka-streams").stream()
                        .flatMap(finding -> finding.figures().stream()))
                .contains(new TableRow.Figure("p50, times that without", 1.5, Unit.RATIO));
    }

    @Test
    void anEngineHasNoCellInARowThatItTakesNoPartIn() {
        assertThat(row(Dimension.TIMERS).cells())
                .extracting(TableRow.Cell::engine)
                .containsExactly("flink", "spark");
    }

    @Test
    void aCellHasTheMicroBenchmarksOfItsOwnEngineOnly() {
        TableRow row = ComparisonTable.complete(
                        run(Dimension.STATE_ABSTRACTION),
                        measured(micro("kafka-streams-counter", "rocksdb", 900), micro("hashmap", 255)),
                        ENGINES)
                .table()
                .get(0);

        assertThat(findings(row, "kafka-streams"))
                .extracting(Finding::setting)
                .containsExactly(
                        "rocksdb, micro-benchmark readModifyWrite, measured 1970-01-01 00:00 UTC at commit 1a2b3c4");
        assertThat(findings(row, "flink")).hasSize(1);
        assertThat(findings(row, "spark")).isEmpty();
    }

    private static MicroResult measured(MicroResult.Figure... figures) {
        return DescribedEngines.measured(List.of(figures));
    }

    private static MicroResult.Figure micro(String backend, double ns) {
        return micro("flink-counter", backend, ns);
    }

    private static MicroResult.Figure micro(String module, String backend, double ns) {
        return new MicroResult.Figure(module, "a.B.readModifyWrite", Map.of("backend", backend), ns, 20.0, 24.0, 1, 3);
    }

    private static List<Finding> findings(TableRow row, String engine) {
        return row.cells().stream()
                .filter(cell -> cell.engine().equals(engine))
                .findFirst()
                .orElseThrow()
                .findings();
    }

    private TableRow row(Dimension dimension) {
        return ComparisonTable.of(run(dimension), ENGINES).get(0);
    }

    private RunResult run(Dimension dimension) {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                "20260102T030405Z-matrix",
                RunResult.Status.COMPLETE,
                Instant.EPOCH,
                Instant.EPOCH,
                "./bench matrix",
                1,
                DescribedEngines.scenario(Set.of(dimension), true, 1),
                new Environment("cpu", 2, 1, "os", "1", "17", 20, "embedded", Map.of(), null, null),
                List.of(),
                trials,
                null,
                null,
                null);
    }

    private void ttl(String variant, boolean survived, boolean expired) {
        add(
                "ttl",
                variant,
                TrialStatus.VALID,
                percentiles(4),
                new TrialResult.Ttl(2_000, 135, 1_900L, 2_100L, survived, expired, 0L),
                null,
                null);
    }

    private void valid(String condition, String variant, long p50Ms, TrialResult.Timers timers) {
        add(condition, variant, TrialStatus.VALID, percentiles(p50Ms), null, timers, null);
    }

    private void sixValid(String condition, String variant, long p50Ms) {
        for (int i = 0; i < 6; i++) {
            valid(condition, variant, p50Ms, null);
        }
    }

    private static Percentiles percentiles(long ms) {
        long ns = ms * 1_000_000;
        return new Percentiles(10, ns, ns, ns, ns, ns, ns, ns);
    }

    private void add(
            String condition,
            String variant,
            TrialStatus status,
            Percentiles latency,
            TrialResult.Ttl ttl,
            TrialResult.Timers timers,
            TrialResult.Refusal refusal) {
        add(condition, variant, status, latency, null, ttl, timers, refusal);
    }

    private void drained(String condition, String variant, double perSecond) {
        add(
                condition,
                variant,
                TrialStatus.VALID,
                null,
                new TrialResult.Drain(10, perSecond, 1, 1, 100, percentiles(1), perSecond, 0.1, 0.1, null, STATE_BYTES),
                null,
                null,
                null);
    }

    private void add(
            String condition,
            String variant,
            TrialStatus status,
            Percentiles latency,
            TrialResult.Drain drain,
            TrialResult.Ttl ttl,
            TrialResult.Timers timers,
            TrialResult.Refusal refusal) {
        trials.add(new TrialResult(
                condition,
                variant,
                1,
                trials.size() + 1,
                status,
                status == TrialStatus.VALID ? null : "why",
                List.of(),
                Instant.EPOCH,
                refusal,
                new TrialResult.Events(10, 10, 0, 0, 0, true, 0, 0L, 0, 10, 0, 1, null),
                latency,
                null,
                drain,
                null,
                null,
                ttl,
                timers,
                null,
                null,
                null,
                null,
                batches,
                Map.of("hlog", "trials/x/latency.hlog")));
    }
}
