package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One variant, changed at will. */
@Command(
        name = "run",
        description = "Measures one variant; its options can be changed one by one.",
        footer = {
            "  bench run flink-hashmap --duration 60s",
            "  bench run flink-rocksdb --guarantee exactly-once --checkpoint-interval 1s",
            "  bench run flink-hashmap --set execution.buffer-timeout.interval=100ms",
            "  bench run spark --trigger 1s --emission per-event"
        })
final class RunCommand extends TrialCommand {

    @Parameters(paramLabel = "VARIANT", description = "${bundle:engines.variants}, or one of the scenario file.")
    private String name;

    @Option(
            names = "--state-backend",
            paramLabel = "NAME",
            description = "State backend or store, by the engine's name.")
    private String stateBackend;

    @Option(
            names = "--trigger",
            paramLabel = "WHEN",
            description = "per-record; 10s for micro-batches; 0 for as fast as possible; real-time.")
    private Trigger trigger;

    @Option(names = "--emission", paramLabel = "WHEN", description = "${COMPLETION-CANDIDATES}.")
    private Emission emission;

    @Option(names = "--guarantee", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
    private Guarantee guarantee;

    @Option(names = "--checkpoint-interval", paramLabel = "T", description = "Time between checkpoints; 0 for none.")
    private Duration checkpointInterval;

    @Option(
            names = "--changelog",
            negatable = true,
            description = "Whether a RocksDB state store commits changes instead of snapshots.")
    private Boolean changelog;

    @Option(
            names = "--operator",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES}: count, or write each event again as it came.")
    private OperatorKind operator;

    @Option(
            names = "--form",
            paramLabel = "NAME",
            description = "The engine's name of the programming interface that the job is written in, such as sql.")
    private String form;

    @Option(names = "--ttl", paramLabel = "T", description = "Forgets the count of a key so long after its last event.")
    private Duration ttl;

    @Option(
            names = "--idle-timer",
            paramLabel = "T",
            description = "Writes the count of a key once more when it had no event for so long.")
    private Duration idleTimer;

    @Option(
            names = "--timer-domain",
            paramLabel = "WHICH",
            description = "${COMPLETION-CANDIDATES}: the clock that --idle-timer follows.")
    private TimeDomain timerDomain;

    @Option(names = "--watermark", paramLabel = "T", description = "How late events may be, by produced_at.")
    private Duration watermark;

    @Option(
            names = "--async-state",
            negatable = true,
            description = "Whether state is accessed without waiting for it, where the engine can.")
    private Boolean asyncState;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Key of the engine's own configuration; can be repeated.")
    private Map<String, String> config = new LinkedHashMap<>();

    @Mixin
    private ScenarioOptions options;

    @Override
    Scenario scenario() {
        Scenario said = options.scenario(options.scenarios().compare().withBlocks(1), List.of(name));
        Variant variant = changed(said.variants().get(0));
        Scenario chosen = said.withVariants(List.of(variant));
        return options.fileSays("name") ? chosen : chosen.withName(variant.name());
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }

    private Variant changed(Variant base) {
        if (timerDomain != null && idleTimer == null && base.operator().idleTimer() == null) {
            throw new IllegalArgumentException("--timer-domain says nothing without --idle-timer");
        }
        return base.changed(new EngineVariant(
                base.name(),
                null,
                stateBackend,
                trigger,
                operator,
                form,
                ttl,
                idleTimer,
                timerDomain,
                asyncState,
                watermark,
                emission,
                guarantee,
                checkpointInterval,
                changelog,
                null,
                null,
                null,
                null,
                null,
                config,
                null));
    }
}
