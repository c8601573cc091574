package org.keyedstatebench.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {

    private static final Path DATA = Path.of("/tmp/data");

    @Test
    void aGivenPropertyOverridesTheBuiltInOne() {
        var config =
                BrokerProperties.config(DATA, "127.0.0.1", 1001, 1002, null, Map.of("log.segment.bytes", "1048576"));

        assertThat(config.getInt("log.segment.bytes")).isEqualTo(1 << 20);
    }

    @Test
    void everyListenerIsOnTheLoopbackAddress() {
        var config = BrokerProperties.config(DATA, "127.0.0.1", 1001, 1002, null, Map.of());

        assertThat(config.getList("listeners"))
                .containsExactly("PLAINTEXT://127.0.0.1:1001", "CONTROLLER://127.0.0.1:1002");
    }

    @Test
    void clientsAreToldTheAddressThatWasAskedForAndTheControllerStaysWhereItIs() {
        var config = BrokerProperties.config(DATA, "10.0.0.1", 1001, 1002, null, Map.of());

        assertThat(config.getList("advertised.listeners")).containsExactly("PLAINTEXT://10.0.0.1:1001");
        assertThat(config.getList("listeners"))
                .containsExactly("PLAINTEXT://10.0.0.1:1001", "CONTROLLER://127.0.0.1:1002");
    }

    @Test
    void aMistypedTopicDoesNotAppearAndNoRecordExpires() {
        var config = BrokerProperties.config(DATA, "127.0.0.1", 1001, 1002, null, Map.of());

        assertThat(config.getBoolean("auto.create.topics.enable")).isFalse();
        assertThat(config.getLong("log.retention.ms")).isEqualTo(-1);
    }

    @Test
    void aPropertyThatTheBrokerOwnsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerProperties.check(Map.of("listeners", "PLAINTEXT://0.0.0.0:9092")))
                .withMessage("the embedded broker sets 'listeners' itself");
    }

    @Test
    void aPropertyThatKafkaDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerProperties.check(Map.of("log.segment.byte", "1")))
                .withMessage("Kafka has no broker property 'log.segment.byte'");
    }

    @Test
    void aValueThatKafkaRefusesIsReportedInItsWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BrokerProperties.config(DATA, "127.0.0.1", 1001, 1002, null, Map.of("num.io.threads", "none")))
                .withMessageContaining("num.io.threads");
    }
}
