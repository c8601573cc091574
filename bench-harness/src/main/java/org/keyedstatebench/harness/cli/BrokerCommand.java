package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.EmbeddedKafka;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.scenario.Check;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the embedded Kafka alone, for a job that is tried by hand. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = "Starts the embedded Kafka and prints its address; Ctrl-C stops it and removes its data.",
        footerHeading = "%nExample:%n",
        footer = "  bench broker --port 9092 --topic events --topic counts")
final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "Name or address of this machine that clients connect to (default: ${DEFAULT-VALUE}). Whoever reaches it may read"
                            + " and write everything.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "Port that clients connect to (default: a free one).")
    private int port;

    @Option(names = "--topic", paramLabel = "NAME", description = "Topic to create; can be repeated.")
    private List<String> topics = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of these topics (default: ${DEFAULT-VALUE}).")
    private int partitions = 4;

    @Override
    public Integer call() throws InterruptedException {
        Check.range("--port", port, 0, 65_535);
        Check.range("--partitions", partitions, 1, 1_000);
        EngineCatalogue catalogue = new EngineOptions().catalogue();
        try (TemporaryRoot temporary = TemporaryRoot.create();
                CleanUp cleanUp = new CleanUp(Terminal::warn)) {
            EmbeddedKafka kafka = cleanUp.closing(EmbeddedKafka.start(
                    catalogue.argsFile("embedded-broker"),
                    temporary.folder(),
                    temporary.folder().resolve("broker.log"),
                    "--host",
                    host,
                    "--port",
                    Integer.toString(port)));
            try (Topics admin = new Topics(kafka, Optional.empty(), Terminal::warn)) {
                topics.forEach(topic -> admin.create(topic, partitions));
            }
            System.out.println(kafka.bootstrapServers());
            System.err.println(kafka.description() + "; Ctrl-C stops it");
            kafka.awaitEnd();
            throw new KafkaUnavailableException(kafka.obituary().orElseThrow());
        }
    }
}
