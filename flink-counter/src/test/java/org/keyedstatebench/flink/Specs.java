package org.keyedstatebench.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;

/** Job specifications that differ only in what a test is about. */
final class Specs {

    /**
     * As it is measured; jobs of {@link #with} copy records between operators. With Flink's default, asynchronous accesses to
     * state would wait a second for others.
     */
    private static final Map<String, String> LOW_LATENCY =
            Map.of("pipeline.object-reuse", "true", "execution.async-state.active-buffer-size", "1");

    private Specs() {}

    static JobSpec with(State state) {
        return with(state, Map.of());
    }

    static JobSpec with(State state, Map<String, String> engineConfig) {
        return with(state, Emission.PER_EVENT, Trigger.PER_RECORD, engineConfig);
    }

    static JobSpec with(State state, Emission emission, Trigger trigger, Map<String, String> engineConfig) {
        return with(state, Operator.COUNT, emission, trigger, 2, engineConfig);
    }

    private static JobSpec with(
            State state,
            Operator operator,
            Emission emission,
            Trigger trigger,
            int parallelism,
            Map<String, String> engineConfig) {
        return new JobSpec(
                "test",
                Kafka.at("127.0.0.1:1"),
                new Source("events", Map.of(), Map.of()),
                Sink.print(),
                operator,
                emission,
                trigger,
                state,
                Duration.ofSeconds(10),
                parallelism,
                engineConfig);
    }

    static JobSpec counting(String backend, Path directory, boolean async, Operator operator, int parallelism) {
        State state = new State(
                backend, directory.toString(), Duration.ofMillis(200), Guarantee.AT_LEAST_ONCE, null, async, true);
        return with(state, operator, Emission.PER_EVENT, Trigger.PER_RECORD, parallelism, LOW_LATENCY);
    }

    static JobSpec sql(String backend, Path directory, Emission emission, Map<String, String> engineConfig) {
        return with(
                state(backend, directory),
                Operator.COUNT.in(CountTopology.SQL),
                emission,
                Trigger.PER_RECORD,
                2,
                engineConfig);
    }

    static State state(String backend, Path directory) {
        return new State(
                backend, directory.toString(), Duration.ofMillis(200), Guarantee.AT_LEAST_ONCE, null, false, true);
    }
}
