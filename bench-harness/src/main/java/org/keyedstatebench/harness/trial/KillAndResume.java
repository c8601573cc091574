package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.measure.Outage;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.scenario.Experiment;

/** Kills the engine in the middle of an open loop, lets it go on from its last checkpoint, and finds out what that cost. */
final class KillAndResume implements WindowWork {

    private static final Duration LIMIT_OF_COMMAND = Duration.ofSeconds(30);

    private final Experiment.Recovery experiment;
    private final Supplier<Map<Integer, Long>> endOfOutput;
    private final Outage outage = new Outage();
    private final List<Recovery.Second> seconds = new ArrayList<>();
    private Window window;
    private long killedNs;
    private long coveredAtLastSecond;

    /** @param endOfOutput offsets behind the last rows of the output, by partition */
    KillAndResume(Experiment.Recovery experiment, Supplier<Map<Integer, Long>> endOfOutput) {
        this.experiment = experiment;
        this.endOfOutput = endOfOutput;
    }

    @Override
    public void whileOpen(TrialRig rig, Load.OpenLoop load, Window opened) throws InterruptedException {
        window = opened;
        long killAt = window.fromNs() + experiment.killAfter().toNanos();
        killedNs = killAt;
        coveredAtLastSecond = rig.coveredAtLastTick();
        rig.tellTicks((second, covered, backlog) -> ticked(rig.clock.nanos(), second, covered, backlog));
        load.recorder().tellProgress(outage);
        rig.await(
                () -> sampled(rig, load) && rig.clock.nanos() >= killAt,
                experiment.killAfter().plus(TrialRig.TICK.multipliedBy(5)));
        killedNs = rig.clock.nanos();
        outage.killed(killedNs);
        kill(rig.engine);
        // Asked for now: whatever lies behind this was written after the kill.
        load.tellFirstBehind(endOfOutput.get(), outage::resumed);
        if (experiment.endsEngine()) {
            rig.engine.start();
        }
        rig.await(
                () -> sampled(rig, load) && outage.isCaughtUp(),
                rig.trial.condition().timing().drainTimeout());
    }

    private void kill(EngineUnderTest engine) throws InterruptedException {
        if (experiment.endsEngine()) {
            engine.kill();
        } else if (experiment.command() == null) {
            engine.kill(experiment.victim());
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

    /** @return true, to stand in a condition */
    private boolean sampled(TrialRig rig, Load load) {
        // Covered first: read the other way round, it could be ahead of what was sent.
        long covered = load.covered();
        outage.backlog(rig.clock.nanos(), load.sent() - covered);
        return true;
    }

    private void ticked(long nowNs, Histogram second, long covered, long backlog) {
        boolean none = second.getTotalCount() == 0;
        seconds.add(new Recovery.Second(
                (nowNs - killedNs) / 1_000_000,
                Math.max(0, covered - coveredAtLastSecond),
                none ? null : second.getValueAtPercentile(50),
                none ? null : second.getMaxValue(),
                backlog));
        coveredAtLastSecond = covered;
    }

    @Override
    public Verdict conclude(TrialRig rig, Load.OpenLoop load, TrialDraft draft, Verdict verdict) {
        OptionalLong resumed = outage.resumedAfterNs();
        OptionalLong caughtUp = outage.caughtUpAfterNs();
        draft.found.recovery(new Recovery(
                TrialRig.millis(window.fromNs(), killedNs),
                outage.longestNs(rig.clock.nanos()) / 1_000_000,
                resumed.isPresent() ? resumed.getAsLong() / 1_000_000 : null,
                caughtUp.isPresent() ? caughtUp.getAsLong() / 1_000_000 : null,
                outage.peak(),
                load.repeatedEvents(),
                seconds));
        return verdict.flaggedIf(caughtUp.isEmpty(), Flag.NOT_CAUGHT_UP);
    }
}
