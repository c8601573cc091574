package org.keyedstatebench.flink;

import java.nio.file.Path;
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

/** Translates a job specification into Flink's configuration; what is said here is all that differs from Flink's defaults. */
final class JobConfiguration {

    private static final String LOOPBACK = "127.0.0.1";

    /** What a task manager of Flink's default size (1728 MB) has; a local cluster would get 128 MB. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);

    /** So many of the latest checkpoints are kept to look at, enough for ten a second. */
    private static final int CHECKPOINT_HISTORY = 100;

    private JobConfiguration() {}

    /**
     * @return the whole configuration, the specification's engineConfig applied last
     * @throws IllegalArgumentException if Flink does not know a key of engineConfig
     */
    static Configuration of(JobSpec spec) {
        Configuration configuration = new Configuration();
        embed(configuration);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, spec.parallelism());
        // No type may fall back to Kryo: it would be measured instead of the state.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        // A job that fails must fail its trial visibly.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        keepState(configuration, spec.state());
        Map<String, String> engineConfig = TestDelay.without(spec.engineConfig());
        if (!engineConfig.isEmpty()) {
            KnownOptions.onClassPath().check(engineConfig);
            configuration.addAll(Configuration.fromMap(engineConfig));
        }
        return configuration;
    }

    private static void embed(Configuration configuration) {
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
        Path directory = Path.of(state.directory());
        configuration.set(StateBackendOptions.STATE_BACKEND, state.backend());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
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
        Optional<Path> resumeFrom = state.resume() ? RetainedCheckpoints.newest(directory) : Optional.empty();
        resumeFrom.ifPresent(checkpoint -> configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString()));
    }
}
