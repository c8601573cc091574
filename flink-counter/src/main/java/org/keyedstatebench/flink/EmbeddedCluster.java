package org.keyedstatebench.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * A Flink cluster inside this process, for one job.
 *
 * <p>The same cluster that Flink's local environment starts, but owned here: the local environment shuts its cluster down as
 * soon as the job ends, and a cancelled job's totals would be lost with it. Reads Flink's own records of the job instead of its REST
 * interface, which serves copies that are seconds old.
 */
final class EmbeddedCluster implements RunningJob {

    private static final long ANSWER_SECONDS = 30;

    private final MiniCluster cluster;
    private final Path temporaryFiles;
    private final JobID job;
    private final CompletableFuture<JobResult> result;

    private EmbeddedCluster(MiniCluster cluster, Path temporaryFiles, JobID job) {
        this.cluster = cluster;
        this.temporaryFiles = temporaryFiles;
        this.job = job;
        this.result = cluster.requestJobResult(job);
    }

    /** Starts a cluster with a slot for each parallel task and submits the job to it. */
    static EmbeddedCluster run(StreamGraph graph, Configuration configuration) throws Exception {
        Path temporaryFiles = Files.createTempDirectory("flink-");
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(withTemporaryFiles(configuration, temporaryFiles))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(configuration.get(CoreOptions.DEFAULT_PARALLELISM))
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        try {
            cluster.start();
            // Job id and the checkpoint to restore, as every environment of Flink sets them before it submits.
            PipelineExecutorUtils.getStreamGraph(graph, configuration);
            graph.serializeUserDefinedInstances();
            JobID job = answer(cluster.submitJob(graph)).getJobID();
            return new EmbeddedCluster(cluster, temporaryFiles, job);
        } catch (Exception e) {
            close(cluster, temporaryFiles);
            throw e;
        }
    }

    /** A folder of its own, because Flink leaves some of its files behind. */
    private static Configuration withTemporaryFiles(Configuration configuration, Path folder) {
        Configuration result = new Configuration(configuration);
        for (ConfigOption<String> option : List.of(CoreOptions.TMP_DIRS, WebOptions.TMP_DIR, WebOptions.UPLOAD_DIR)) {
            if (!configuration.contains(option)) {
                result.set(option, folder.toString());
            }
        }
        return result;
    }

    @Override
    public JobProgress look() throws ExecutionException, InterruptedException, TimeoutException {
        return JobProgress.of(answer(cluster.getExecutionGraph(job)));
    }

    @Override
    public boolean hasEnded() {
        return result.isDone();
    }

    @Override
    public void cancel() throws ExecutionException, InterruptedException, TimeoutException {
        if (!hasEnded()) {
            answer(cluster.cancelJob(job));
        }
    }

    @Override
    public String stopWithSavepoint(String folder) throws ExecutionException, InterruptedException {
        return cluster.stopWithSavepoint(job, folder, false, SavepointFormatType.NATIVE)
                .get();
    }

    @Override
    public void rescale(int parallelism) {
        throw new UnsupportedOperationException("a job is rescaled while it runs on a cluster only");
    }

    @Override
    public Optional<JobResult> result(long seconds) throws ExecutionException, InterruptedException, TimeoutException {
        return Optional.of(result.get(seconds, TimeUnit.SECONDS));
    }

    /** Ends the cluster, and with it a job that still runs. */
    @Override
    public void close() {
        close(cluster, temporaryFiles);
    }

    private static void close(MiniCluster cluster, Path temporaryFiles) {
        // The job has ended, or failed with an error of its own: that must not be lost for this.
        cluster.closeAsync()
                .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .exceptionally(e -> {
                    System.err.println("the embedded cluster was not closed in order: " + e);
                    return null;
                })
                .join();
        TemporaryFolders.delete(temporaryFiles);
    }

    private static <T> T answer(CompletableFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
