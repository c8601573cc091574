package org.keyedstatebench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.UnsupportedJobException;

class SettingsTest {

    private static final Path FOLDER = Path.of("/tmp/state");

    @Test
    void whatIsInEffectIsWhatWasAskedFor() {
        JobSpec spec = Specs.spec(
                FOLDER, "rocksdb", Guarantee.EXACTLY_ONCE, Operator.COUNT, Trigger.PER_RECORD, Map.of("poll.ms", "7"));
        Map<String, String> settings = Settings.inEffect(Settings.of(spec, "counts-1"), "rocksdb");
        assertThat(settings)
                .containsEntry("kafka.consumer.fetch.max.wait.ms", "10")
                .containsEntry("kafka.consumer.isolation.level", "read_committed")
                .containsEntry("kafka.producer.linger.ms", "2")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", "5000")
                .containsEntry("num.stream.threads", "2")
                .containsEntry("poll.ms", "7")
                .containsEntry("state.store", "rocksdb");
    }

    @Test
    void anUnknownKeyIsRefused() {
        for (String key : List.of("pol.ms", "consumer.fetch.max.wait", "nonsense")) {
            JobSpec spec = Specs.spec(
                    FOLDER, "rocksdb", Guarantee.AT_LEAST_ONCE, Operator.COUNT, Trigger.PER_RECORD, Map.of(key, "1"));
            assertThatThrownBy(() -> Settings.of(spec, "counts-1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Kafka Streams has no key '" + key + "'");
        }
    }

    @Test
    void whatTheCounterDoesNotDoIsRefusedInItsOwnWords() {
        assertRefused("heap", Operator.COUNT, Trigger.PER_RECORD, "state backend heap");
        assertRefused("rocksdb", Operator.PASS_THROUGH, Trigger.PER_RECORD, "operator");
        assertRefused("rocksdb", Operator.withTtl(Duration.ofSeconds(1)), Trigger.PER_RECORD, "operator");
        assertRefused("rocksdb", Operator.COUNT, Trigger.ASAP, "trigger PROCESSING_TIME");
    }

    private static void assertRefused(String backend, Operator operator, Trigger trigger, String feature) {
        assertThatThrownBy(() -> Refusals.check(
                        Specs.spec(FOLDER, backend, Guarantee.AT_LEAST_ONCE, operator, trigger, Map.of())))
                .isInstanceOf(UnsupportedJobException.class)
                .hasMessageStartingWith(feature);
    }

    @Test
    void theCounterTakesWhatItSaysOfItself() {
        DescriptorFile file = DescriptorFile.read(Path.of("target", DescriptorFile.NAME));
        assertThat(file.warnings()).isEmpty();
        assertThat(file.engine().version()).isEqualTo(AppInfoParser.getVersion());
        assertThat(file.engine().variants())
                .extracting(EngineVariant::name)
                .containsExactly("kafka-streams", "kafka-streams-in-memory", "kafka-streams-exactly-once");
        for (EngineVariant variant : file.engine().variants()) {
            JobSpec spec = Specs.spec(
                    FOLDER,
                    variant.stateBackend(),
                    variant.guarantee(),
                    variant.job(),
                    variant.trigger(),
                    variant.config());
            assertThatCode(() -> Refusals.check(spec)).doesNotThrowAnyException();
        }
    }
}
