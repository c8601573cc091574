package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.Locale;
import org.keyedstatebench.signal.Signal;

/** Kills that need no aim but at the engine's own start. */
final class Kills {

    /** Of a process that was just started: the JVM is there, and nothing is restored yet. */
    private static final double STARTING_MS = 1_500;

    /** After it is ready: it replays, and has taken no checkpoint yet. */
    private static final double REPLAYING_MS = 2_000;

    private static final Duration READY = Duration.ofSeconds(60);

    private Kills() {}

    static String once(PlannedFault planned, Target target) {
        killed(target);
        return "SIGKILL";
    }

    static String afterRestart(PlannedFault planned, Target target) throws InterruptedException {
        killed(target);
        boolean ready = target.await(() -> target.signals().stream().anyMatch(Signal.Ready.class::isInstance), READY);
        Duration later = share(planned, REPLAYING_MS);
        target.pass(later);
        killed(target);
        return "SIGKILL, and another one " + later.toMillis() + " ms after "
                + (ready ? "the next process was ready" : String.format(Locale.ROOT, "%d s", READY.toSeconds()));
    }

    static String twice(PlannedFault planned, Target target) throws InterruptedException {
        killed(target);
        Duration later = share(planned, STARTING_MS);
        target.pass(later);
        killed(target);
        return "SIGKILL, and another one " + later.toMillis() + " ms after the next process was started";
    }

    static void killed(Target target) {
        target.killEngine();
        target.startEngine();
    }

    private static Duration share(PlannedFault planned, double ofMs) {
        return Duration.ofMillis(Math.round(planned.point() * ofMs));
    }
}
