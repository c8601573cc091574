package org.keyedstatebench.harness.trial;

import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * A trial that is to be run.
 *
 * @param order place in the order of execution over the whole run, from 1
 * @param block from 1
 * @param condition under which
 * @param variant what is measured
 */
public record PlannedTrial(int order, int block, Condition condition, Variant variant) {

    Timing timing() {
        return condition.timing();
    }

    Workload workload() {
        return condition.workload();
    }
}
