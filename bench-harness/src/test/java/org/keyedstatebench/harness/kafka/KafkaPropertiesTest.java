package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaPropertiesTest {

    @TempDir
    Path folder;

    @Test
    void aSinglePropertyWinsOverTheFile() throws IOException {
        Path file = file("security.protocol=SSL\nssl.truststore.location = /a/b\n");

        assertThat(new KafkaProperties(file, Map.of("security.protocol", "SASL_SSL")).values())
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "ssl.truststore.location", "/a/b"));
    }

    @Test
    void withoutAFileOnlyTheSinglePropertiesCount() {
        assertThat(new KafkaProperties(null, Map.of("a", "1")).values()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void commentsBlankLinesContinuationsAndEscapesAreThoseOfJavaProperties() throws IOException {
        Path file = file(
                "# comment\n\n! comment\nsasl.jaas.config=Module required \\\n    user=\"a\\\\b\";\nssl.key.password : p\\u00e4\n");

        assertThat(new KafkaProperties(file, Map.of()).values())
                .isEqualTo(Map.of("sasl.jaas.config", "Module required user=\"a\\b\";", "ssl.key.password", "p\u00e4"));
    }

    @Test
    void aLineThatIsNoPropertyIsNamedByFileAndLine() throws IOException {
        Path file = file("a=1\\\n2\nnonsense\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(file, Map.of()))
                .withMessage(file + ":3: expected KEY=VALUE, got 'nonsense'");
    }

    @Test
    void aValueWithoutAKeyIsNoProperty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(null, Map.of("", "x")))
                .withMessage("--kafka-property: expected KEY=VALUE, got a value without a key");
    }

    @Test
    void aMalformedEscapeIsNamedByFileAndLine() throws IOException {
        Path file = file("a=1\nb=\\u12\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(file, Map.of()))
                .withMessageStartingWith(file + ":2: ");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("missing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(file, Map.of()))
                .withMessageContaining("cannot read " + file);
    }

    @Test
    void aPropertyThatTheBenchmarkOwnsIsRefusedWithTheReason() throws IOException {
        Path file = file("a=1\ngroup.id=mine\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(null, Map.of("bootstrap.servers", "h:1")))
                .withMessage(
                        "--kafka-property: the benchmark sets 'bootstrap.servers' itself: use --bootstrap-servers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(file, Map.of()))
                .withMessageStartingWith(file + ":2: the benchmark sets 'group.id' itself");
    }

    @Test
    void aFileAsEditorsLeaveItLosesNoProperty() throws IOException {
        Path file = file("\uFEFFacks=all  \r\nlinger.ms=7\r\n");

        assertThat(new KafkaProperties(file, Map.of()).values()).isEqualTo(Map.of("acks", "all", "linger.ms", "7"));
    }

    @Test
    void aFileInUtf16IsSaidToBeThat() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Path file = Files.writeString(folder.resolve("client.properties"), "acks=all\n", charset);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KafkaProperties(file, Map.of()))
                    .withMessage("--kafka-config: cannot read " + file + ": it is text in UTF-16: save it as UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compression.type    | foo      | --kafka-property compression.type: Kafka says: Invalid value foo for configuration compression.type: String must be one of",
                "acks                | 1        | --kafka-property acks: Kafka says: Must set acks to all in order to use the idempotent producer",
                "max.poll.records    | 0        | --kafka-property max.poll.records: Kafka says: Invalid value 0",
                "delivery.timeout.ms | 1        | --kafka-property delivery.timeout.ms: Kafka says: delivery.timeout.ms should be equal to or larger than",
                "ssl.truststore.location | /no/such.jks | --kafka-property ssl.truststore.location: Kafka says: Failed to load SSL keystore",
                "security.protocol   | NONE     | --kafka-property security.protocol: Kafka says: ",
                "interceptor.classes | no.Such  | --kafka-config, --kafka-property: Kafka says: Class no.Such",
            })
    void whatAClientOfKafkaRefusesIsSaidInItsWords(String name, String value, String words) {
        Map<String, String> properties = new HashMap<>(Map.of(name, value));
        properties.putIfAbsent("security.protocol", name.startsWith("ssl.") ? "SSL" : "PLAINTEXT");
        KafkaProperties given = new KafkaProperties(null, properties);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> given.check("127.0.0.1:1", Map.of("enable.idempotence", "true")))
                .withMessageStartingWith(words);
    }

    @Test
    void aRefusedPropertyOfAFileIsNamedByFileAndLine() throws IOException {
        Path file = file("acks=all\nlinger.ms=5\nenable.idempotence=perhaps\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(file, Map.of()).check("127.0.0.1:1", Map.of()))
                .withMessageStartingWith(file + ":3: Kafka says: Invalid value perhaps");
    }

    @Test
    void anAddressThatIsNoneIsSaidBeforeAnythingIsStarted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaProperties(null, Map.of()).check("localhost", Map.of()))
                .withMessage("--bootstrap-servers: Kafka says: Invalid url in bootstrap.servers: localhost");
    }

    @Test
    void anUnknownPropertyIsWarnedOfWithTheNearestName() throws IOException {
        Path file = file("fetch.mn.bytes=1\nmy.plugin.setting=1\n");
        KafkaProperties given = new KafkaProperties(file, Map.of("linger.mss", "1", "sasl.jaas.config", "x"));

        assertThat(given.unknown())
                .containsExactly(
                        file + ":1: no Kafka client has a property 'fetch.mn.bytes'; did you mean 'fetch.min.bytes'?"
                                + " It is passed on, and does nothing unless a plugin of yours reads it",
                        "--kafka-property: no Kafka client has a property 'linger.mss'; did you mean 'linger.ms'?"
                                + " It is passed on, and does nothing unless a plugin of yours reads it",
                        file + ":2: no Kafka client has a property 'my.plugin.setting'."
                                + " It is passed on, and does nothing unless a plugin of yours reads it");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), content);
    }
}
