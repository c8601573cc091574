package org.keyedstatebench.harness.kafka;

import java.nio.file.Path;
import java.util.Optional;

/** Forks the embedded broker of this build for a test. */
final class TestBroker {

    static final Path ARGS_FILE = Path.of("../embedded-broker/target/embedded-broker.args");

    private TestBroker() {}

    /** Whoever gets a warning here did not expect it. */
    static Topics topics(KafkaCluster kafka) {
        return new Topics(kafka, Optional.empty(), warning -> {
            throw new AssertionError(warning);
        });
    }

    static EmbeddedKafka start(Path temporaryFolder, String... options) {
        return EmbeddedKafka.start(ARGS_FILE, temporaryFolder, temporaryFolder.resolve("log"), options);
    }
}
