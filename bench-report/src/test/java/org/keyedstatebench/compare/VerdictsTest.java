package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
import org.keyedstatebench.engine.Claim;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.TableEntry;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.scenario.Dimension;

/**
 * Every claim and every question of the comparison table can come out yes, no and open: each has its counter-example here, and one
 * without is found.
 */
class VerdictsTest {

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String CANNOT_TELL = "cannot tell";
    private static final String NOT_JUDGED = "not judged";

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
        return DescribedEngines.ALL.stream()
                .flatMap(engine ->
                        Stream.concat(engine.claims().stream().flatMap(claim -> cases(engine, claim)), cells(engine)))
                .toList();
    }

    /** Each way to decide has the same cases for whatever engine says so. */
    private static Stream<Case> cases(EngineDescriptor engine, Claim claim) {
        String question = engine.id() + ": " + claim.says();
        String first = claim.variants().get(0);
        String last = claim.variants().get(claim.variants().size() - 1);
        return switch (claim.judge()) {
            case FASTER_STEP -> fasterStep(question, new Steps(engine.micro().module(), first, last));
            case FASTER_DRAIN -> fasterDrain(question, first, last);
            case REFUSED -> refused(question, first, last);
            case LATENCY_BELOW -> latency(question, first, claim.limit().toMillis());
            case GOES_ON_DURING_CHECKPOINTS -> goesOn(question, first, last);
            case NO_DUPLICATE -> noDuplicate(question, first);
            case EXACT_STATE -> exactState(question, first);
            case KEEPS_TTL -> expired(question, first);
            case TIMERS_FIRE -> fired(question, first);
            case RUNS_WITHOUT_INPUT -> idleBatches(question, first);
        };
    }

    /** Micro-benchmarks of two state backends. */
    private record Steps(String module, String backend, String other) {}

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
        for (EngineDescriptor engine : DescribedEngines.ALL) {
            questionsOfCells(engine).forEach((question, variant) -> questions.add(cell(engine, question)));
        }
        assertThat(questions).hasSize(16 + 4 + 6);
        assertThat(questions)
                .allSatisfy(question -> assertThat(cases().stream()
                                .filter(each -> question.startsWith(each.question))
                                .map(Case::answer))
                        .as(question)
                        .contains(YES, NO, CANNOT_TELL));
    }

    @Test
    void everyWayToDecideHasAClaim() {
        assertThat(DescribedEngines.ALL.stream().flatMap(engine -> engine.claims().stream()))
                .extracting(Claim::judge)
                .contains(Claim.Judge.values());
    }

    @Test
    void withoutAnyTrialNothingIsJudged() {
        assertThat(new Run().answers().values()).allMatch(answer -> answer.startsWith(NOT_JUDGED + ":"));
    }

    @Test
    void aQuickRunHasTheSameClaims() {
        assertThat(new Run().result(true).table().stream().flatMap(row -> row.claims().stream()))
                .extracting(TableRow.Claim::claim)
                .containsExactlyElementsOf(new Run()
                        .result(false).table().stream()
                                .flatMap(row -> row.claims().stream())
                                .map(TableRow.Claim::claim)
                                .toList());
    }

    private static Stream<Case> fasterStep(String claim, Steps steps) {
        return Stream.of(
                new Case(claim, "apart by more than the errors", YES, run -> run.micro(steps, 255, 30.0, 4_306, 90.0)),
                new Case(claim, "the other way round", NO, run -> run.micro(steps, 4_306, 90.0, 255, 30.0)),
                new Case(claim, "errors overlap", CANNOT_TELL, run -> run.micro(steps, 255, 900.0, 1_000, 800.0)),
                new Case(claim, "without errors", CANNOT_TELL, run -> run.micro(steps, 255, null, 4_306, 90.0)),
                new Case(
                        claim,
                        "slower for one number of keys",
                        NO,
                        run -> run.micro(steps, 100, 255, 30.0, 4_306, 90.0)
                                .micro(steps, 100_000, 9_000, 30.0, 4_306, 90.0)),
                new Case(
                        claim, "one of them only", NOT_JUDGED, run -> run.micro(steps, steps.backend, 100, 255, 30.0)));
    }

    private static Stream<Case> refused(String claim, String variant, String other) {
        BareTrial second = trial("keys-100", other);
        BareTrial first = trial("keys-100", variant);
        return Stream.of(
                new Case(claim, "the first refused", YES, run -> run.add(first.refused(), second)),
                new Case(claim, "the first works", NO, run -> run.add(first, second)),
                new Case(
                        claim,
                        "the first counts right, though the generator was late",
                        NO,
                        run -> run.add(first.invalid("late"), second)),
                new Case(claim, "refused, and then not", NO, run -> run.add(first.refused(), second, first)),
                new Case(claim, "the second refused, too", NO, run -> run.add(first.refused(), second.refused())),
                new Case(claim, "the first died", CANNOT_TELL, run -> run.add(first.failed(), second)),
                new Case(
                        claim,
                        "the first lost events",
                        CANNOT_TELL,
                        run -> run.add(first.invalid("lost").with(events(3, 0, 1, 0)), second)),
                new Case(
                        claim,
                        "the first got no event",
                        CANNOT_TELL,
                        run -> run.add(first.with(new Events(0, 0, 0, 0, 0, true, 0, null, 0, 0, 0, 0, 0L)), second)),
                new Case(
                        claim,
                        "the second worked while something else was asked",
                        NOT_JUDGED,
                        run -> run.add(first.refused(), trial("recovery", other))),
                new Case(claim, "the second died", CANNOT_TELL, run -> run.add(first.refused(), second.failed())),
                new Case(claim, "only one of them tried", NOT_JUDGED, run -> run.add(first.refused())));
    }

    private static Stream<Case> fasterDrain(String claim, String variant, String other) {
        return Stream.of(
                new Case(
                        claim,
                        "in six blocks",
                        YES,
                        run -> run.drains(variant, other, "drain-100", 60, 61, 62, 63, 64, 65)),
                new Case(
                        claim,
                        "slower in six",
                        NO,
                        run -> run.drains(variant, other, "drain-100", 20, 21, 22, 23, 24, 25)),
                new Case(
                        claim,
                        "now this, now that",
                        CANNOT_TELL,
                        run -> run.drains(variant, other, "drain-100", 60, 20, 61, 21, 62, 22)),
                new Case(claim, "one block", CANNOT_TELL, run -> run.drains(variant, other, "drain-100", 60)),
                new Case(
                        claim,
                        "five blocks",
                        CANNOT_TELL,
                        run -> run.drains(variant, other, "drain-100", 60, 61, 62, 63, 64)),
                new Case(
                        claim,
                        "slower with more keys",
                        NO,
                        run -> run.drains(variant, other, "drain-100", 60, 61, 62, 63, 64, 65)
                                .drains(variant, other, "drain-100000", 20, 21, 22, 23, 24, 25)),
                new Case(
                        claim,
                        "a drain that did not end",
                        CANNOT_TELL,
                        run -> run.drains(variant, other, "drain-100", 60, 61, 62, 63, 64, 65)
                                .add(trial("drain-100", variant)
                                        .block(7)
                                        .invalid("lost")
                                        .with(events(9, 0, 1, 0)))),
                new Case(
                        claim,
                        "a drain that died",
                        CANNOT_TELL,
                        run -> run.drains(variant, other, "drain-100", 60, 61, 62, 63, 64, 65)
                                .add(trial("drain-100", variant).block(7).failed())),
                new Case(
                        claim,
                        "no block of both",
                        NOT_JUDGED,
                        run -> run.add(trial("drain-100", variant).drained(60))));
    }

    private static Stream<Case> latency(String claim, String variant, long limitMs) {
        long fastMs = limitMs * 2 / 5;
        long slowMs = limitMs * 4;
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

    private static Stream<Case> goesOn(String claim, String variant, String last) {
        // A standstill of 62 ms would make a median of 41 ms of one of 10 ms.
        return Stream.of(
                new Case(claim, "a little slower meanwhile", YES, run -> run.checkpoints(variant, 22, 62, 6)),
                new Case(claim, "as slow as a standstill", NO, run -> run.checkpoints(variant, 60, 62, 6)),
                new Case(
                        claim,
                        "now this, now that",
                        CANNOT_TELL,
                        run -> run.checkpoints(variant, 22, 62, 3).checkpoints(variant, 60, 62, 3)),
                new Case(claim, "one block", CANNOT_TELL, run -> run.checkpoints(variant, 22, 62, 1)),
                new Case(claim, "checkpoints too short", CANNOT_TELL, run -> run.checkpoints(variant, 11, 8, 6)),
                new Case(
                        claim,
                        "with the usual number of checkpoints only",
                        CANNOT_TELL,
                        run -> run.add(trial("keys-100", last).checkpoints(22, 10, 62))),
                new Case(
                        claim,
                        "while something was killed",
                        NOT_JUDGED,
                        run -> run.add(trial("recovery", last).checkpoints(22, 10, 62))),
                new Case(claim, "without checkpoints", NOT_JUDGED, run -> run.add(trial("keys-100", last))));
    }

    private static Stream<Case> noDuplicate(String claim, String variant) {
        BareTrial killed = trial("recovery", variant);
        BareTrial unharmed = trial("keys-100", variant);
        return Stream.of(
                new Case(claim, "none after a kill", YES, run -> run.add(unharmed, killed)),
                new Case(
                        claim,
                        "some, which makes the trial invalid",
                        NO,
                        run -> run.add(killed.invalid("3 duplicates").with(events(0, 3, 0, 0)))),
                new Case(
                        claim,
                        "in one of three",
                        NO,
                        run -> run.add(killed, killed, killed.invalid("dup").with(events(0, 3, 0, 0)))),
                new Case(
                        claim,
                        "without a kill, and none after one",
                        NO,
                        run -> run.add(killed, unharmed.invalid("dup").with(events(0, 1, 0, 0)))),
                new Case(claim, "nothing was killed", CANNOT_TELL, run -> run.add(unharmed)),
                new Case(
                        claim,
                        "none, but events are lost",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("lost").with(events(5, 0, 2, 0)))),
                new Case(claim, "did not come back", CANNOT_TELL, run -> run.add(unharmed, killed.failed())),
                new Case(
                        claim,
                        "none, in a trial with a late generator",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("late"))),
                new Case(claim, "refused", NOT_JUDGED, run -> run.add(killed.refused())));
    }

    private static Stream<Case> exactState(String claim, String variant) {
        BareTrial killed = trial("recovery", variant);
        return Stream.of(
                new Case(claim, "rows written again only", YES, run -> run.add(killed.with(events(0, 7, 0, 0)))),
                new Case(
                        claim,
                        "events lost, which makes the trial invalid",
                        NO,
                        run -> run.add(killed.invalid("lost").with(events(5, 7, 0, 0)))),
                new Case(
                        claim,
                        "counts wrong, which makes the trial invalid",
                        NO,
                        run -> run.add(killed.invalid("wrong").with(events(0, 7, 2, 0)))),
                new Case(
                        claim,
                        "counts above what was sent",
                        NO,
                        run -> run.add(killed.invalid("unexpected").with(events(0, 7, 0, 4)))),
                new Case(
                        claim,
                        "in one of three",
                        NO,
                        run -> run.add(killed, killed.invalid("lost").with(events(5, 0, 1, 0)), killed)),
                new Case(claim, "did not come back", CANNOT_TELL, run -> run.add(killed.failed())),
                new Case(
                        claim,
                        "exact, in a trial with a late generator",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("late"))),
                new Case(claim, "one of two came to no account", CANNOT_TELL, run -> run.add(killed, killed.failed())),
                new Case(
                        claim,
                        "what is lost was never sent",
                        CANNOT_TELL,
                        run -> run.add(killed.invalid("sends failed")
                                .with(new Events(10, 5, 5, 0, 0, false, 1, null, 0, 5, 0, 1, 5L)))),
                new Case(claim, "nothing was killed", NOT_JUDGED, run -> run.add(trial("keys-100", variant))));
    }

    private static Stream<Case> expired(String claim, String variant) {
        BareTrial trial = trial("ttl", variant);
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

    private static Stream<Case> fired(String claim, String variant) {
        BareTrial trial = trial("timers", variant);
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

    private static Stream<Case> idleBatches(String claim, String variant) {
        BareTrial trial = trial("timers", variant);
        return Stream.of(
                new Case(claim, "three a second", YES, run -> run.add(trial.batches(100, 200, 3.0))),
                new Case(claim, "none", NO, run -> run.add(trial.batches(100, 200, 0.0))),
                new Case(claim, "one last", NO, run -> run.add(trial.batches(100, 200, 1 / 3.0))),
                new Case(
                        claim,
                        "none, in a trial that is invalid",
                        NO,
                        run -> run.add(trial.invalid("no timer").batches(100, 200, 0.0))),
                new Case(
                        claim,
                        "in one of two",
                        NO,
                        run -> run.add(trial.batches(100, 200, 3.0), trial.batches(100, 200, 0.0))),
                new Case(claim, "long ones", CANNOT_TELL, run -> run.add(trial.batches(100, 2_900, 0.0))),
                new Case(
                        claim,
                        "none, as the load was not taken",
                        CANNOT_TELL,
                        run -> run.add(
                                trial.invalid("lost").batches(100, 200, 0.0).with(events(4, 0, 1, 0)))),
                new Case(claim, "nobody waited", CANNOT_TELL, run -> run.add(trial.batches(100, 200, null))),
                new Case(claim, "refused", NOT_JUDGED, run -> run.add(trial.refused())));
    }

    /** What a cell answers with yes or no. */
    private enum Question {
        STARTS_AGAIN("starts again after its TTL"),
        SURVIVES("survives a pause shorter than its TTL"),
        TIMERS_FIRE("idle timers fire");

        private final String words;

        Question(String words) {
            this.words = words;
        }
    }

    private static Stream<Case> cells(EngineDescriptor engine) {
        return questionsOfCells(engine).entrySet().stream().flatMap(entry -> {
            String question = cell(engine, entry.getKey());
            return switch (entry.getKey()) {
                case STARTS_AGAIN -> startsAgain(question, trial("ttl", entry.getValue()));
                case SURVIVES -> survives(question, trial("ttl", entry.getValue()));
                case TIMERS_FIRE -> timersFire(question, trial("timers", entry.getValue()));
            };
        });
    }

    private static String cell(EngineDescriptor engine, Question question) {
        return "cell of " + engine.id() + ": " + question.words;
    }

    /** What an engine is asked, each with a variant that answers. */
    private static Map<Question, String> questionsOfCells(EngineDescriptor engine) {
        Map<Question, String> questions = new EnumMap<>(Question.class);
        for (TableEntry entry : engine.table()) {
            if (entry.full().contains("ttl")) {
                questions.put(Question.STARTS_AGAIN, entry.variant().name());
                questions.put(Question.SURVIVES, entry.variant().name());
            }
            if (entry.full().contains("timers") && entry.variant().idleTimer() != null) {
                questions.put(Question.TIMERS_FIRE, entry.variant().name());
            }
        }
        return questions;
    }

    private static Stream<Case> startsAgain(String starts, BareTrial ttl) {
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
                new Case(starts, "died", CANNOT_TELL, run -> run.add(ttl.failed())));
    }

    private static Stream<Case> survives(String survives, BareTrial ttl) {
        return Stream.of(
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
                new Case(survives, "died", CANNOT_TELL, run -> run.add(ttl.failed())));
    }

    private static Stream<Case> timersFire(String fire, BareTrial timer) {
        return Stream.of(
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

    private static BareTrial trial(String condition, String variant) {
        return new BareTrial(condition, variant).with(EXACT);
    }

    /** All rows of the table, full size, in as many blocks as there are trials of a kind. */
    private static final class Run {

        private final List<TrialResult> trials = new ArrayList<>();
        private final List<MicroResult.Figure> micro = new ArrayList<>();

        Run add(BareTrial... added) {
            for (BareTrial trial : added) {
                long before = trials.stream().filter(trial::isLike).count();
                trials.add(trial.result(trials.size() + 1, (int) before + 1));
            }
            return this;
        }

        Run micro(Steps steps, double ns, Double error, double otherNs, Double otherError) {
            return micro(steps, 100_000, ns, error, otherNs, otherError);
        }

        Run micro(Steps steps, int keys, double ns, Double error, double otherNs, Double otherError) {
            return micro(steps, steps.backend, keys, ns, error).micro(steps, steps.other, keys, otherNs, otherError);
        }

        Run micro(Steps steps, String backend, int keys, double ns, Double error) {
            micro.add(new MicroResult.Figure(
                    steps.module,
                    "a.B.readModifyWrite",
                    Map.of("backend", backend, "keys", Integer.toString(keys)),
                    ns,
                    error,
                    null,
                    1,
                    3));
            return this;
        }

        /** Of a variant, a block each, beside 40 of another. */
        Run drains(String variant, String other, String condition, double... perSecond) {
            for (double rate : perSecond) {
                add(
                        trial(condition, other).drained(40),
                        trial(condition, variant).drained(rate));
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
        Run checkpoints(String variant, long insideMs, long lastedMs, int blocks) {
            for (int i = 0; i < blocks; i++) {
                add(trial("keys-100", variant).checkpoints(insideMs, 10, lastedMs));
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
                    DescribedEngines.scenario(EnumSet.allOf(Dimension.class), quick, 6),
                    new Environment("cpu", 2, 1, "os", "1", "17", 20, "embedded", Map.of(), null, null),
                    List.of(),
                    trials,
                    null,
                    null,
                    null);
            return ComparisonTable.complete(run, DescribedEngines.measured(micro), DescribedEngines.ALL);
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
                                            + finding.figures().stream()
                                                    .map(figure -> figure.name() + " " + figure.value())
                                                    .toList());
                        }
                    }
                }
            }
            return answers;
        }

        private static String word(TableRow.Claim claim) {
            return switch (claim.verdict()) {
                case CONFIRMED -> YES;
                case NOT_CONFIRMED -> NO;
                case CANNOT_TELL -> CANNOT_TELL;
                case NOT_JUDGED -> NOT_JUDGED;
            };
        }
    }
}
