package org.keyedstatebench.harness.micro;

import java.time.Duration;
import java.util.List;

/**
 * How long and how often each benchmark is measured.
 *
 * @param forks fresh JVMs, one after another, 1 to 10
 * @param warmups iterations in each fork that are thrown away
 * @param iterations iterations in each fork that are measured
 * @param iteration length of one
 * @param keys numbers of keys that benchmarks with keys are run with, each 1 to 10,000,000
 */
public record MicroEffort(int forks, int warmups, int iterations, Duration iteration, List<Integer> keys) {

    /** A few minutes: the error covers what differs from JVM to JVM. */
    public static final MicroEffort FULL =
            new MicroEffort(2, 2, 3, Duration.ofSeconds(1), List.of(100, 100_000, 1_000_000));

    /** About 90 s for the suites of value state; the error is that within one JVM. */
    public static final MicroEffort QUICK = new MicroEffort(1, 2, 3, Duration.ofMillis(500), List.of(100, 100_000));

    /** What a fork needs beyond its iterations: start, fill the state. Replaced by what was seen, as soon as something was. */
    private static final Duration OVERHEAD = Duration.ofSeconds(4);

    private static final int MAX_KEYS = 10_000_000;

    public MicroEffort {
        if (forks < 1 || forks > 10 || warmups < 0 || iterations < 1) {
            throw new IllegalArgumentException(
                    "an effort needs 1 to 10 forks, 0 or more warm-ups, 1 or more iterations");
        }
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.stream().anyMatch(count -> count < 1 || count > MAX_KEYS)) {
            throw new IllegalArgumentException(
                    "expected numbers of keys, each 1 to " + MAX_KEYS + ", got " + keys + "; e.g. --keys 100,100000");
        }
    }

    public MicroEffort withKeys(List<Integer> keys) {
        return new MicroEffort(forks, warmups, iterations, iteration, keys);
    }

    /** How long one benchmark with one set of parameters is expected to take. */
    Duration estimate() {
        return iteration.multipliedBy(warmups + iterations).plus(OVERHEAD).multipliedBy(forks);
    }
}
