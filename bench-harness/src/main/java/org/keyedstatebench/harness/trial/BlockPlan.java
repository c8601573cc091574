package org.keyedstatebench.harness.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Scenario;

/**
 * Draws the order of trials: every block holds every condition once and in it every variant once, each in an order of its own, so
 * that variants are compared side by side and none always comes first. Pure: the same scenario gives the same plan.
 */
public final class BlockPlan {

    private BlockPlan() {}

    public static List<PlannedTrial> of(Scenario scenario) {
        Random random = new Random(scenario.seed());
        List<PlannedTrial> plan = new ArrayList<>();
        for (int block = 1; block <= scenario.blocks(); block++) {
            List<Condition> conditions = new ArrayList<>(scenario.conditions());
            Collections.shuffle(conditions, random);
            for (Condition condition : conditions) {
                List<String> order = new ArrayList<>(condition.variants());
                Collections.shuffle(order, random);
                for (String variant : order) {
                    plan.add(new PlannedTrial(plan.size() + 1, block, condition, scenario.variant(variant)));
                }
            }
        }
        return List.copyOf(plan);
    }

    /** The seed of a block's event sequence: the same for every variant of the block, another one for every block. */
    public static long sequenceSeed(long seed, int block) {
        return seed * 1_000_003 + block;
    }
}
