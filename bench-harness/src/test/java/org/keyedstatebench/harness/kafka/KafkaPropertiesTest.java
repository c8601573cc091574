package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPropertiesTest {

    @TempDir
    Path folder;

    @Test
    void aSinglePropertyWinsOverTheFile() throws IOException {
        Path file = file("security.protocol=SSL\nssl.truststore.location = /a/b\n");

        assertThat(KafkaProperties.merge(file, Map.of("security.protocol", "SASL_SSL")))
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "ssl.truststore.location", "/a/b"));
    }

    @Test
    void withoutAFileOnlyTheSinglePropertiesCount() {
        assertThat(KafkaProperties.merge(null, Map.of("a", "1"))).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void commentsBlankLinesContinuationsAndEscapesAreThoseOfJavaProperties() throws IOException {
        Path file = file(
                "# comment\n\n! comment\nsasl.jaas.config=Module required \\\n    user=\"a\\\\b\";\nssl.key.password : p\\u00e4\n");

        assertThat(KafkaProperties.merge(file, Map.of()))
                .isEqualTo(Map.of("sasl.jaas.config", "Module required user=\"a\\b\";", "ssl.key.password", "p\u00e4"));
    }

    @Test
    void aLineThatIsNoPropertyIsNamedByFileAndLine() throws IOException {
        Path file = file("a=1\\\n2\nnonsense\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaProperties.merge(file, Map.of()))
                .withMessage(file + ":3: expected KEY=VALUE, got 'nonsense'");
    }

    @Test
    void aMalformedEscapeIsNamedByFileAndLine() throws IOException {
        Path file = file("a=1\nb=\\u12\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaProperties.merge(file, Map.of()))
                .withMessageStartingWith(file + ":2: ");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("missing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaProperties.merge(file, Map.of()))
                .withMessageContaining("cannot read " + file);
    }

    @Test
    void aPropertyThatTheBenchmarkOwnsIsRefusedWithTheReason() throws IOException {
        Path file = file("a=1\ngroup.id=mine\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaProperties.merge(null, Map.of("bootstrap.servers", "h:1")))
                .withMessage(
                        "--kafka-property: the benchmark sets 'bootstrap.servers' itself: use --bootstrap-servers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaProperties.merge(file, Map.of()))
                .withMessageStartingWith(file + ":2: the benchmark sets 'group.id' itself");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), content);
    }
}
