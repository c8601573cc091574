package org.keyedstatebench.yardstick;

import java.time.Duration;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.harness.cli.ConsoleProgress;
import org.keyedstatebench.harness.cli.EngineOptions;
import org.keyedstatebench.harness.cli.KafkaOptions;
import org.keyedstatebench.harness.cli.OtherCommand;
import org.keyedstatebench.harness.cli.ResultsOption;
import org.keyedstatebench.harness.cli.TemporaryRoot;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.machine.EnvironmentProbe;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the harness itself costs, so that nobody has to believe that it is not the bottleneck. */
@Command(
        name = "self",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the harness itself: its generator at full speed beside Kafka's ProducerPerformance,",
            "its lateness at 10,000 events/s beside an idle engine, its CPU beside a bare producer and consumer,",
            "and what coverage and recording cost for each event.",
            "The two sides take turns, block by block, on an embedded broker. About 14 minutes; writes self.json and self.txt."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bench self --quick       two short blocks, about 3 minutes", "  bench self --blocks 10"})
public final class SelfCommand implements OtherCommand {

    private static final String TABLE_FILE = "self.txt";

    @Option(names = "--quick", description = "Two short blocks: shows that it works, and hardly more.")
    private boolean quick;

    @Option(names = "--blocks", paramLabel = "N", description = "Repetitions (default: 6, with --quick 2).")
    private Integer blocks;

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "Events of a full-speed run, after half as many to warm up (default: 4000000; 1500000 with --quick).")
    private Long events;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "Length of a run at 10,000 events/s, whole seconds (default: 10s; 5s with --quick).")
    private Duration duration;

    private final EngineOptions engineOptions = new EngineOptions();

    @Mixin
    private ResultsOption results;

    @Override
    public Integer call() throws InterruptedException {
        SelfPlan plan = quick ? SelfPlan.QUICK : SelfPlan.DEFAULT;
        if (blocks != null) {
            plan = plan.withBlocks(blocks);
        }
        if (events != null) {
            plan = plan.withFullSpeedEvents(events);
        }
        if (duration != null) {
            plan = plan.withPaced(duration);
        }
        EngineCatalogue catalogue = engineOptions.catalogue();
        catalogue.argsFile("harness-yardstick");
        catalogue.build(catalogue.variants().reference());
        catalogue.build(catalogue.variants().typical());
        RunFolder folder = results.create("self");
        try (TemporaryRoot temporary = TemporaryRoot.create();
                CleanUp cleanUp = new CleanUp(Terminal::warn)) {
            KafkaOptions kafkaOptions = new KafkaOptions();
            KafkaCluster kafka = cleanUp.closing(kafkaOptions.open(
                    catalogue, temporary.folder(), folder.path().resolve("broker.log")));
            Topics topics = cleanUp.closing(kafkaOptions.topics(kafka, Terminal::warn));
            Environment environment = EnvironmentProbe.probe(
                    Home.folder(), kafka.description(), Versions.with(catalogue.engines()), Terminal::warn);
            ConsoleProgress progress = ConsoleProgress.onStandardError(true);
            SelfRun run =
                    new SelfRun(plan, catalogue, kafka, topics, environment, temporary.folder(), folder, progress);
            try {
                run.run();
            } catch (InterruptedException | RuntimeException e) {
                // Also what was measured before it failed or was interrupted.
                progress.done();
                try (CleanUp shown = new CleanUp(Terminal::warn)) {
                    shown.closing(() -> show(run.result(), folder));
                }
                throw e;
            }
            progress.done();
            show(run.result(), folder);
        }
        return ExitCode.OK;
    }

    private static void show(SelfResult result, RunFolder folder) {
        String table = SelfTable.render(result);
        folder.writeText(TABLE_FILE, table + "\n");
        System.out.println(table);
        System.out.println("Results: " + folder.path());
    }
}
