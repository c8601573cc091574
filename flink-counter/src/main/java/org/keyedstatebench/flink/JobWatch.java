package org.keyedstatebench.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.JvmWatch;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.UnsupportedJobException;
import org.keyedstatebench.signal.Signal;

/** Turns what happens to a job into signals, and a request to stop into its cancellation. For one thread. */
final class JobWatch {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int TICKS_BETWEEN_LOOKS = 10;
    private static final long CANCEL_SECONDS = 15;

    private final RunningJob job;
    private final Signal.Ready readySignal;
    private final SignalWriter signals;
    private final String savepoints;

    private boolean ready;
    private long newestCheckpoint;
    /** That the job was asked to come to, and has not yet; 0 for none. */
    private int parallelism;

    /**
     * @param ready what to signal as soon as all tasks run
     * @param spec of the job
     */
    JobWatch(RunningJob job, Signal.Ready ready, SignalWriter signals, JobSpec spec) {
        this.job = job;
        this.savepoints = JobConfiguration.savepoints(spec.state());
        this.parallelism = spec.state().rescale() == null ? 0 : spec.parallelism();
        this.readySignal = ready;
        this.signals = signals;
    }

    /**
     * Waits until the job was stopped or has reached its end.
     *
     * @return what to signal last
     * @throws Exception if the job fails, with Flink's cause
     */
    Signal.Stopped untilEnd(StopRequest stop) throws Exception {
        for (int tick = 0; !job.hasEnded() && !stop.await(TICK); tick++) {
            OptionalInt wished = stop.takeParallelism();
            if (wished.isPresent()) {
                rescale(wished.getAsInt());
            }
            if (!ready || parallelism > 0 || tick % TICKS_BETWEEN_LOOKS == 0) {
                look();
            }
        }
        if (stop.isKeepingState() && !job.hasEnded()) {
            keepState();
        } else {
            job.cancel();
        }
        Optional<JobResult> result = job.result(CANCEL_SECONDS);
        JobProgress last = job.look();
        // From the job, because the result names its status differently from one version of Flink to the next.
        if (last.status() != JobStatus.CANCELED && result.isPresent()) {
            // Throws what made the job fail.
            result.get().toJobExecutionResult(getClass().getClassLoader());
            signalReady();
        }
        signalCheckpoints(last);
        return stopped(result, last);
    }

    private void keepState() throws Exception {
        long began = System.nanoTime();
        String savepoint = job.stopWithSavepoint(savepoints);
        long tookMs = (System.nanoTime() - began) / 1_000_000;
        List<Signal.CheckpointCompleted> all = job.look().checkpoints();
        signals.write(new Signal.StateKept(
                savepoint,
                tookMs,
                all.isEmpty() ? null : (Long) all.get(all.size() - 1).stateBytes()));
    }

    private void rescale(int wished) throws Exception {
        try {
            job.rescale(wished);
        } catch (ExecutionException e) {
            Throwable words = ExceptionUtils.stripExecutionException(e);
            throw new UnsupportedJobException(
                    "parallelism " + wished + " of a running job",
                    words.getClass().getName(),
                    words.getMessage());
        }
        parallelism = wished;
    }

    private void look() throws Exception {
        JobProgress now = job.look();
        if (now.allTasksRun()) {
            signalReady();
            if (parallelism > 0 && now.parallelism() == parallelism) {
                signals.write(new Signal.Rescaled(parallelism, null));
                parallelism = 0;
            }
        }
        signalCheckpoints(now);
    }

    private void signalReady() {
        if (!ready) {
            ready = true;
            signals.write(readySignal);
        }
    }

    private void signalCheckpoints(JobProgress now) {
        for (Signal.CheckpointCompleted checkpoint : now.checkpoints()) {
            if (checkpoint.id() > newestCheckpoint) {
                newestCheckpoint = checkpoint.id();
                signals.write(checkpoint);
            }
        }
    }

    private static Signal.Stopped stopped(Optional<JobResult> result, JobProgress last)
            throws IOException, ClassNotFoundException {
        Map<String, Double> metrics = new HashMap<>(Map.of(
                "numRestarts",
                (double) last.restarts(),
                "numberOfCompletedCheckpoints",
                (double) last.completed(),
                "numberOfFailedCheckpoints",
                (double) last.failed()));
        Long malformed = null;
        // A task that was started again counts from zero, so that the totals would be too low.
        if (last.restarts() == 0 && result.isPresent()) {
            malformed = total(result.get(), WellFormed.MALFORMED);
            metrics.put("events", (double) total(result.get(), WellFormed.EVENTS));
        }
        return new Signal.Stopped(malformed, JvmWatch.heapPeakBytes(), metrics);
    }

    /** An accumulator over all tasks; 0 if the job ended before a task opened. */
    private static long total(JobResult result, String accumulator) throws IOException, ClassNotFoundException {
        SerializedValue<OptionalFailure<Object>> value =
                result.getAccumulatorResults().get(accumulator);
        return value == null
                ? 0
                : (Long) value.deserializeValue(JobWatch.class.getClassLoader()).getUnchecked();
    }
}
