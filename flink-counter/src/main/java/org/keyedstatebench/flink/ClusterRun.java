package org.keyedstatebench.flink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.JobJar;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/** Drives a job on a cluster, of its own or somebody else's: this process does no work of the job. */
final class ClusterRun {

    /** A job that was ended a moment ago may still hold its slots. */
    private static final int TRIES = 50;

    private static final long BETWEEN_TRIES_MS = 200;

    private final JobSpec spec;
    /** What takes the job's code to the cluster; empty where the cluster has it. */
    private final Optional<Path> jar;

    private final SignalWriter signals;
    private final StopRequest stop;

    private ClusterRun(JobSpec spec, SignalWriter signals, StopRequest stop) {
        this.spec = spec;
        this.jar = ownCluster() ? Optional.empty() : Optional.of(JobJar.of(FlinkCounter.class, FlinkCounter.MODULE));
        this.signals = signals;
        this.stop = stop;
    }

    static void run(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        FlinkCounter.openStores(spec);
        ClusterRun run = new ClusterRun(spec, signals, stop);
        Configuration configuration = JobConfiguration.of(spec);
        StateBackend backend = FlinkCounter.accepted(spec, configuration);
        if (run.ownCluster()) {
            run.onOwnCluster(configuration, backend);
        } else {
            run.onSomebodyElses(configuration, backend);
        }
    }

    static void check(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        ClusterRun run = new ClusterRun(spec, signals, stop);
        FlinkCounter.accepted(spec, JobConfiguration.of(spec, Optional.empty()));
        if (run.ownCluster()) {
            signals.write(new Signal.Cluster(
                    "http://127.0.0.1",
                    EnvironmentInformation.getVersion(),
                    OwnCluster.slotsPerWorker(spec) * spec.deployment().workers(),
                    List.of()));
        } else {
            run.meet(new FlinkRest(spec.deployment().address()));
        }
        KafkaTopics.reach(spec, stop);
    }

    private boolean ownCluster() {
        return spec.deployment().kind() == DeploymentKind.LOCAL_CLUSTER;
    }

    private void onOwnCluster(Configuration configuration, StateBackend backend) throws Exception {
        Signal.Stopped stopped;
        try (OwnCluster cluster = OwnCluster.start(spec, signals)) {
            try {
                if (!KafkaTopics.check(spec, stop) || !cluster.await(stop)) {
                    return;
                }
                Signal.Ready ready =
                        FlinkCounter.ready(EffectiveSettings.of(spec, configuration, backend, cluster.settings()));
                RemoteUse use = new RemoteUse(cluster.rest(), signals);
                Runnable everyLook = () -> {
                    cluster.failIfBroken();
                    use.tell();
                };
                try (RestJob job = RestJob.submit(cluster.rest(), this::make, everyLook, true)) {
                    stopped = new JobWatch(job, ready, signals, spec).untilEnd(stop);
                }
            } catch (Exception e) {
                cluster.showLogs();
                throw e;
            }
        }
        signals.write(stopped);
    }

    private void onSomebodyElses(Configuration configuration, StateBackend backend) throws Exception {
        FlinkRest rest = new FlinkRest(spec.deployment().address());
        if (spec.state().resume()) {
            LeftBehind.end(spec);
        }
        meet(rest);
        if (!KafkaTopics.check(spec, stop)) {
            return;
        }
        Signal.Ready ready =
                FlinkCounter.ready(EffectiveSettings.of(spec, configuration, backend, rest.configuration()));
        RemoteUse use = new RemoteUse(rest, signals);
        Signal.Stopped stopped;
        try (CheckpointReach reach = CheckpointReach.mark(spec);
                RestJob job =
                        RestJob.submit(rest, (id, cluster, earlier) -> marked(reach, id, cluster), use::tell, false)) {
            stopped = new JobWatch(job, ready, signals, spec).untilEnd(stop);
        } catch (RestJob.OutOfSightException e) {
            LeftBehind.forget(spec);
            throw e;
        } catch (JobExecutionException e) {
            throw explained(e);
        }
        signals.write(stopped);
    }

    private StreamGraph marked(CheckpointReach reach, JobID id, Configuration cluster) throws Exception {
        reach.addTo(cluster);
        LeftBehind.remember(spec, id);
        return make(id, cluster, Set.of());
    }

    /** The usual mistake where a cluster has several hosts, of which Flink says only that checkpoints fail. */
    private Exception explained(JobExecutionException e) {
        Optional<String> blind = CheckpointReach.finding(e);
        if (blind.isPresent()) {
            return new IllegalArgumentException(blind.get(), e);
        }
        String checkpoints = spec.state().checkpointsUri();
        if (!checkpoints.startsWith("file:")
                || ExceptionUtils.findThrowableWithMessage(e, "checkpoint tolerable failure")
                        .isEmpty()) {
            return e;
        }
        IOException sentence = new IOException("checkpoints fail: " + checkpoints
                + " has to be one and the same folder on every host of the cluster, where Flink may write");
        sentence.addSuppressed(e);
        return sentence;
    }

    /** Before anything runs, what does not fit is said in one sentence. */
    private void meet(FlinkRest rest) throws InterruptedException {
        try {
            FlinkRest.Overview there = rest.overview();
            String ours = EnvironmentInformation.getVersion();
            if (!there.version().equals(ours)) {
                throw new IllegalArgumentException("the cluster at " + rest.address() + " is Flink " + there.version()
                        + ", and the job is built for " + ours + "; build it for that one: mvn -B -DskipTests package"
                        + " -Dflink.version=" + there.version());
            }
            int free = there.freeSlots();
            for (int i = 0; free < spec.parallelism() && there.slots() >= spec.parallelism() && i < TRIES; i++) {
                Thread.sleep(BETWEEN_TRIES_MS);
                free = rest.overview().freeSlots();
            }
            if (free < spec.parallelism()) {
                throw new IllegalArgumentException("the job needs " + spec.parallelism() + " slots, and the cluster at "
                        + rest.address() + " has " + free + " free of " + there.slots());
            }
            signals.write(new Signal.Cluster(rest.address(), there.version(), there.slots(), List.of()));
        } catch (IOException e) {
            // What is wrong is the address, or who is there.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private StreamGraph make(JobID id, Configuration cluster, Set<String> earlier) throws Exception {
        Optional<String> newest = earlier.isEmpty()
                ? Optional.empty()
                : RetainedCheckpoints.newest(spec.state().checkpointsUri(), earlier::contains);
        Configuration configuration =
                newest.isPresent() ? JobConfiguration.of(spec, newest) : JobConfiguration.of(spec);
        Map<String, String> further = new HashMap<>(cluster.toMap());
        jar.ifPresent(
                code -> further.put(PipelineOptions.JARS.key(), code.toUri().toString()));
        further.put(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID.key(), id.toHexString());
        configuration.addAll(Configuration.fromMap(further));
        StreamGraph graph = FlinkCounter.kafkaJob(new StreamExecutionEnvironment(configuration), spec);
        // Job id, jar and the checkpoint to restore, as every environment of Flink sets them before it submits.
        return PipelineExecutorUtils.getStreamGraph(graph, configuration);
    }
}
