package org.keyedstatebench.flink;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;

/**
 * The counter as an ordinary job of Flink's own tools: {@code flink run}, its web page, application mode, the Kubernetes operator. They
 * and their cluster decide where it runs, how it restarts, and who watches it; there are no signals.
 */
final class SubmittedJob {

    private SubmittedJob() {}

    /** @param parallelism what the tool was told */
    static void run(int parallelism, String[] args) throws Exception {
        CounterOptions options =
                CounterProcess.options(FlinkCounter.ENGINE, FlinkCounter.defaults(Math.max(1, parallelism)), args);
        try {
            JobSpec spec = options.spec();
            Configuration configuration = JobConfiguration.submitted(spec, options.namesCheckpoints());
            FlinkCounter.accepted(spec, configuration);
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
            boolean saidByTheTool = environment.getConfiguration() instanceof Configuration known
                    && known.contains(StateRecoveryOptions.SAVEPOINT_PATH);
            if (options.namesCheckpoints() && !saidByTheTool) {
                Optional<String> newest =
                        RetainedCheckpoints.newest(spec.state().checkpointsUri());
                if (newest.isPresent()) {
                    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, newest.get());
                    environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
                }
            }
            environment.execute(FlinkCounter.kafkaJob(environment, spec));
        } finally {
            options.removeTemporaryState();
        }
    }
}
