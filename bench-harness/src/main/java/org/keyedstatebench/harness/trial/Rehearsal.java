package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.scenario.BuiltInVariants;
import org.keyedstatebench.harness.scenario.Scenario;
import org.keyedstatebench.harness.scenario.Timing;
import org.keyedstatebench.harness.scenario.Variant;
import org.keyedstatebench.harness.scenario.Workload;

/**
 * A trial of the reference before the first one that counts, so that broker, generator and measurement have been compiled by
 * their JVMs by then; without it the first trial of a run pays for that. It is never longer than a trial of the run.
 */
final class Rehearsal {

    private static final Duration LONGEST_WARMUP = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private Rehearsal() {}

    /** @return what the rehearsal came to; nobody keeps it */
    static TrialResult of(TrialSetting setting) throws InterruptedException {
        Variant reference = BuiltInVariants.named("reference");
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
        Duration shortest = Duration.ofSeconds(1);
        return trial.compareTo(LONGEST_WARMUP) >= 0 ? LONGEST_WARMUP : trial.compareTo(shortest) < 0 ? shortest : trial;
    }
}
