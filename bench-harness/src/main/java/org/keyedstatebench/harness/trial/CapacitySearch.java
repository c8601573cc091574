package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;

/**
 * Decides which rate of which variant is tried next: the searches of all variants take turns, each with one trial, so that drift of
 * the machine hits all alike. Knows no engine; not thread-safe.
 *
 * <p>A rate that does not hold is asked about once more if others took a part of the machine meanwhile, and if it is the lowest,
 * because that single trial would end the search.
 */
public final class CapacitySearch implements TrialSource {

    /** A confirmation lasts so much longer than the trial that it confirms. */
    private static final int CONFIRMATION = 2;

    /**
     * Part of the offered rate by which the backlog must have grown, with the whole confidence interval of its slope, before it is
     * said to grow: the samples of a micro-batch engine are a saw-tooth, whose slope is never quite zero.
     */
    private static final double GROWTH = 0.01;

    private final Scenario scenario;
    private final Limits limits;
    private final Random random;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final List<Search> searches = new ArrayList<>();

    /** Those of the present block. */
    private List<Search> round = List.of();

    private int block;
    private int trials;
    private int turn;

    /**
     * What to look for, and where.
     *
     * @param p99Below bound of the 99th percentile of coverage latency
     * @param minRate lowest rate to try
     * @param maxRate highest rate to try
     * @param resolution how close the answer must be to a rate that does not hold, as a part of it
     */
    public record Limits(Duration p99Below, long minRate, long maxRate, double resolution) {
        public Limits {
            if (p99Below.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException(
                        "the bound of p99 must be at least 1ms, got " + p99Below.toNanos() + " ns");
            }
            if (p99Below.compareTo(Duration.ofHours(24)) > 0) {
                throw new IllegalArgumentException(
                        "the bound of p99 must be at most 24h, got " + p99Below.toHours() + "h");
            }
            // Its own check says what is wrong with the others.
            var unused = new RateSearch(minRate, maxRate, resolution);
        }

        /** @return why the rate of a trial did not hold; empty if it did */
        List<String> whyNot(TrialResult trial) {
            List<String> why = new ArrayList<>();
            TrialResult.Throughput throughput = trial.throughput();
            TrialResult.Backlog backlog = throughput == null ? null : throughput.backlog();
            if (backlog != null && backlog.slopeLow() > GROWTH * throughput.offeredPerSecond()) {
                why.add(String.format(
                        Locale.ROOT,
                        "the backlog grew by %,.0f (%,.0f to %,.0f) events a second",
                        backlog.slopePerSecond(),
                        backlog.slopeLow(),
                        backlog.slopeHigh()));
            }
            if (trial.status() != TrialStatus.VALID) {
                why.add(trial.reason().lines().findFirst().orElse("the trial is " + trial.status()));
            } else if (trial.latencyNs().p99() >= p99Below.toNanos()) {
                why.add(String.format(
                        Locale.ROOT,
                        "p99 was %,.1f ms, not below %,d ms",
                        trial.latencyNs().p99() / 1e6,
                        p99Below.toMillis()));
            } else if (backlog == null) {
                why.add("the window was too short to see whether the backlog grew");
            }
            return why;
        }
    }

    /** The search for one variant in one block. */
    private final class Search {

        private final int ofBlock = block;
        private final Variant variant;
        private final RateSearch rates = new RateSearch(limits.minRate(), limits.maxRate(), limits.resolution());
        private final List<Capacity.Probe> probes = new ArrayList<>();
        private boolean refused;

        Search(Variant variant) {
            this.variant = variant;
        }

        boolean isOver() {
            return refused || rates.next().isEmpty();
        }

        /** What asks for a second opinion on a trial in which the rate did not hold; empty if nothing does, or if this was it. */
        Optional<String> reasonToAskAgain(TrialResult result) {
            long rate = rates.next().orElseThrow();
            boolean isSecond = probes.stream()
                    .anyMatch(probe -> probe.rate() == rate && probe.confirming() == rates.isConfirming());
            if (isSecond) {
                return Optional.empty();
            }
            if (result.flags().contains(Flag.BUSY_MACHINE)) {
                return Optional.of("the machine was busy");
            }
            return rate == limits.minRate() && !rates.isConfirming()
                    ? Optional.of("it is the lowest rate")
                    : Optional.empty();
        }

        Capacity capacity() {
            OptionalLong answer = rates.answer();
            return new Capacity(
                    variant.name(),
                    ofBlock,
                    limits.p99Below().toNanos(),
                    limits.maxRate(),
                    limits.resolution(),
                    answer.isPresent() ? (Long) answer.getAsLong() : null,
                    answer.isPresent(),
                    probes);
        }
    }

    public CapacitySearch(Scenario scenario, Limits limits) {
        this.scenario = scenario;
        this.limits = limits;
        this.random = new Random(scenario.seed());
    }

    /** The trial to carry out next; empty when all searches are over. */
    @Override
    public Optional<PlannedTrial> next() {
        if (round.stream().allMatch(Search::isOver)) {
            if (block == scenario.blocks()) {
                return Optional.empty();
            }
            openBlock();
        }
        while (round.get(turn).isOver()) {
            turn = (turn + 1) % round.size();
        }
        Search search = round.get(turn);
        Condition condition = condition(search);
        return Optional.of(new PlannedTrial(++trials, block, condition, search.variant));
    }

    /** Takes what the trial of {@link #next} found. */
    @Override
    public void answered(PlannedTrial trial, TrialResult result) {
        Search search = round.get(turn);
        boolean confirming = search.rates.isConfirming();
        List<String> why = limits.whyNot(result);
        boolean holds = why.isEmpty();
        // No rate would change a refusal.
        search.refused = result.status() == TrialStatus.UNSUPPORTED;
        Optional<String> again = holds || search.refused ? Optional.empty() : search.reasonToAskAgain(result);
        again.ifPresent(reason -> why.replaceAll(text -> text + " (asked again: " + reason + ")"));
        search.probes.add(new Capacity.Probe(trial.workload().rateHz(), trial.order(), confirming, holds, why));
        if (!search.refused && again.isEmpty()) {
            search.rates.answer(holds);
        }
        turn = (turn + 1) % round.size();
    }

    /** The scenario with the conditions that were tried so far. */
    @Override
    public Scenario scenario() {
        return scenario.withConditions(List.copyOf(conditions.values()));
    }

    /** What searches that are over have found. */
    @Override
    public List<Capacity> found() {
        return searches.stream().filter(Search::isOver).map(Search::capacity).toList();
    }

    private void openBlock() {
        block++;
        turn = 0;
        List<Variant> variants = new ArrayList<>(scenario.variants());
        Collections.shuffle(variants, random);
        round = variants.stream().map(Search::new).toList();
        searches.addAll(round);
    }

    /** Two variants that are tried at one rate share its condition. */
    private Condition condition(Search search) {
        long rate = search.rates.next().orElseThrow();
        boolean confirming = search.rates.isConfirming();
        String name = "rate-" + rate + (confirming ? "-confirmed" : "");
        Condition known = conditions.get(name);
        List<String> variants = new ArrayList<>(known == null ? List.of() : known.variants());
        if (!variants.contains(search.variant.name())) {
            variants.add(search.variant.name());
        }
        Timing timing = scenario.timing();
        Condition condition = new Condition(
                name,
                Experiment.OFFERED,
                scenario.workload().withRateHz(rate),
                confirming ? timing.withDuration(timing.duration().multipliedBy(CONFIRMATION)) : timing,
                variants,
                List.of(),
                null);
        conditions.put(name, condition);
        return condition;
    }
}
