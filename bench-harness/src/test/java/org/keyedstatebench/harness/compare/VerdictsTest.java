package org.keyedstatebench.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.result.Environment;
import org.keyedstatebench.harness.result.MicroResult;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TableRow;
import org.keyedstatebench.harness.result.TableRow.Claim;
import org.keyedstatebench.harness.result.TableRow.Finding;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialResult.Events;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Dimension;

/**
 * Every claim and every question of the comparison table can come out yes, no and open: each has its counter-example here, and one
 * without is found.
 */
class VerdictsTest {

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String CANNOT_TELL = "cannot tell";
    private static final String NOT_JUDGED = "not judged";

    private static final String HEAP_ACCESS = "flink: State on the heap (hashmap) is faster to access than RocksDB";
    private static final String ROCKSDB_ONLY = "spark: transformWithState works with the RocksDB state store only";
    private static final String HEAP_DRAINS = "flink: hashmap has the higher throughput";
    private static final String MILLISECONDS = "flink: Each event is processed when it arrives, in milliseconds";
    private static final String LOW = "spark: Micro-batches reach end-to-end latencies as low as 100 ms";
    private static final String ASYNCHRONOUS = "flink: Checkpoints are asynchronous";
    private static final String NO_DUPLICATE =
            "flink: With exactly-once no reader of committed records sees a duplicate";
    private static final String EXACT_STATE = "spark: State is exactly-once across a failure";
    private static final String IDLE_BATCHES = "spark: With processing time, a trigger of 0 runs batches all the time";

    private static final Events EXACT = events(0, 0, 0, 0);
    private static final TrialResult.Ttl KEPT = ttl(1_900L, 2_100L, true, true);

    /**
     * @param question a claim with its engine before it, of which the beginning is enough, or a question of a cell
     * @param circumstance what the trials were like
     * @param answer that is expected
     */
    private record Case(String question, String circumstance, String answer, Consumer<Run> trials) {
        @Override
        public String toString() {
            return question + " | " + circumstance + " | " + answer;
        }
    }

    static List<Case> cases() {
        return Stream.of(
                        heapAccess(),
                        rocksdbOnly(),
                        heapDrains(),
                        latency(MILLISECONDS, "flink-rocksdb", 4, 40),
                        latency(LOW, "spark", 60, 900),
                        asynchronous(),
                        noDuplicate(),
                        exactState(),
                        expired("flink", "flink: An expired value is never returned (NeverReturnExpired)."),
                        expired("spark", "spark: A value whose TTL is over is not returned."),
                        fired("flink", "flink-timer", "A processing-time timer fires once its time has come."),
                        fired(
                                "flink",
                                "flink-event-timer",
                                "An event-time timer fires once the watermark has passed it."),
                        fired("spark", "spark-timer", "A processing-time timer fires once its time has come."),
                        fired(
                                "spark",
                                "spark-event-timer",
                                "An event-time timer fires once the watermark has passed it."),
                        idleBatches(),
                        cells("flink"),
                        cells("spark"))
                .flatMap(cases -> cases)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aVerdictComesOutAsItsTrialsSay(Case which) {
        Run run = new Run();
        which.trials.accept(run);

        Map<String, String> answers = run.answers();

        assertThat(answers.entrySet())
                .filteredOn(answer -> answer.getKey().startsWith(which.question))
                .as(answers.toString())
                .singleElement()
                .satisfies(answer -> assertThat(answer.getValue()).startsWith(which.answer + ":"));
        // What is not known is left out of the words, or said in words.
        assertThat(answers.values()).noneMatch(words -> words.contains("null"));
    }

    @Test
    void everyClaimAndEveryQuestionOfACellHasACaseForEachAnswer() {
        Set<String> questions = new TreeSet<>(new Run().answers().keySet());
        for (MatrixTable.Question question : MatrixTable.Question.values()) {
            MatrixTable.ENGINES.forEach(engine -> questions.add("cell of " + engine + ": " + question.words));
        }
        assertThat(questions).hasSize(15 + 6);
        assertThat(questions)
                .allSatisfy(question -> assertThat(cases().stream()
                                .filter(each -> question.startsWith(each.question))
                                .map(Case::answer))
                        .as(question)
                        .contains(YES, NO, CANNOT_TELL));
    }

    @Test
    void withoutAnyTrialNothingIsJudged() {
        assertThat(new Run().answers().values()).allMatch(answer -> answer.startsWith(NOT_JUDGED + ":"));
    }

    @Test
    void aQuickRunHasTheSameClaims() {
        assertThat(MatrixTable.of(new Run().result(true), Checkout.ENGINES.engines()).stream()
                        .flatMap(row -> row.claims().stream()))
                .extracting(Claim::claim)
                .containsExactlyElementsOf(MatrixTable.of(new Run().result(false), Checkout.ENGINES.engines()).stream()
                        .flatMap(row -> row.claims().stream())
                        .map(Claim::claim)
                        .toList());
    }

    private static Stream<Case> heapAccess() {
        return Stream.of(
                new Case(HEAP_ACCESS, "apart by more than the errors", YES, run -> run.micro(255, 30.0, 4_306, 90.0)),
                new Case(HEAP_ACCESS, "the other way round", NO, run -> run.micro(4_306, 90.0, 255, 30.0)),
                new Case(HEAP_ACCESS, "errors overlap", CANNOT_TELL, run -> run.micro(255, 900.0, 1_000, 800.0)),
                new Case(HEAP_ACCESS, "without errors", CANNOT_TELL, run -> run.micro(255, null, 4_306, 90.0)),
                new Case(
                        HEAP_ACCESS,
                        "slower for one number of keys",
                        NO,
                        run -> run.micro(100, 255, 30.0, 4_306, 90.0).micro(100_000, 9_000, 30.0, 4_306, 90.0)),
                new Case(HEAP_ACCESS, "one of them only", NOT_JUDGED, run -> run.micro("hashmap", 100, 255, 30.0)));
    }

    private static Stream<Case> rocksdbOnly() {
        Trial rocksdb = trial("keys-100", "spark");
        Trial hdfs = trial("keys-100", "spark-hdfs");
        return Stream.of(
                new Case(ROCKSDB_ONLY, "hdfs refused", YES, run -> run.add(hdfs.refused(), rocksdb)),
                new Case(ROCKSDB_ONLY, "hdfs works", NO, run -> run.add(hdfs, rocksdb)),
                new Case(
                        ROCKSDB_ONLY,
                        "hdfs counts right, though the generator was late",
                        NO,
                        run -> run.add(hdfs.invalid("late"), rocksdb)),
                new Case(ROCKSDB_ONLY, "refused, and then not", NO, run -> run.add(hdfs.refused(), rocksdb, hdfs)),
                new Case(ROCKSDB_ONLY, "RocksDB refused, too", NO, run -> run.add(hdfs.refused(), rocksdb.refused())),
                new Case(ROCKSDB_ONLY, "hdfs died", CANNOT_TELL, run -> run.add(hdfs.failed(), rocksdb)),
                new Case(
                        ROCKSDB_ONLY,
                        "hdfs lost events",
                        CANNOT_TELL,
                        run -> run.add(hdfs.invalid("lost").with(events(3, 0, 1, 0)), rocksdb)),
                new Case(ROCKSDB_ONLY, "RocksDB died", CANNOT_TELL, run -> run.add(hdfs.refused(), rocksdb.failed())),
                new Case(ROCKSDB_ONLY, "only one of them tried", NOT_JUDGED, run -> run.add(hdfs.refused())));
    }

    private static Stream<Case> heapDrains() {
        return Stream.of(
                new Case(HEAP_DRAINS, "in six blocks", YES, run -> run.drains("drain-100", 60, 61, 62, 63, 64, 65)),
                new Case(HEAP_DRAINS, "slower in six", NO, run -> run.drains("drain-100", 20, 21, 22, 23, 24, 25)),
                new Case(
                        HEAP_DRAINS,
                        "now this, now that",
                        CANNOT_TELL,
                        run -> run.drains("drain-100", 60, 20, 61, 21, 62, 22)),
                new Case(HEAP_DRAINS, "one block", CANNOT_TELL, run -> run.drains("drain-100", 60)),
                new Case(HEAP_DRAINS, "five blocks", CANNOT_TELL, run -> run.drains("drain-100", 60, 61, 62, 63, 64)),
                new Case(
                        HEAP_DRAINS,
                        "slower with more keys",
                        NO,
                        run -> run.drains("drain-100", 60, 61, 62, 63, 64, 65)
                                .drains("drain-100000", 20, 21, 22, 23, 24, 25)),
                new Case(
                        HEAP_DRAINS,
                        "a drain that did not end",
                        CANNOT_TELL,
                        run -> run.drains("drain-100", 60, 61, 62, 63, 64, 65)
                                .add(trial("drain-100", "flink-hashmap")
                                        .block(7)
                                        .invalid("lost")
                                        .with(events(9, 0, 1, 0)))),
                new Case(
                        HEAP_DRAINS,
                        "a drain that died",
                        CANNOT_TELL,
                        run -> run.drains("drain-100", 60, 61, 62, 63, 64, 65)
                                .add(trial("drain-100", "flink-hashmap")
                                        .block(7)
                                        .failed())),
                new Case(
                        HEAP_DRAINS,
                        "no block of both",
                        NOT_JUDGED,
                        run -> run.add(trial("drain-100", "flink-hashmap").drained(60))));
    }

    private static Stream<Case> latency(String claim, String variant, long fastMs, long slowMs) {
        return Stream.of(
                new Case(claim, "six fast", YES, run -> run.latencies(variant, fastMs, 6)),
                new Case(claim, "six slow", NO, run -> run.latencies(variant, slowMs, 6)),
                new Case(
                        claim,
                        "three fast, three slow",
                        CANNOT_TELL,
                        run -> run.latencies(variant, fastMs, 3).latencies(variant, slowMs, 3)),
                new Case(claim, "one fast", CANNOT_TELL, run -> run.latencies(variant, fastMs, 1)),
                new Case(claim, "one slow", CANNOT_TELL, run -> run.latencies(variant, slowMs, 1)),
                new Case(
                        claim,
                        "six fast, one that came to no end",
                        CANNOT_TELL,
                        run -> run.latencies(variant, fastMs, 6)
                                .add(trial("keys-100", variant).invalid("lost").with(events(9, 0, 1, 0)))),
                new Case(
                        claim,
                        "six fast, one with a late generator",
                        YES,
                        run -> run.latencies(variant, fastMs, 6)
                                .add(trial("keys-100", variant).invalid("late"))),
                new Case(
                        claim,
                        "six slow while something else was killed",
                        NOT_JUDGED,
                        run -> run.add(trial("recovery", variant).latency(slowMs))),
                new Case(
                        claim,
                        "none valid",
                        NOT_JUDGED,
                        run -> run.add(trial("keys-100", variant).failed())));
    }

    private static Stream<Case> asynchronous() {
        // A standstill of 62 ms would make a median of 41 ms of one of 10 ms.
        return Stream.of(
                new Case(ASYNCHRONOUS, "a little slower meanwhile", YES, run -> run.checkpoints(22, 62, 6)),
                new Case(ASYNCHRONOUS, "as slow as a standstill", NO, run -> run.checkpoints(60, 62, 6)),
                new Case(
                        ASYNCHRONOUS,
                        "now this, now that",
                        CANNOT_TELL,
                        run -> run.checkpoints(22, 62, 3).checkpoints(60, 62, 3)),
                new Case(ASYNCHRONOUS, "one block", CANNOT_TELL, run -> run.checkpoints(22, 62, 1)),
                new Case(ASYNCHRONOUS, "checkpoints too short", CANNOT_TELL, run -> run.checkpoints(11, 8, 6)),
                new Case(
                        ASYNCHRONOUS,
                        "without checkpoints",
                        NOT_JUDGED,
                        run -> run.add(trial("keys-100", "flink-rocksdb"))));
    }

    private static Stream<Case> noDuplicate() {
        Trial killed = trial("recovery", "flink-exactly-once");
        Trial unharmed = trial("keys-100", "flink-exactly-once");
        return Stream.of(
                new Case(NO_DUPLICATE, "none after a kill", YES, run -> run.add(unharmed, killed)),
                new Case(
                        NO_DUPLICATE,
                        "some, which makes the trial invalid",
                        NO,
                        run -> run.add(killed.invalid("3 duplicates").with(events(0, 3, 0, 0)))),
                new Case(
                        NO_DUPLICATE,
                        "in one of three",
                        NO,
                        run -> run.add(killed, killed, killed.invalid("dup").with(events(0, 3, 0, 0)))),
                new Case(
                        NO_DUPLICATE,
                        "without a kill, and none after one",
                        NO,
                        run -> run.add(killed, unharmed.invalid("dup").with(events(0, 1, 0, 0)))),
                new Case(NO_DUPLICATE, "nothing was killed", CANNOT_TELL, run -> run.add(unharmed)),
                new Case(
                        NO_DUPLICATE,
                        "none, but events are lost",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("lost").with(events(5, 0, 2, 0)))),
                new Case(NO_DUPLICATE, "did not come back", CANNOT_TELL, run -> run.add(unharmed, killed.failed())),
                new Case(
                        NO_DUPLICATE,
                        "none, in a trial with a late generator",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("late"))),
                new Case(NO_DUPLICATE, "refused", NOT_JUDGED, run -> run.add(killed.refused())));
    }

    private static Stream<Case> exactState() {
        Trial killed = trial("recovery", "spark");
        return Stream.of(
                new Case(EXACT_STATE, "rows written again only", YES, run -> run.add(killed.with(events(0, 7, 0, 0)))),
                new Case(
                        EXACT_STATE,
                        "events lost, which makes the trial invalid",
                        NO,
                        run -> run.add(killed.invalid("lost").with(events(5, 7, 0, 0)))),
                new Case(
                        EXACT_STATE,
                        "counts wrong, which makes the trial invalid",
                        NO,
                        run -> run.add(killed.invalid("wrong").with(events(0, 7, 2, 0)))),
                new Case(
                        EXACT_STATE,
                        "counts above what was sent",
                        NO,
                        run -> run.add(killed.invalid("unexpected").with(events(0, 7, 0, 4)))),
                new Case(
                        EXACT_STATE,
                        "in one of three",
                        NO,
                        run -> run.add(killed, killed.invalid("lost").with(events(5, 0, 1, 0)), killed)),
                new Case(EXACT_STATE, "did not come back", CANNOT_TELL, run -> run.add(killed.failed())),
                new Case(
                        EXACT_STATE,
                        "exact, in a trial with a late generator",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("late"))),
                new Case(
                        EXACT_STATE,
                        "one of two came to no account",
                        CANNOT_TELL,
                        run -> run.add(killed, killed.failed())),
                new Case(
                        EXACT_STATE,
                        "what is lost was never sent",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("sends failed")
                                .with(new Events(10, 5, 5, 0, 0, false, 1, null, 0, 5, 0, 1, 5L)))),
                new Case(EXACT_STATE, "nothing was killed", NOT_JUDGED, run -> run.add(trial("keys-100", "spark"))));
    }

    private static Stream<Case> expired(String engine, String claim) {
        Trial trial = trial("ttl", engine + "-ttl");
        return Stream.of(
                new Case(claim, "on time", YES, run -> run.add(trial.with(KEPT))),
                new Case(
                        claim,
                        "never, which makes the trial invalid",
                        NO,
                        run -> run.add(trial.invalid("none").with(ttl(6_000L, null, true, false)))),
                new Case(claim, "some outlive it", NO, run -> run.add(trial.with(ttl(4_500L, 2_100L, true, false)))),
                new Case(
                        claim,
                        "too soon, which makes the trial invalid",
                        NO,
                        run -> run.add(trial.invalid("too soon").with(ttl(1_000L, 1_100L, false, true)))),
                new Case(
                        claim,
                        "in one of two",
                        NO,
                        run -> run.add(trial.with(KEPT), trial.invalid("none").with(ttl(6_000L, null, true, false)))),
                new Case(
                        claim,
                        "long pauses without an answer",
                        CANNOT_TELL,
                        run -> run.add(trial.invalid("unanswered").with(ttl(1_200L, null, true, false)))),
                new Case(
                        claim,
                        "no answer at all",
                        CANNOT_TELL,
                        run -> run.add(trial.invalid("unanswered").with(ttl(null, null, true, false)))),
                new Case(
                        claim,
                        "with a late generator",
                        CANNOT_TELL,
                        run -> run.add(trial.invalid("late").with(KEPT))),
                new Case(claim, "died", CANNOT_TELL, run -> run.add(trial.failed())),
                new Case(claim, "refused", NOT_JUDGED, run -> run.add(trial.refused())));
    }

    private static Stream<Case> fired(String engine, String variant, String text) {
        String claim = engine + ": " + text;
        Trial trial = trial("timers", variant);
        return Stream.of(
                new Case(claim, "all", YES, run -> run.add(trial.timers(10, 10, 0))),
                new Case(claim, "one missed", NO, run -> run.add(trial.timers(10, 9, 0))),
                new Case(claim, "one too many", NO, run -> run.add(trial.timers(10, 10, 1))),
                new Case(
                        claim,
                        "none, which makes the trial invalid",
                        NO,
                        run -> run.add(trial.invalid("none").timers(10, 0, 0))),
                new Case(
                        claim,
                        "none, and one batch was long",
                        NO,
                        run -> run.add(trial.invalid("none").timers(10, 0, 0).batches(100, 2_900, null))),
                new Case(claim, "in one of two", NO, run -> run.add(trial.timers(10, 10, 0), trial.timers(10, 9, 0))),
                new Case(
                        claim,
                        "none had to",
                        CANNOT_TELL,
                        run -> run.add(trial.invalid("none due").timers(0, 0, 0))),
                new Case(
                        claim,
                        "one missed, and a batch was long",
                        CANNOT_TELL,
                        run -> run.add(trial.timers(10, 9, 0).batches(100, 2_900, null))),
                new Case(claim, "died", CANNOT_TELL, run -> run.add(trial.failed())),
                new Case(claim, "refused", NOT_JUDGED, run -> run.add(trial.refused())));
    }

    private static Stream<Case> idleBatches() {
        Trial trial = trial("timers", "spark-timer");
        return Stream.of(
                new Case(IDLE_BATCHES, "three a second", YES, run -> run.add(trial.batches(100, 200, 3.0))),
                new Case(IDLE_BATCHES, "none", NO, run -> run.add(trial.batches(100, 200, 0.0))),
                new Case(IDLE_BATCHES, "one last", NO, run -> run.add(trial.batches(100, 200, 1 / 3.0))),
                new Case(
                        IDLE_BATCHES,
                        "none, in a trial that is invalid",
                        NO,
                        run -> run.add(trial.invalid("no timer").batches(100, 200, 0.0))),
                new Case(
                        IDLE_BATCHES,
                        "in one of two",
                        NO,
                        run -> run.add(trial.batches(100, 200, 3.0), trial.batches(100, 200, 0.0))),
                new Case(IDLE_BATCHES, "long ones", CANNOT_TELL, run -> run.add(trial.batches(100, 2_900, 0.0))),
                new Case(
                        IDLE_BATCHES,
                        "none, as the load was not taken",
                        CANNOT_TELL,
                        run -> run.add(
                                trial.invalid("lost").batches(100, 200, 0.0).with(events(4, 0, 1, 0)))),
                new Case(IDLE_BATCHES, "nobody waited", CANNOT_TELL, run -> run.add(trial.batches(100, 200, null))),
                new Case(IDLE_BATCHES, "refused", NOT_JUDGED, run -> run.add(trial.refused())));
    }

    private static Stream<Case> cells(String engine) {
        String cell = "cell of " + engine + ": ";
        String starts = cell + MatrixTable.Question.STARTS_AGAIN.words;
        String survives = cell + MatrixTable.Question.SURVIVES.words;
        String fire = cell + MatrixTable.Question.TIMERS_FIRE.words;
        Trial ttl = trial("ttl", engine + "-ttl");
        Trial timer = trial("timers", engine + "-timer");
        return Stream.of(
                new Case(starts, "on time", YES, run -> run.add(ttl.with(KEPT))),
                new Case(
                        starts,
                        "never, which makes the trial invalid",
                        NO,
                        run -> run.add(ttl.invalid("none").with(ttl(6_000L, null, true, false)))),
                new Case(
                        starts,
                        "in one of two",
                        NO,
                        run -> run.add(ttl.with(KEPT), ttl.with(ttl(4_500L, 2_100L, true, false)))),
                new Case(
                        starts,
                        "long pauses without an answer",
                        CANNOT_TELL,
                        run -> run.add(ttl.invalid("unanswered").with(ttl(1_200L, null, true, false)))),
                new Case(starts, "died", CANNOT_TELL, run -> run.add(ttl.failed())),
                new Case(survives, "all", YES, run -> run.add(ttl.with(KEPT))),
                new Case(
                        survives,
                        "too soon, which makes the trial invalid",
                        NO,
                        run -> run.add(ttl.invalid("too soon").with(ttl(1_000L, 1_100L, false, true)))),
                new Case(
                        survives,
                        "in one of two",
                        NO,
                        run -> run.add(ttl.with(KEPT), ttl.invalid("too soon").with(ttl(null, 900L, false, true)))),
                new Case(
                        survives,
                        "none was answered in time",
                        CANNOT_TELL,
                        run -> run.add(ttl.with(ttl(null, 2_100L, true, true)))),
                new Case(survives, "died", CANNOT_TELL, run -> run.add(ttl.failed())),
                new Case(fire, "some", YES, run -> run.add(timer.timers(10, 9, 0))),
                new Case(
                        fire,
                        "none, which makes the trial invalid",
                        NO,
                        run -> run.add(timer.invalid("none").timers(10, 0, 0))),
                new Case(
                        fire,
                        "in one of two",
                        NO,
                        run -> run.add(
                                timer.timers(10, 9, 0), timer.invalid("none").timers(10, 0, 0))),
                new Case(
                        fire,
                        "none had to",
                        CANNOT_TELL,
                        run -> run.add(timer.invalid("none due").timers(0, 0, 0))),
                new Case(fire, "died", CANNOT_TELL, run -> run.add(timer.failed())));
    }

    private static Events events(long lost, long duplicates, long wrong, long unexpected) {
        return new Events(
                10, 10 - lost, lost, duplicates, 0, wrong == 0, wrong, null, 0, 10 + duplicates, unexpected, 1, 0L);
    }

    private static TrialResult.Ttl ttl(Long survivedMs, Long expiredMs, boolean survived, boolean expired) {
        return new TrialResult.Ttl(2_000, 135, survivedMs, expiredMs, survived, expired, null);
    }

    private static Percentiles ms(long ms) {
        return values(ms * 1_000_000, ms * 1_000_000);
    }

    private static Percentiles values(long p50, long max) {
        return new Percentiles(10, p50, p50, max, max, max, max, p50);
    }

    private static Trial trial(String condition, String variant) {
        return new Trial(condition, variant, 0, TrialStatus.VALID, null, EXACT, null, null, null, null, null, null);
    }

    /** What a trial found, as far as it matters here. */
    private record Trial(
            String condition,
            String variant,
            int block,
            TrialStatus status,
            String reason,
            Events events,
            Percentiles latency,
            Double drained,
            TrialResult.Ttl ttl,
            TrialResult.Timers timers,
            TrialResult.Checkpoints checkpoints,
            TrialResult.Batches batches) {

        Trial block(int other) {
            return new Trial(
                    condition,
                    variant,
                    other,
                    status,
                    reason,
                    events,
                    latency,
                    drained,
                    ttl,
                    timers,
                    checkpoints,
                    batches);
        }

        Trial invalid(String why) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    TrialStatus.INVALID,
                    why,
                    events,
                    null,
                    null,
                    ttl,
                    timers,
                    checkpoints,
                    batches);
        }

        Trial failed() {
            return new Trial(
                    condition, variant, block, TrialStatus.FAILED, "died", null, null, null, null, null, null, null);
        }

        Trial refused() {
            return new Trial(
                    condition,
                    variant,
                    block,
                    TrialStatus.UNSUPPORTED,
                    "X: no",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        Trial with(Events other) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    other,
                    latency,
                    drained,
                    ttl,
                    timers,
                    checkpoints,
                    batches);
        }

        Trial with(TrialResult.Ttl other) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    events,
                    latency,
                    drained,
                    other,
                    timers,
                    checkpoints,
                    batches);
        }

        Trial latency(long medianMs) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    events,
                    ms(medianMs),
                    drained,
                    ttl,
                    timers,
                    checkpoints,
                    batches);
        }

        Trial drained(double perSecond) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    events,
                    latency,
                    perSecond,
                    ttl,
                    timers,
                    checkpoints,
                    batches);
        }

        /** Delays are there as in a result: those of an invalid trial are left out. */
        Trial timers(long due, long fired, long unexpected) {
            Percentiles delay = status == TrialStatus.VALID ? ms(5) : null;
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    events,
                    latency,
                    drained,
                    ttl,
                    new TrialResult.Timers(1_000, due, fired, unexpected, delay),
                    checkpoints,
                    batches);
        }

        Trial checkpoints(long insideMs, long outsideMs, long lastedMs) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    events,
                    latency,
                    drained,
                    ttl,
                    timers,
                    new TrialResult.Checkpoints(5, values(lastedMs, lastedMs), 1, 1, ms(insideMs), ms(outsideMs)),
                    batches);
        }

        Trial batches(long medianMs, long longestMs, Double withoutLoad) {
            return new Trial(
                    condition,
                    variant,
                    block,
                    status,
                    reason,
                    events,
                    latency,
                    drained,
                    ttl,
                    timers,
                    checkpoints,
                    new TrialResult.Batches(
                            10,
                            0,
                            values(medianMs, longestMs),
                            values(1, 1),
                            Map.of(),
                            values(1, 1),
                            1,
                            1,
                            withoutLoad));
        }

        TrialResult result(int order, int blockByOrder) {
            return new TrialResult(
                    condition,
                    variant,
                    block == 0 ? blockByOrder : block,
                    order,
                    status,
                    reason,
                    List.of(),
                    Instant.EPOCH,
                    status == TrialStatus.UNSUPPORTED ? new TrialResult.Refusal("store", "X", "no") : null,
                    events,
                    latency,
                    null,
                    drained == null
                            ? null
                            : new TrialResult.Drain(
                                    10, drained, 1, 1, 100, values(1, 1), drained, 0.1, 0.1, null, null),
                    null,
                    ttl,
                    timers,
                    null,
                    null,
                    null,
                    checkpoints,
                    batches,
                    Map.of("hlog", "trials/x/latency.hlog"));
        }
    }

    /** All rows of the table, full size, in as many blocks as there are trials of a kind. */
    private static final class Run {

        private final List<TrialResult> trials = new ArrayList<>();
        private final List<MicroResult.Figure> micro = new ArrayList<>();

        Run add(Trial... added) {
            for (Trial trial : added) {
                long before = trials.stream()
                        .filter(other -> other.condition().equals(trial.condition)
                                && other.variant().equals(trial.variant))
                        .count();
                trials.add(trial.result(trials.size() + 1, (int) before + 1));
            }
            return this;
        }

        Run micro(double heapNs, Double heapError, double rocksdbNs, Double rocksdbError) {
            return micro(100_000, heapNs, heapError, rocksdbNs, rocksdbError);
        }

        Run micro(int keys, double heapNs, Double heapError, double rocksdbNs, Double rocksdbError) {
            return micro("hashmap", keys, heapNs, heapError).micro("rocksdb", keys, rocksdbNs, rocksdbError);
        }

        Run micro(String backend, int keys, double ns, Double error) {
            micro.add(new MicroResult.Figure(
                    "flink-counter",
                    "a.B.readModifyWrite",
                    Map.of("backend", backend, "keys", Integer.toString(keys)),
                    ns,
                    error,
                    null,
                    1,
                    3));
            return this;
        }

        /** Of hashmap, a block each, beside 40 of RocksDB. */
        Run drains(String condition, double... perSecond) {
            for (double rate : perSecond) {
                add(
                        trial(condition, "flink-rocksdb").drained(40),
                        trial(condition, "flink-hashmap").drained(rate));
            }
            return this;
        }

        Run latencies(String variant, long medianMs, int blocks) {
            for (int i = 0; i < blocks; i++) {
                add(trial("keys-100", variant).latency(medianMs + i));
            }
            return this;
        }

        /** Beside 10 ms between checkpoints. */
        Run checkpoints(long insideMs, long lastedMs, int blocks) {
            for (int i = 0; i < blocks; i++) {
                add(trial("keys-100", "flink-checkpoint-1s").checkpoints(insideMs, 10, lastedMs));
            }
            return this;
        }

        RunResult result(boolean quick) {
            RunResult run = new RunResult(
                    RunResult.SCHEMA_VERSION,
                    "20260102T030405Z-matrix",
                    RunResult.Status.COMPLETE,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    "./bench matrix",
                    1,
                    Checkout.MATRIX.of(EnumSet.allOf(Dimension.class), quick, 6, 1),
                    new Environment("cpu", 2, 1, "os", "1", "17", 20, "embedded", Map.of(), null),
                    List.of(),
                    trials);
            return MatrixTable.complete(run, micro, Checkout.ENGINES.engines());
        }

        /** Every claim and every question that was put, with its answer and the words. */
        Map<String, String> answers() {
            List<TableRow> table = result(false).table();
            Map<String, String> answers = table.stream()
                    .flatMap(row -> row.claims().stream())
                    .collect(Collectors.toMap(
                            claim -> claim.engine() + ": " + claim.claim(),
                            claim -> word(claim) + ": " + claim.because()));
            for (TableRow row : table) {
                for (TableRow.Cell cell : row.cells()) {
                    for (Finding finding : cell.findings()) {
                        if (finding.kind() == TableRow.Kind.VERIFIED) {
                            answers.put(
                                    "cell of " + cell.engine() + ": " + finding.words(),
                                    (finding.answer() == null ? CANNOT_TELL : finding.answer() ? YES : NO) + ": "
                                            + finding.figures());
                        }
                    }
                }
            }
            return answers;
        }

        private static String word(Claim claim) {
            return switch (claim.verdict()) {
                case CONFIRMED -> YES;
                case NOT_CONFIRMED -> NO;
                case CANNOT_TELL -> CANNOT_TELL;
                case NOT_JUDGED -> NOT_JUDGED;
            };
        }
    }
}
