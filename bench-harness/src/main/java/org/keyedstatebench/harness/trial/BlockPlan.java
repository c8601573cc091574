package org.keyedstatebench.harness.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Scenario;

/**
 * The trials of a run that was planned in advance. Draws their order: every block holds every condition once and in it every variant
 * once, each in an order of its own, so that variants are compared side by side and none always comes first. What a comparison adds to
 * fill its table comes once, after the last block. The same scenario gives the same plan. Used by one thread.
 */
public final class BlockPlan implements TrialSource {

    private final Scenario scenario;
    private final List<PlannedTrial> rest;

    public BlockPlan(Scenario scenario) {
        this.scenario = scenario;
        this.rest = new ArrayList<>(of(scenario));
    }

    @Override
    public Optional<PlannedTrial> next() {
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest.remove(0));
    }

    /**
     * A variant that its engine refuses is not tried again under that condition in later blocks: a refusal does not depend on the
     * day. Another condition may be another question.
     */
    @Override
    public void answered(PlannedTrial trial, TrialResult result) {
        if (result.status() == TrialStatus.UNSUPPORTED) {
            rest.removeIf(
                    later -> later.condition().name().equals(trial.condition().name())
                            && later.variant().name().equals(trial.variant().name()));
        }
    }

    @Override
    public List<PlannedTrial> following() {
        return List.copyOf(rest);
    }

    @Override
    public Scenario scenario() {
        return scenario;
    }

    public static List<PlannedTrial> of(Scenario scenario) {
        Random random = new Random(scenario.seed());
        List<PlannedTrial> plan = new ArrayList<>();
        for (int block = 1; block <= scenario.blocks(); block++) {
            add(block, scenario.compared(), scenario, random, plan);
        }
        add(1, scenario.added(), scenario, random, plan);
        return List.copyOf(plan);
    }

    private static void add(
            int block, List<Condition> under, Scenario scenario, Random random, List<PlannedTrial> plan) {
        List<Condition> conditions = new ArrayList<>(under);
        Collections.shuffle(conditions, random);
        for (Condition condition : conditions) {
            List<String> order = new ArrayList<>(condition.variants());
            Collections.shuffle(order, random);
            for (String variant : order) {
                plan.add(new PlannedTrial(plan.size() + 1, block, condition, scenario.variant(variant)));
            }
        }
    }

    /** The seed of a block's event sequence: the same for every variant of the block, another one for every block. */
    public static long sequenceSeed(long seed, int block) {
        return seed * 1_000_003 + block;
    }
}
