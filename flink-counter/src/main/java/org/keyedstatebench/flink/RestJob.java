package org.keyedstatebench.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobResourceRequirements;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * A job on a cluster, over Flink's REST interface. It is this process's own: the cluster is told again and again that it is wanted, so
 * that it ends also when this process dies without a word.
 */
final class RestJob implements RunningJob {

    private static final long ANSWER_SECONDS = 30;
    /** Right after it was submitted a job may be unknown still. */
    private static final Duration NEW = Duration.ofSeconds(5);
    /** So long a job may be without a sign of life of this process. */
    private static final Duration UNWATCHED = Duration.ofSeconds(20);
    /** How often a job manager looks for such signs. No option that Flink documents changes it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    /** After so long without a sign of life the cluster has ended the job. */
    static final Duration UNWATCHED_END = UNWATCHED.plus(BETWEEN_LOOKS);
    /**
     * Longer than a job manager needs to be replaced, and so long that a job which cannot be reached has been ended by its cluster: whoever
     * removes its checkpoints next, removes all of them.
     */
    private static final Duration SILENCE = UNWATCHED_END.plusSeconds(10);

    private static final int NOT_FOUND = 404;

    private final FlinkRest rest;
    private final RestClusterClient<StandaloneClusterId> client;
    private final Submission submission;
    private final Runnable everyLook;
    private final boolean ownCluster;
    private final Set<String> jobs = new HashSet<>();

    private JobID job;
    private long submittedAt;
    private long answeredAt;
    private JobProgress last;
    private int restarts;
    private boolean lost;
    private Long restartedAt = 0L;

    /** The cluster has had no sign of life from this process for so long that it has ended the job. */
    static final class OutOfSightException extends IOException {

        private static final long serialVersionUID = 1L;

        OutOfSightException(String sentence) {
            super(sentence);
        }
    }

    /** Makes the job anew, because what was submitted once cannot be submitted again. */
    @FunctionalInterface
    interface Submission {

        /**
         * @param id of the job
         * @param cluster adds how to reach it to a configuration
         * @param earlier job ids of earlier submissions, whose newest checkpoint is where to go on; empty at first
         */
        StreamGraph make(JobID id, Configuration cluster, Set<String> earlier) throws Exception;
    }

    private RestJob(
            FlinkRest rest,
            RestClusterClient<StandaloneClusterId> client,
            Submission submission,
            Runnable everyLook,
            boolean ownCluster) {
        this.rest = rest;
        this.client = client;
        this.submission = submission;
        this.everyLook = everyLook;
        this.ownCluster = ownCluster;
    }

    /**
     * @param everyLook is done before each look at the job, and may throw
     * @param ownCluster whether a job manager that has forgotten the job gets it again: one without high availability forgets all when it
     *     is started anew
     */
    static RestJob submit(FlinkRest rest, Submission submission, Runnable everyLook, boolean ownCluster)
            throws Exception {
        Configuration configuration = new Configuration();
        rest.addTo(configuration);
        var client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance());
        RestJob job = new RestJob(rest, client, submission, everyLook, ownCluster);
        try {
            job.submit();
            return job;
        } catch (Exception e) {
            job.close();
            throw e;
        }
    }

    /**
     * Ends a job that another process has submitted, unless it is over.
     *
     * @throws Exception if it does not end, with a sentence that names it
     */
    static void end(FlinkRest rest, JobID id) throws Exception {
        Configuration configuration = new Configuration();
        rest.addTo(configuration);
        var client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance());
        try (RestJob job = new RestJob(rest, client, null, () -> {}, false)) {
            job.job = id;
            if (!job.isOver()) {
                job.cancel();
                job.result(ANSWER_SECONDS);
            }
        }
    }

    private void submit() throws Exception {
        Configuration configuration = new Configuration();
        rest.addTo(configuration);
        // Chosen here, so that it can be ended also if the answer never comes.
        job = JobID.generate();
        StreamGraph graph = submission.make(job, configuration, Set.copyOf(jobs));
        graph.serializeUserDefinedInstances();
        graph.setInitialClientHeartbeatTimeout(UNWATCHED.toMillis());
        jobs.add(job.toHexString());
        last = null;
        answer(client.submitJob(graph));
        submittedAt = System.nanoTime();
        answeredAt = submittedAt;
        System.err.println("submitted as job " + job + " to " + rest.address());
    }

    @Override
    public JobProgress look() throws Exception {
        if (lost) {
            return new JobProgress(JobStatus.CANCELED, false, List.of(), 0, 0, restarts + 1, 0);
        }
        everyLook.run();
        try {
            JobStatus status = answer(client.getJobStatus(job));
            if (!status.isGloballyTerminalState()) {
                answer(client.reportHeartbeat(job, System.currentTimeMillis() + UNWATCHED.toMillis()));
            }
            JobDetailsInfo details = answer(client.getJobDetails(job));
            countRestarts(details);
            last = JobProgress.of(status, details, checkpoints(), restarts);
            answeredAt = System.nanoTime();
            return last;
        } catch (ExecutionException | TimeoutException e) {
            if (isUnknown(e) && System.nanoTime() - submittedAt > NEW.toNanos()) {
                submitAgain(e);
            } else if (System.nanoTime() - answeredAt > SILENCE.toNanos()) {
                lost = true;
                throw because(
                        e,
                        new OutOfSightException(
                                name() + " cannot be watched: no answer for " + SILENCE.toSeconds() + " s"));
            }
            return last == null || !last.status().isGloballyTerminalState()
                    ? new JobProgress(JobStatus.INITIALIZING, false, List.of(), 0, 0, restarts, 0)
                    : last;
        }
    }

    private void submitAgain(Exception cause) throws Exception {
        if (!ownCluster) {
            throw sentence(" is unknown there now: its job manager was started anew and remembers no jobs", cause);
        }
        restarts++;
        submit();
    }

    /** A restart is a time in the history of the job, the last one only. */
    private void countRestarts(JobDetailsInfo details) {
        Long at = details.getTimestamps().getOrDefault(JobStatus.RESTARTING, 0L);
        if (at > 0 && !at.equals(restartedAt)) {
            restartedAt = at;
            restarts++;
        }
    }

    /** {@code null} if there are none; while a job initializes, asking for them is an error. */
    private CheckpointingStatistics checkpoints() throws InterruptedException, TimeoutException {
        JobMessageParameters parameters = new JobMessageParameters();
        parameters.jobPathParameter.resolve(job);
        try {
            return answer(client.sendRequest(
                    CheckpointingStatisticsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()));
        } catch (ExecutionException notYet) {
            return null;
        }
    }

    /** Some of Flink's answers say so by their status, others call it an internal error. */
    private static boolean isUnknown(Throwable e) {
        return ExceptionUtils.findThrowableWithMessage(e, "FlinkJobNotFoundException")
                        .isPresent()
                || ExceptionUtils.findThrowable(e, RestClientException.class)
                        .map(answer -> answer.getHttpResponseStatus().code() == NOT_FOUND)
                        .orElse(false);
    }

    @Override
    public boolean hasEnded() {
        return last != null && last.status().isGloballyTerminalState();
    }

    @Override
    public void cancel() throws IOException, InterruptedException {
        if (hasEnded()) {
            return;
        }
        try {
            answer(client.cancel(job));
        } catch (ExecutionException | TimeoutException e) {
            if (ownCluster) {
                // Its job manager was killed and is not back yet: the job ends with its cluster, which is next.
                lost = true;
            } else if (!isOver()) {
                throw sentence(
                        " could not be ended, unless it ends by itself within "
                                + UNWATCHED_END.toSeconds()
                                + " s without its driver; flink cancel -m "
                                + rest.address().substring("http://".length()) + " " + job + " ends it",
                        e);
            }
        }
    }

    @Override
    public String stopWithSavepoint(String folder) throws Exception {
        CompletableFuture<String> savepoint = client.stopWithSavepoint(job, false, folder, SavepointFormatType.NATIVE);
        while (true) {
            try {
                return savepoint.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException goesOn) {
                // Which the cluster has to be told, too.
                look();
            }
        }
    }

    @Override
    public void rescale(int parallelism) throws ExecutionException, InterruptedException, TimeoutException {
        JobResourceRequirements.Builder wanted = JobResourceRequirements.newBuilder();
        answer(client.getJobDetails(job))
                .getJobVertexInfos()
                .forEach(
                        vertex -> wanted.setParallelismForJobVertex(vertex.getJobVertexID(), parallelism, parallelism));
        answer(client.updateJobResourceRequirements(job, wanted.build()));
    }

    private boolean isOver() throws InterruptedException {
        try {
            return answer(client.getJobStatus(job)).isGloballyTerminalState();
        } catch (ExecutionException | TimeoutException e) {
            return isUnknown(e);
        }
    }

    @Override
    public Optional<JobResult> result(long seconds) throws ExecutionException, InterruptedException, TimeoutException {
        return lost
                ? Optional.empty()
                : Optional.of(client.requestJobResult(job).get(seconds, TimeUnit.SECONDS));
    }

    private String name() {
        return "job " + job + " on " + rest.address();
    }

    private IOException sentence(String what, Exception why) {
        return because(why, new IOException(name() + what));
    }

    /** Without a cause: the innermost one is what the harness is told, and this sentence says more. */
    private static IOException because(Exception why, IOException sentence) {
        sentence.addSuppressed(why);
        return sentence;
    }

    @Override
    public void close() {
        try {
            if (job != null && !lost && !isOver()) {
                cancel();
            }
        } catch (IOException e) {
            // Something else has failed already, which is what is told by a signal.
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }

    private static <T> T answer(CompletableFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
