package org.keyedstatebench.flink;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.process.ObjectStoreEndpoint;

/** Translates a job specification into Flink's configuration; what is said here is all that differs from Flink's defaults. */
final class JobConfiguration {

    private static final String LOOPBACK = "127.0.0.1";

    /** What a task manager of Flink's default size (1728 MB) has; a local cluster would get 128 MB. */
    static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);

    /** So many of the latest checkpoints are kept to look at, enough for ten a second. */
    private static final int CHECKPOINT_HISTORY = 100;

    private JobConfiguration() {}

    /**
     * @return the whole configuration, the specification's engineConfig applied last
     * @throws IllegalArgumentException if Flink does not know a key of engineConfig
     */
    static Configuration of(JobSpec spec) {
        State state = spec.state();
        return of(
                spec,
                state.resume()
                        ? RetainedCheckpoints.newest(state.checkpointsUri())
                        : Optional.ofNullable(state.from()));
    }

    /** URI of the folder for savepoints, which is removed with that of the checkpoints. */
    static String savepoints(State state) {
        return state.checkpointsUri().replaceFirst("/+$", "") + "/savepoints";
    }

    /** @param resumeFrom URI of the checkpoint to start from */
    static Configuration of(JobSpec spec, Optional<String> resumeFrom) {
        Configuration configuration = new Configuration();
        if (spec.deployment() == null) {
            embed(configuration);
            // A job that fails must fail its trial visibly.
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        } else {
            surviveLostWorkers(configuration);
        }
        describe(configuration, spec);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, spec.state().checkpointsUri());
        resumeFrom.ifPresent(checkpoint -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint));
        return withEngineConfig(configuration, spec);
    }

    /**
     * For a job that Flink's own tools submit: they and the cluster decide what is not said.
     *
     * @param namesCheckpoints whether the specification says where checkpoints are to be
     */
    static Configuration submitted(JobSpec spec, boolean namesCheckpoints) {
        Configuration configuration = new Configuration();
        describe(configuration, spec);
        if (namesCheckpoints) {
            configuration.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY, spec.state().checkpointsUri());
        }
        return withEngineConfig(configuration, spec);
    }

    private static void describe(Configuration configuration, JobSpec spec) {
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, spec.parallelism());
        // No type may fall back to Kryo: it would be measured instead of the state.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        keepState(configuration, spec.state());
        if (CountTopology.isSql(spec)) {
            configuration.addAll(CountBySql.configuration(spec));
        }
        configuration.addAll(Configuration.fromMap(stores(spec.state())));
    }

    /** Where the server of an object store is, if checkpoints are on one. */
    static Map<String, String> stores(State state) {
        return ObjectStoreEndpoint.settings("s3.", state, System.getenv());
    }

    private static Configuration withEngineConfig(Configuration configuration, JobSpec spec) {
        Map<String, String> engineConfig = TestDelay.without(spec.engineConfig());
        if (!engineConfig.isEmpty()) {
            KnownOptions.onClassPath().check(engineConfig);
            configuration.addAll(Configuration.fromMap(engineConfig));
        }
        return configuration;
    }

    /**
     * A lost worker must not end the job, but an error that comes with every start must, so that it is seen. Each loss counts once or
     * twice.
     */
    private static void surviveLostWorkers(Configuration configuration) {
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, 20);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, Duration.ofMinutes(1));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, Duration.ofMillis(100));
    }

    /** What listens does so on the loopback interface only, and looks like one task manager of Flink's default size. */
    static void embed(Configuration configuration) {
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, CHECKPOINT_HISTORY);
    }

    private static void keepState(Configuration configuration, State state) {
        configuration.set(StateBackendOptions.STATE_BACKEND, state.backend());
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        Duration interval = state.checkpointInterval();
        if (!interval.isZero()) {
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        }
        if (state.changelog() != null) {
            // Flink's name for checkpoints that hold the changes since the last one.
            configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, state.changelog());
        }
    }
}
