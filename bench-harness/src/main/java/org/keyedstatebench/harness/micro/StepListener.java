package org.keyedstatebench.harness.micro;

import java.time.Duration;

/** Is told how far the benchmarks are; a case is one benchmark with one set of parameters. */
public interface MicroListener {

    /** Before the first case. */
    void started(int cases, Duration estimate);

    /**
     * A case goes on.
     *
     * @param number of the case, from 1
     * @param what benchmark and parameters, for people
     * @param remaining expected time until all cases are done
     */
    void progress(int number, int cases, String what, Duration remaining);
}
