package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyedstatebench.signal.Signal;

/**
 * Kills the engine, damages its newest checkpoint, and looks how it goes on. If it refuses the damaged one, the checkpoint before is
 * put in its place, which was copied while the engine stood still.
 */
final class DamagedCheckpoint implements Fault {

    private static final Duration NEXT = Duration.ofSeconds(30);

    @Override
    public String strike(PlannedFault planned, Target target) throws InterruptedException {
        if (!target.await(() -> completed(target) > 0, NEXT)) {
            Kills.killed(target);
            return "SIGKILL alone, for there was no checkpoint to damage within " + NEXT.toSeconds() + " s";
        }
        Frozen still = Frozen.of(target.processes());
        try {
            target.state().copy();
        } finally {
            still.close();
        }
        // Two further ones: the first may have been under way while it was copied.
        long then = completed(target);
        boolean further = target.await(() -> completed(target) > then + 1, NEXT);
        target.killEngine();
        int damaged = further ? target.state().damageWhatIsNewerThanTheCopy() : 0;
        target.startEngine();
        Optional<String> refusal = target.awaitComeback();
        if (refusal.isEmpty()) {
            return "SIGKILL, " + damaged
                    + " files of the newest checkpoint cut in half, and the engine went on with them";
        }
        target.state().putCopyBack();
        target.startEngine();
        return "SIGKILL, " + damaged + " files of the newest checkpoint cut in half, which the engine refused ("
                + refusal.get() + "), and the checkpoint before in its place";
    }

    private static long completed(Target target) {
        List<Signal> signals = target.signals();
        return signals.stream()
                .filter(signal -> signal instanceof Signal.CheckpointCompleted
                        || (signal instanceof Signal.BatchCompleted batch && batch.inputRows() > 0))
                .count();
    }
}
