package org.keyedstatebench.scenario;

import java.time.Duration;
import java.util.List;

/** The scenarios that stand for "nothing was said": what a file or the command line starts from. */
public final class Scenarios {

    /** The seed when none is given: the same events and the same order for everybody. */
    public static final long DEFAULT_SEED = 42;

    private static final String COMPARE = "compare";

    private final BuiltInVariants variants;

    /** @param variants from which each scenario takes those that it measures when none are named */
    public Scenarios(BuiltInVariants variants) {
        this.variants = variants;
    }

    /** The default comparison: enough blocks for an interval, within 15 minutes on 2 cores. */
    public Scenario compare() {
        return new Scenario(
                COMPARE,
                Profile.LOW_LATENCY,
                Workload.DEFAULT,
                Timing.DEFAULT,
                Resources.DEFAULT,
                3,
                DEFAULT_SEED,
                variants.compared(),
                null,
                null);
    }

    /** The same variants once and shorter, to see within 5 minutes that all works. */
    public Scenario quick(Scenario whole) {
        Timing timing = whole.timing()
                .with(shorter -> shorter.warmup(Duration.ofSeconds(6)).duration(Duration.ofSeconds(12)));
        return whole.with(once -> once.name(whole.name().equals(COMPARE) ? "quick" : whole.name())
                .timing(timing)
                .blocks(1)
                .conditions(null));
    }

    /** Of what is done to each engine in the middle of the load: one block, and a window as long as that takes. */
    public Scenario disturbed(String name, Duration window, List<Variant> those) {
        Scenario compare = compare();
        return compare.with(once -> once.name(name)
                .timing(compare.timing().withDuration(window))
                .blocks(1)
                .variants(those)
                .conditions(null));
    }

    /** What a gate measures: well below what two cores can do, because near that queues make a trial's latency a matter of luck. */
    public Scenario gate() {
        return compare()
                .with(scenario -> scenario.name("gate")
                        .workload(scenario.workload().withRateHz(2_000))
                        .blocks(1)
                        .conditions(null));
    }

    /** Of what throughput is measured: as fast as each engine can, with every backend. */
    public Scenario drain() {
        return compare().withName("drain").withVariants(variants.throughput());
    }

    /** Of what capacity and the load curve are measured: many trials, so each is shorter, and two blocks must do. */
    public Scenario load() {
        return drain().with(scenario -> scenario.name("load")
                .timing(scenario.timing().withDuration(Duration.ofSeconds(12)))
                .blocks(2)
                .conditions(null));
    }
}
