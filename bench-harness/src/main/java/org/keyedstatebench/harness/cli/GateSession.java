package org.keyedstatebench.harness.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keyedstatebench.harness.gate.DiscardedPair;
import org.keyedstatebench.harness.gate.GateRules;
import org.keyedstatebench.harness.gate.Judgement;
import org.keyedstatebench.harness.gate.Pair;
import org.keyedstatebench.harness.measure.ForeignLoad.Reading;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Scenario;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.TrialSource;

/**
 * Plans the trials of a gate: adjacent pairs, each in an order by the flip of a coin; repeats a pair that others disturbed; extends a
 * set that cannot tell; adds a second set where the first raises a suspicion; stops at a hard failure. Starts no process; used by one
 * thread.
 */
final class GateSession implements TrialSource {

    static final String BASELINE = "baseline";
    static final String CANDIDATE = "candidate";

    private final Scenario scenario;
    private final GateRules rules;
    private final int mostRepeats;
    private final Supplier<Optional<Reading>> load;
    private final Consumer<String> say;
    private final Random random;

    private final Deque<PlannedPair> queue = new ArrayDeque<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Pair> confirmation = new ArrayList<>();
    private final List<DiscardedPair> discarded = new ArrayList<>();
    private PlannedPair current;
    private TrialResult firstOfCurrent;
    private Optional<String> disturbance = Optional.empty();
    private Optional<Reading> before = Optional.empty();
    private int blocks;
    private int trials;
    private int keptDisturbed;

    /** @param number in its set, from 1; in a rehearsal from 1 too */
    private record PlannedPair(int number, int block, boolean rehearsal, boolean second, boolean candidateFirst) {}

    /**
     * @param scenario has the variants {@link #BASELINE} and {@link #CANDIDATE} and one condition
     * @param mostRepeats pairs that are repeated at most; 0 or more
     * @param load reads what the machine has done so far
     * @param say tells the user what is planned anew
     */
    GateSession(
            Scenario scenario,
            GateRules rules,
            int mostRepeats,
            Supplier<Optional<Reading>> load,
            Consumer<String> say) {
        this.scenario = scenario;
        this.rules = rules;
        this.mostRepeats = mostRepeats;
        this.load = load;
        this.say = say;
        this.random = new Random(scenario.seed());
        for (int number = 1; number <= rules.rehearsals(); number++) {
            queue.add(fresh(number, true, false));
        }
        plan(1, rules.pairs(), false);
    }

    private void plan(int from, int to, boolean second) {
        for (int number = from; number <= to; number++) {
            queue.add(fresh(number, false, second));
        }
    }

    /** A block of its own has an event sequence of its own, so a repeated pair counts other events than the first time. */
    private PlannedPair fresh(int number, boolean rehearsal, boolean second) {
        return new PlannedPair(number, ++blocks, rehearsal, second, random.nextBoolean());
    }

    @Override
    public Optional<PlannedTrial> next() {
        if (current == null) {
            if (queue.isEmpty()) {
                return Optional.empty();
            }
            current = queue.remove();
            disturbance = Optional.empty();
        }
        before = load.get();
        return Optional.of(trial(++trials, current, firstOfCurrent == null));
    }

    @Override
    public void answered(PlannedTrial trial, TrialResult result) {
        Optional<Reading> after = load.get();
        if (disturbance.isEmpty() && before.isPresent() && after.isPresent()) {
            disturbance = after.get().disturbanceSince(before.get());
        }
        if (firstOfCurrent == null) {
            firstOfCurrent = result;
            return;
        }
        PlannedPair done = current;
        Pair pair = done.candidateFirst()
                ? new Pair(done.number(), true, result, firstOfCurrent)
                : new Pair(done.number(), false, firstOfCurrent, result);
        current = null;
        firstOfCurrent = null;
        if (done.rehearsal() && isValid(pair.baseline()) && isValid(pair.candidate())) {
            say.accept(
                    "that pair was rehearsal " + done.number() + " of " + rules.rehearsals() + ", which is not judged");
            return;
        }
        take(done, pair);
    }

    /** A failure counts whenever it comes. */
    private static boolean isValid(TrialResult trial) {
        return trial.status() == TrialStatus.VALID;
    }

    private void take(PlannedPair done, Pair pair) {
        if (disturbance.isPresent() && !isWrong(pair.baseline()) && !isWrong(pair.candidate())) {
            if (discarded.size() < mostRepeats) {
                discarded.add(new DiscardedPair(done.second(), pair, disturbance.get()));
                queue.addFirst(fresh(done.number(), done.rehearsal(), done.second()));
                say.accept("pair " + done.number() + " is repeated: " + disturbance.get());
                return;
            }
            keptDisturbed++;
            say.accept("pair " + done.number() + " is kept though " + disturbance.get() + ": " + mostRepeats
                    + " pairs were repeated already");
        }
        List<Pair> set = done.second() ? confirmation : pairs;
        set.add(pair);
        Judgement judgement = judgement();
        if (!judgement.hardFailures().isEmpty()) {
            // Whatever follows could not change what is said about the candidate.
            queue.clear();
            say.accept("stopped: " + judgement.sentence());
        } else if (queue.isEmpty()
                && !done.second()
                && !judgement.needsConfirmation().isEmpty()) {
            say.accept(judgement.sentence());
            plan(1, rules.pairs(), true);
            say.accept("running the second set of " + rules.pairs() + " pairs");
        } else if (queue.isEmpty()
                && set.size() < rules.mostPairs()
                && !judgement.needsMorePairs().isEmpty()) {
            say.accept(judgement.sentence());
            plan(set.size() + 1, rules.mostPairs(), done.second());
            say.accept("extending the set to " + rules.mostPairs() + " pairs");
        }
    }

    /** Events that are lost or counted wrongly are no matter of load: such a trial is never repeated. */
    private static boolean isWrong(TrialResult trial) {
        TrialResult.Events events = trial.events();
        return events != null && (events.lost() > 0 || events.wrongFinalCounts() > 0);
    }

    Judgement judgement() {
        return Judgement.of(rules, pairs, confirmation);
    }

    @Override
    public List<PlannedTrial> following() {
        List<PlannedTrial> planned = new ArrayList<>();
        int order = trials;
        if (current != null && firstOfCurrent == null) {
            planned.add(trial(++order, current, false));
        }
        for (PlannedPair pair : queue) {
            planned.add(trial(++order, pair, true));
            planned.add(trial(++order, pair, false));
        }
        return planned;
    }

    private PlannedTrial trial(int order, PlannedPair pair, boolean first) {
        Condition condition = scenario.conditions().get(0);
        return new PlannedTrial(
                order,
                pair.block(),
                condition,
                scenario.variant(first == pair.candidateFirst() ? CANDIDATE : BASELINE));
    }

    @Override
    public Scenario scenario() {
        return new Scenario(
                scenario.name(),
                scenario.profile(),
                scenario.workload(),
                scenario.timing(),
                scenario.resources(),
                blocks,
                scenario.seed(),
                scenario.variants(),
                scenario.conditions());
    }

    /** A machine that was hardly ever quiet says nothing about either side. */
    List<String> faults() {
        int measured = pairs.size() + confirmation.size();
        return 2 * keptDisturbed <= measured
                ? List.of()
                : List.of("others disturbed " + keptDisturbed + " of " + measured + " pairs, and " + mostRepeats
                        + " more that were repeated; expected a machine that does nothing else");
    }

    List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    List<Pair> confirmation() {
        return List.copyOf(confirmation);
    }

    List<DiscardedPair> discarded() {
        return List.copyOf(discarded);
    }
}
