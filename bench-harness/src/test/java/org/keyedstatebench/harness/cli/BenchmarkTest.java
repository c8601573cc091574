package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarkTest {

    @Test
    void theCommandThatIsKeptHasNoSecrets() {
        assertThat(Benchmark.withoutSecret("sasl.jaas.config=user=\"a\" password=\"b\""))
                .isEqualTo("sasl.jaas.config=***");
        assertThat(Benchmark.withoutSecret("--kafka-property=ssl.key.password=b"))
                .isEqualTo("--kafka-property=ssl.key.password=***");
        assertThat(Benchmark.withoutSecret("linger.ms=5")).isEqualTo("linger.ms=5");
        assertThat(Benchmark.withoutSecret("--quick")).isEqualTo("--quick");
    }
}
