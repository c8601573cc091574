package org.keyedstatebench.streams;

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

/** Job specifications of the tests. */
final class Specs {

    private Specs() {}

    static JobSpec spec(Path folder, String backend) {
        return spec(folder, backend, Guarantee.AT_LEAST_ONCE, Operator.COUNT, Trigger.PER_RECORD, Map.of());
    }

    static JobSpec spec(
            Path folder,
            String backend,
            Guarantee guarantee,
            Operator operator,
            Trigger trigger,
            Map<String, String> engineConfig) {
        return new JobSpec(
                "kafka-streams",
                new Kafka("127.0.0.1:1", Map.of(), Map.of("fetch.max.wait.ms", "10"), Map.of("linger.ms", "2")),
                new Source("events", Map.of(), Map.of()),
                Sink.kafka("counts"),
                operator,
                Emission.PER_EVENT,
                trigger,
                new State(backend, folder.toString(), Duration.ofSeconds(5), guarantee, null, false, false),
                null,
                2,
                engineConfig);
    }
}
