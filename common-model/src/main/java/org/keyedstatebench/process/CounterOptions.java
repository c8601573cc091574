package org.keyedstatebench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.job.TriggerKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of a counter, so that it can be tried by hand, without the harness. */
@Command(
        sortOptions = false,
        descriptionHeading = "%n",
        description = {
            "Keeps one running counter per key over the events of a Kafka topic.",
            "",
            "Rows go to standard output, or to a topic with --output-topic; Ctrl-C stops it."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  stopped, or the end of the input was reached",
            "  1  the job failed",
            "  2  an option or the specification is wrong",
            "  3  the engine refuses what was asked for",
            "  130, 143  stopped by Ctrl-C or SIGTERM"
        })
public final class CounterOptions {

    /** What an engine takes when nothing is said. */
    public record Defaults(String stateBackend, Trigger trigger, Emission emission, int parallelism) {}

    /** What is wanted of a counter. */
    enum Task {
        RUN,
        CHECK,
        REMOVE_CHECKPOINTS
    }

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "Job specification (JSON) of the harness; no other option then but the next two.")
    private Path specFile;

    @Option(
            names = "--check",
            description = "Reaches the cluster and Kafka of --spec, says what is there, runs nothing.")
    private boolean check;

    @Option(
            names = "--remove-checkpoints",
            description = "Removes the folder of state.checkpoints of --spec, runs nothing.")
    private boolean removeCheckpoints;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Address of Kafka (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = "127.0.0.1:9092";

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "Property of every Kafka client; can be repeated.")
    private Map<String, String> kafkaProperties = new LinkedHashMap<>();

    @Option(names = "--topic", paramLabel = "NAME", description = "Topic with the events (default: ${DEFAULT-VALUE}).")
    private String topic = "events";

    @Option(
            names = "--output-topic",
            paramLabel = "NAME",
            description = "Topic for the counts; without it they are printed.")
    private String outputTopic;

    @Option(names = "--state-backend", paramLabel = "NAME", description = "State backend or store.")
    private String stateBackend;

    @Option(
            names = "--trigger",
            paramLabel = "WHEN",
            description =
                    "per-record; a duration such as 10s for micro-batches; 0 for micro-batches as fast as possible; "
                            + "available-now; real-time, or 'real-time 30s' for batches that long.")
    private String trigger;

    @Option(
            names = "--emission",
            description = "${COMPLETION-CANDIDATES}: a row for every event or for every key of a batch.")
    private Emission emission;

    @Option(
            names = "--operator",
            description =
                    "${COMPLETION-CANDIDATES}: count, or write each event again as it came (default: ${DEFAULT-VALUE}).")
    private OperatorKind operator = OperatorKind.COUNT;

    @Option(
            names = "--form",
            paramLabel = "NAME",
            description = "Programming interface that the job is written in (default: the engine's plain one).")
    private String form;

    @Option(
            names = "--ttl",
            paramLabel = "T",
            description = "Forgets the count of a key so long after its last event (default: never).")
    private String ttl;

    @Option(
            names = "--idle-timer",
            paramLabel = "T",
            description = "Writes the count of a key once more when it was idle for so long (default: no timer).")
    private String idleTimer;

    @Option(
            names = "--timer-domain",
            description =
                    "${COMPLETION-CANDIDATES}: the clock of --idle-timer (default: ${DEFAULT-VALUE}); event-time needs"
                            + " --watermark.")
    private TimeDomain timerDomain = TimeDomain.PROCESSING_TIME;

    @Option(names = "--async-state", description = "Accesses state without waiting for it, where the engine can.")
    private boolean asyncState;

    @Option(names = "--guarantee", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Guarantee guarantee = Guarantee.AT_LEAST_ONCE;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "T",
            description = "Time between checkpoints, 0 for none (default: 10s).")
    private String checkpointInterval = "10s";

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Folder for checkpoints; the job resumes from what is there (default: a temporary folder).")
    private Path stateDir;

    @Option(
            names = "--checkpoints",
            paramLabel = "URI",
            description =
                    "Folder for checkpoints in a store that every process of the job reaches (default: --state-dir).")
    private String checkpoints;

    @Option(
            names = "--state-bytes",
            paramLabel = "N",
            description = "Bytes that the state of each key holds beside its count (default: ${DEFAULT-VALUE}).")
    private int stateBytes;

    @Option(
            names = "--watermark",
            paramLabel = "T",
            description = "How late events may be, by produced_at (default: no watermark).")
    private String watermark;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Parallel tasks of each stage (default: 2, or what the engine's own tool was told).")
    private Integer parallelism;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Key of the engine's own configuration; can be repeated.")
    private Map<String, String> engineConfig = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean helpRequested;

    private final Defaults defaults;
    private Path temporaryState;
    private JobSpec spec;

    CounterOptions(Defaults defaults) {
        this.defaults = defaults;
    }

    boolean underHarness() {
        return specFile != null;
    }

    /** The job that is asked for. */
    public JobSpec spec() {
        return spec;
    }

    /** Whether somebody has said where checkpoints are to be. */
    public boolean namesCheckpoints() {
        return temporaryState == null || checkpoints != null;
    }

    /** @throws IllegalArgumentException if the options contradict each other or the specification file is wrong */
    void resolve(String engine, Map<String, String> environment) {
        task();
        spec = toSpec(engine, environment);
    }

    /** @throws IllegalArgumentException if the options contradict each other */
    Task task() {
        if (check && removeCheckpoints) {
            throw new IllegalArgumentException("--check and --remove-checkpoints are two things: ask for one of them");
        }
        if ((check || removeCheckpoints) && specFile == null) {
            throw new IllegalArgumentException((check ? "--check" : "--remove-checkpoints") + " needs --spec FILE");
        }
        return check ? Task.CHECK : removeCheckpoints ? Task.REMOVE_CHECKPOINTS : Task.RUN;
    }

    /**
     * @param environment of the process; USE_RTM=1 selects the real-time trigger
     * @throws IllegalArgumentException if an option or the specification file is wrong
     */
    JobSpec toSpec(String engine, Map<String, String> environment) {
        if (specFile != null) {
            return JobSpec.read(specFile);
        }
        Trigger chosen = chosenTrigger(environment);
        Duration interval = Durations.parse(checkpointInterval);
        Duration delay = watermark == null ? null : Durations.parse(watermark);
        Operator chosenOperator = new Operator(
                operator,
                ttl == null ? null : Durations.parse(ttl),
                idleTimer == null ? null : new IdleTimer(timerDomain, Durations.parse(idleTimer)),
                form);
        // Last, so that a wrong option leaves no folder behind.
        Path directory = stateDir == null ? temporaryFolder(engine) : stateDir.toAbsolutePath();
        return new JobSpec(
                engine + "-counter",
                new Kafka(bootstrapServers, kafkaProperties, Map.of(), Map.of()),
                new Source(topic, Map.of(), Map.of()),
                outputTopic == null ? Sink.print() : Sink.kafka(outputTopic),
                chosenOperator,
                emission == null ? defaults.emission() : emission,
                chosen,
                new State(
                        stateBackend == null ? defaults.stateBackend() : stateBackend,
                        directory.toString(),
                        interval,
                        guarantee,
                        null,
                        asyncState,
                        true,
                        checkpoints,
                        stateBytes,
                        null,
                        null),
                delay,
                parallelism == null ? defaults.parallelism() : parallelism,
                engineConfig);
    }

    private Trigger chosenTrigger(Map<String, String> environment) {
        boolean realTime =
                "1".equals(environment.get("USE_RTM")) && defaults.trigger().kind() != TriggerKind.PER_RECORD;
        return trigger != null ? Trigger.parse(trigger) : realTime ? Trigger.parse("real-time") : defaults.trigger();
    }

    private Path temporaryFolder(String engine) {
        try {
            temporaryState = Files.createTempDirectory(engine + "-counter-");
            return temporaryState;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folder that stood in for --state-dir, if there was none. Only after the job has ended. */
    public void removeTemporaryState() {
        if (temporaryState != null && !TemporaryFolders.delete(temporaryState)) {
            System.err.println("cannot remove " + temporaryState);
        }
    }
}
