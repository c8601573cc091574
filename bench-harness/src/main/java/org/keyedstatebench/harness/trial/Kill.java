package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.scenario.Experiment;

/**
 * SIGKILL to the engine, which goes on from its last checkpoint, or to a process of its cluster, after which the job goes on by itself.
 *
 * @param experiment says who is killed, and when
 */
record Kill(Experiment.Recovery experiment) implements Interruption {

    private static final Duration LIMIT_OF_COMMAND = Duration.ofSeconds(30);

    @Override
    public Duration after() {
        return experiment.killAfter();
    }

    @Override
    public boolean endsEngine() {
        return experiment.endsEngine();
    }

    @Override
    public void interrupt(TrialRig rig) throws InterruptedException {
        if (experiment.endsEngine()) {
            rig.engine.kill();
        } else if (experiment.command() == null) {
            rig.engine.kill(experiment.victim());
        } else {
            run(experiment.command());
        }
    }

    private static void run(String command) throws InterruptedException {
        try (ChildProcess killer =
                ChildProcess.of(List.of("/bin/sh", "-c", command)).start()) {
            killer.closeInput();
            OptionalInt code = killer.await(LIMIT_OF_COMMAND);
            if (code.isEmpty() || code.getAsInt() != 0) {
                throw new TrialFailedException("the command that kills, '" + command + "', "
                        + (code.isEmpty()
                                ? "did not end within " + LIMIT_OF_COMMAND.toSeconds() + " s"
                                : "ended with exit code " + code.getAsInt())
                        + ": "
                        + String.join("\n", killer.output()));
            }
        } catch (IOException e) {
            throw new TrialFailedException("cannot start the command that kills, '" + command + "': " + e.getMessage());
        }
    }
}
