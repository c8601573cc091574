package org.keyedstatebench.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerOptionsTest {

    @Test
    void allOptionsAreRead() {
        BrokerOptions options = BrokerOptions.parse(
                "--data-dir",
                "/tmp/a",
                "--host",
                "10.0.0.1",
                "--port",
                "9092",
                "--property",
                "a=1",
                "--property",
                "b = x=y");

        assertThat(options)
                .isEqualTo(new BrokerOptions(Path.of("/tmp/a"), "10.0.0.1", 9092, 0, Map.of("a", "1", "b", "x=y")));
    }

    @Test
    void whatIsNotSaidIsAFreePortOfTheLoopbackAddress() {
        assertThat(BrokerOptions.parse("--data-dir", "d").port()).isZero();
        assertThat(BrokerOptions.parse("--data-dir", "d").host()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "--port 9092, --data-dir is missing",
        "--data-dir d --port many, --port must be a number",
        "--data-dir d --port 65536, 1 to 65535",
        "--data-dir d --host 0.0.0.0, one name or IPv4 address of this machine",
        "--data-dir d --host [::1]:9092, one name or IPv4 address of this machine",
        "--data-dir d --property novalue, KEY=VALUE",
        "--data-dir d --port, expected a value after '--port'",
        "--data-dir d --topic t, got '--topic'",
    })
    void aWrongOptionIsNamedWithWhatWasExpected(String commandLine, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerOptions.parse(commandLine.split(" ", -1)))
                .withMessageContaining(message);
    }
}
