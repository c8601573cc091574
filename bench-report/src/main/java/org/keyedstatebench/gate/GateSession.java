package org.keyedstatebench.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyedstatebench.result.Disturbance;
import org.keyedstatebench.result.TrialResult;

/**
 * Plays a gate by its rules, the one place of them: adjacent pairs, each in an order by the flip of a coin, after a rehearsal; a pair
 * that others disturbed is repeated, one whose candidate failed once is followed by another; a set that cannot tell is extended; a second
 * set is added where the first raises a suspicion; a failure that decides ends it. Says what is to be run and takes what came of it, so
 * that a simulation plays the same gate as a machine does. Starts no process; used by one thread.
 */
public final class GateSession {

    private final GateRules rules;
    private final int mostRepeats;
    private final boolean guarded;
    private final Random random;
    private final Consumer<String> say;

    private final Deque<PlannedPair> queue = new ArrayDeque<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Pair> confirmation = new ArrayList<>();
    private final List<DiscardedPair> discarded = new ArrayList<>();
    private PlannedPair current;
    private TrialResult firstOfPair;
    private int blocks;
    private int trials;
    private int rehearsed;
    private int keptDisturbed;
    private Optional<TrialResult> change = Optional.empty();

    /**
     * A trial that is to be run.
     *
     * @param order from 1, over the whole gate
     * @param block from 1; both sides of a pair have the same, no other pair has it
     * @param side whose trial it is
     */
    public record Turn(int order, int block, Side side) {}

    private record PlannedPair(int block, boolean rehearsal, boolean second, boolean candidateFirst) {

        /** Its first trial has an odd place over the whole gate, its second an even one. */
        Turn turn(int order) {
            return new Turn(order, block, (order % 2 == 1) == candidateFirst ? Side.CANDIDATE : Side.BASELINE);
        }
    }

    /**
     * @param mostRepeats pairs that are repeated at most because others disturbed them; 0 or more
     * @param guarded whether a disturbed pair is repeated, and a machine that is hardly ever quiet a fault
     * @param seed of the coin
     * @param say tells the user what is planned anew
     */
    public GateSession(GateRules rules, int mostRepeats, boolean guarded, long seed, Consumer<String> say) {
        if (mostRepeats < 0) {
            throw new IllegalArgumentException("mostRepeats must be 0 or more, got " + mostRepeats);
        }
        this.rules = rules;
        this.mostRepeats = mostRepeats;
        this.guarded = guarded;
        this.random = new Random(seed);
        this.say = say;
        plan(rules.rehearsals(), true, false);
        plan(rules.pairs(), false, false);
    }

    private void plan(long number, boolean rehearsal, boolean second) {
        for (int i = 0; i < number; i++) {
            queue.add(fresh(rehearsal, second));
        }
    }

    /** Plans a pair in place of one that did not say what it was to say. */
    private void again(PlannedPair done) {
        queue.addFirst(fresh(done.rehearsal(), done.second()));
    }

    /** A block of its own has an event sequence of its own, so a repeated pair counts other events than the first time. */
    private PlannedPair fresh(boolean rehearsal, boolean second) {
        return new PlannedPair(++blocks, rehearsal, second, random.nextBoolean());
    }

    /** The trial to run next; empty when there is no other. {@link #answered} must follow. */
    public Optional<Turn> next() {
        current = trials % 2 == 0 ? queue.poll() : current;
        return Optional.ofNullable(current).map(pair -> pair.turn(++trials));
    }

    /** Takes what the trial of {@link #next} found. */
    public void answered(TrialResult result) {
        if (trials % 2 == 1) {
            firstOfPair = result;
            return;
        }
        boolean swapped = current.candidateFirst();
        TrialResult baseline = swapped ? result : firstOfPair;
        TrialResult candidate = swapped ? firstOfPair : result;
        List<Pair> set = current.second() ? confirmation : pairs;
        take(current, new Pair(set.size() + 1, swapped, baseline, candidate), set);
    }

    private void take(PlannedPair done, Pair pair, List<Pair> set) {
        List<HardFailure> failures = HardFailure.of(pair, done.second());
        if (done.rehearsal() && failures.isEmpty()) {
            rehearsed++;
            say.accept("that pair was rehearsal " + rehearsed + " of " + rules.rehearsals() + ", which is not judged");
            return;
        }
        Optional<String> disturbance = guarded ? disturbance(pair) : Optional.empty();
        if (disturbance.isPresent() && failures.stream().noneMatch(HardFailure::decisive)) {
            if (discarded.size() < mostRepeats) {
                discarded.add(new DiscardedPair(done.second(), pair, disturbance.get()));
                again(done);
                say.accept("that pair is repeated: " + disturbance.get());
                return;
            }
            keptDisturbed++;
            say.accept("that pair is kept though " + disturbance.get() + ": " + mostRepeats
                    + " pairs were repeated already");
        }
        // A failure counts whenever it comes, in a rehearsal too.
        set.add(pair);
        if (!failures.isEmpty()) {
            afterFailure(done);
        } else if (queue.isEmpty()) {
            afterSet(done.second(), Judgement.sound(set));
        }
    }

    /** By the windows of its trials: never for what a side was like itself, because that would censor what the gate is to find. */
    private static Optional<String> disturbance(Pair pair) {
        return Stream.of(pair.baseline(), pair.candidate())
                .flatMap(trial -> Disturbance.of(trial.resources()).stream())
                .findFirst();
    }

    private void afterFailure(PlannedPair done) {
        Judgement judgement = Judgement.of(rules, pairs, confirmation, List.of());
        if (judgement.decidedByFailures()) {
            // Whatever follows could not change what is said about the candidate.
            queue.clear();
            say.accept("stopped: " + judgement.sentence());
        } else {
            again(done);
            say.accept("a trial of the candidate failed: another pair must show whether that was chance");
        }
    }

    private void afterSet(boolean second, long sound) {
        Judgement judgement = Judgement.of(rules, pairs, confirmation, List.of());
        if (!second && !judgement.needsConfirmation().isEmpty()) {
            say.accept(judgement.sentence());
            plan(rules.pairs(), false, true);
            say.accept("running the second set of " + rules.pairs() + " pairs");
        } else if (sound < rules.mostPairs() && !judgement.needsMorePairs().isEmpty()) {
            say.accept(judgement.sentence());
            plan(rules.mostPairs() - sound, false, second);
            say.accept("extending the set to " + rules.mostPairs() + " pairs");
        }
    }

    /** What follows from all that was run. */
    public Judgement judgement() {
        return Judgement.of(rules, pairs, confirmation, faults(), change);
    }

    /** Takes what the trial found, beside all pairs, in which the candidate goes on from the baseline's state. */
    public void changed(TrialResult result) {
        change = Optional.of(result);
        say.accept(HardFailure.ofChange(result)
                .map(failure -> "the candidate does not go on from the baseline's state: " + failure.reason())
                .orElse("the candidate goes on from the baseline's state, and all counts are exact"));
    }

    /**
     * Plays the whole gate.
     *
     * @param trials what a trial finds
     */
    Judgement play(Function<Turn, TrialResult> trials) {
        for (Optional<Turn> turn = next(); turn.isPresent(); turn = next()) {
            answered(trials.apply(turn.get()));
        }
        return judgement();
    }

    /** Trials that are known to follow the next one; others may be added. */
    public List<Turn> following() {
        Stream<PlannedPair> begun = trials % 2 == 1 ? Stream.of(current) : Stream.empty();
        List<Turn> planned = new ArrayList<>();
        Stream.concat(begun, queue.stream().flatMap(pair -> Stream.of(pair, pair)))
                .forEach(pair -> planned.add(pair.turn(trials + planned.size() + 1)));
        return planned;
    }

    /** How many blocks were planned so far. */
    public int blocks() {
        return blocks;
    }

    /** A machine that was hardly ever quiet says nothing about either side. */
    List<String> faults() {
        int measured = pairs.size() + confirmation.size();
        return 2 * keptDisturbed <= measured
                ? List.of()
                : List.of("others disturbed " + keptDisturbed + " of " + measured + " pairs, and " + discarded.size()
                        + " more that were repeated; expected a machine that does nothing else");
    }

    public List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    public List<Pair> confirmation() {
        return List.copyOf(confirmation);
    }

    public List<DiscardedPair> discarded() {
        return List.copyOf(discarded);
    }
}
