package org.keyedstatebench.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;

class DescriptorTest {

    @Test
    void theLoopTakesWhatItSaysOfItself() {
        DescriptorFile file = DescriptorFile.read(Path.of("target", DescriptorFile.NAME));
        assertThat(file.warnings()).isEmpty();
        assertThat(file.engine().version()).isEqualTo("kafka-clients " + AppInfoParser.getVersion());
        EngineVariant variant = file.engine().variants().get(0);
        JobSpec spec = new JobSpec(
                variant.name(),
                Kafka.at("127.0.0.1:9092"),
                new Source("events", Map.of(), Map.of()),
                Sink.print(),
                variant.job(),
                variant.emission(),
                variant.trigger(),
                new State(
                        variant.stateBackend(),
                        "/tmp/state",
                        variant.checkpointInterval(),
                        variant.guarantee(),
                        variant.changelog(),
                        variant.asyncState(),
                        false),
                variant.watermark(),
                1,
                variant.config());
        assertThatCode(() -> Refusals.check(spec)).doesNotThrowAnyException();
    }
}
