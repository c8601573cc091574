package org.keyedstatebench.harness.scenario;

import java.time.Duration;
import java.util.List;

/** The scenarios that stand for "nothing was said": what a file or the command line starts from. */
public final class Scenarios {

    /** The seed when none is given: the same events and the same order for everybody. */
    public static final long DEFAULT_SEED = 42;

    /** The default comparison: enough blocks for an interval, within 15 minutes on 2 cores. */
    public static final Scenario COMPARE = new Scenario(
            "compare",
            Profile.LOW_LATENCY,
            Workload.DEFAULT,
            Timing.DEFAULT,
            Resources.DEFAULT,
            3,
            DEFAULT_SEED,
            BuiltInVariants.compared());

    /** The same variants once and shorter, to see within 5 minutes that all works. */
    public static final Scenario QUICK = new Scenario(
            "quick",
            COMPARE.profile(),
            COMPARE.workload(),
            new Timing(
                    COMPARE.timing().startTimeout(),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(12),
                    COMPARE.timing().drainTimeout()),
            COMPARE.resources(),
            1,
            DEFAULT_SEED,
            COMPARE.variants());

    /** What a gate measures: well below what two cores can do, because near that queues make a trial's latency a matter of luck. */
    public static final Scenario GATE = new Scenario(
            "gate",
            COMPARE.profile(),
            COMPARE.workload().withRate(2_000),
            COMPARE.timing(),
            COMPARE.resources(),
            1,
            DEFAULT_SEED,
            COMPARE.variants());

    /** Of what throughput is measured: as fast as each engine can, with every backend. */
    public static final Scenario DRAIN = COMPARE.named("drain")
            .withVariants(List.of("reference", "flink-hashmap", "flink-rocksdb", "spark").stream()
                    .map(BuiltInVariants::named)
                    .toList());

    /** Of what capacity and the load curve are measured: many trials, so each is shorter, and two blocks must do. */
    public static final Scenario LOAD = new Scenario(
            "load",
            DRAIN.profile(),
            DRAIN.workload(),
            DRAIN.timing().withDuration(Duration.ofSeconds(12)),
            DRAIN.resources(),
            2,
            DEFAULT_SEED,
            DRAIN.variants());

    private Scenarios() {}
}
