package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * A trial of the reference before the first one that counts, so that broker, generator and measurement have been compiled by
 * their JVMs by then; without it the first trial of a run pays for that. Trials of a few seconds show that something works, not how
 * fast it is: they have none.
 */
final class Rehearsal {

    private static final Duration LONGEST_WARMUP = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration SHORTEST_TRIAL = Duration.ofSeconds(6);

    private Rehearsal() {}

    /** Whether trials with this timing are long enough to be worth it. */
    static boolean isWorthwhile(Timing timing) {
        return timing.warmup().plus(timing.duration()).compareTo(SHORTEST_TRIAL) >= 0;
    }

    /**
     * @param setting whose trials are worth a rehearsal
     * @return what it came to; nobody keeps it
     */
    static TrialResult of(TrialSetting setting) throws InterruptedException {
        Variant reference = setting.catalogue().variants().reference();
        Scenario given = setting.scenario();
        Timing timing = given.timing();
        Workload workload = given.conditions().get(0).workload();
        Scenario shorter = new Scenario(
                "rehearsal",
                given.profile(),
                workload,
                new Timing(timing.startTimeout(), warmup(timing), WINDOW, timing.drainTimeout()),
                given.resources(),
                1,
                given.seed(),
                List.of(reference));
        return UnrecordedTrial.run(
                setting,
                shorter,
                setting.launch().unprofiled(),
                setting.temporaryFolder().resolve("rehearsal"));
    }

    private static Duration warmup(Timing timing) {
        Duration trial = timing.warmup().plus(timing.duration()).minus(WINDOW);
        return trial.compareTo(LONGEST_WARMUP) < 0 ? trial : LONGEST_WARMUP;
    }
}
