package org.keyedstatebench.harness.micro;

import java.time.Duration;

/** Is told how far work is that is no list of trials: micro-benchmarks, or the measurements of the harness itself. */
public interface StepListener {

    /**
     * Before the first step.
     *
     * @param what the steps are, in the plural
     */
    void started(int steps, String what, Duration estimate);

    /**
     * A step goes on.
     *
     * @param number of the step, from 1
     * @param what is done, for people
     * @param remaining expected time until all steps are done
     */
    void progress(int number, int steps, String what, Duration remaining);
}
