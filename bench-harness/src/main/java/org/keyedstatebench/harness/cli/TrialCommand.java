package org.keyedstatebench.harness.cli;

import java.util.concurrent.Callable;
import org.keyedstatebench.scenario.Scenario;

/** A command that runs trials: it can say which before it starts anything, so what is asked for can be held against it. */
interface TrialCommand extends Callable<Integer> {

    /** What would be run: what nobody says, over it the scenario file, over that the options. */
    Scenario scenario();
}
