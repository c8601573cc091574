package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.Optional;

/** Kills the engine while it writes a checkpoint or commits a batch: what is half written must not be taken for whole. */
final class KillInCheckpoint implements Fault {

    private static final Duration FIRST = Duration.ofSeconds(20);

    @Override
    public String strike(PlannedFault planned, Target target) throws InterruptedException {
        target.await(() -> moment(planned, target).isPresent(), FIRST);
        Optional<CheckpointAim.Moment> moment = moment(planned, target);
        if (moment.isPresent()) {
            target.pass(Duration.ofMillis(Math.max(0, moment.get().atMs() - target.epochMs())));
        }
        Kills.killed(target);
        return moment.map(when -> "SIGKILL " + when.words())
                .orElse("SIGKILL without an aim, for the engine told of no checkpoint within " + FIRST.toSeconds()
                        + " s");
    }

    private static Optional<CheckpointAim.Moment> moment(PlannedFault planned, Target target) {
        return CheckpointAim.next(target.signals(), target.checkpointInterval(), target.epochMs(), planned.point());
    }
}
