package org.keyedstatebench.harness.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.keyedstatebench.engine.DescriptorException;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.process.WorkerDiedException;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.ScenarioException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code bench}: finds the subcommand and turns every way in which it can end into one message and an exit code. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            CompareCommand.class,
            RunCommand.class,
            DrainCommand.class,
            RecoverCommand.class,
            MatrixCommand.class,
            GateCommand.class,
            CapacityCommand.class,
            SweepCommand.class,
            ReportCommand.class,
            TrendCommand.class,
            GenerateCommand.class,
            SelfCommand.class,
            BrokerCommand.class,
            MicroCommand.class,
            DoctorCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        description = {
            "Compares keyed state on stream processors: a running counter per key over one Kafka"
                    + " topic, with a latency for every event and a proof that none was lost.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench compare --quick                 every variant once, in under five minutes",
            "  bench compare                         three blocks in random order, about 13 minutes",
            "  bench run flink-rocksdb --rate 20000  one variant",
            "  bench drain --quick                   how fast each works through events that are there",
            "  bench capacity --p99-below 100ms      the rate that each sustains",
            "  bench sweep --rates 1000,10000,50000  latency against load",
            "  bench gate --baseline main --quick     whether this build is slower than main",
            "  bench report results/runs/latest      show a stored run again",
            "  bench micro state --quick             what value state costs in each backend",
            "  source <(bench generate-completion)   completion for this shell",
            "",
            "Exit codes:",
            "  0    done; every trial is valid, or was refused by its engine",
            "  1    something failed: an engine died, Kafka is unreachable, a file cannot be written",
            "  2    an option or a scenario file is wrong",
            "  3    gate: a regression",
            "  4    gate: inconclusive",
            "  5    a trial was invalid: lost events, wrong counts, or the rate not held",
            "  130  interrupted (by SIGTERM 143, by the end of its terminal 129); what was measured is kept"
        })
public final class Bench implements Runnable {

    /** What can go wrong with a sentence for the user, and the exit code of each. */
    private static final Map<Class<?>, Integer> EXPECTED = Map.of(
            IllegalArgumentException.class, ExitCode.USAGE,
            DescriptorException.class, ExitCode.USAGE,
            EngineException.class, ExitCode.FAILURE,
            KafkaUnavailableException.class, ExitCode.FAILURE,
            ResultException.class, ExitCode.FAILURE,
            UncheckedIOException.class, ExitCode.FAILURE,
            WorkerDiedException.class, ExitCode.FAILURE);

    @Spec
    private CommandSpec spec;

    private Bench() {}

    /** Without a command there is nothing to do but to teach. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    public static void main(String[] args) {
        // Reports hold characters beyond ASCII, whatever the locale of the shell is.
        CheckedOutput out = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Cancellation cancellation = Cancellation.ofThisThread();
        AtomicBoolean threadDied = new AtomicBoolean();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            threadDied.set(true);
            System.err.println("bench: the thread " + thread.getName() + " died: " + e);
        });
        int code = execute(cancellation, args);
        cancellation.finished();
        System.out.flush();
        Optional<String> complaint = out.complaint();
        if (!cancellation.isRequested()) {
            complaint.ifPresent(words -> System.err.println("bench: " + words));
        }
        // A verdict stands also when its words were lost; that all went well does not.
        boolean isLame = code == ExitCode.OK && (threadDied.get() || complaint.isPresent());
        System.exit(cancellation.isRequested() ? ExitCode.INTERRUPTED : isLame ? ExitCode.FAILURE : code);
    }

    /** An error goes past all handlers of the command line. */
    private static int execute(Cancellation cancellation, String... args) {
        try {
            return commandLine(cancellation).execute(args);
        } catch (Error e) {
            System.err.println("bench: " + e);
            return ExitCode.FAILURE;
        }
    }

    static CommandLine commandLine(Cancellation cancellation) {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(100);
        read(commandLine, Duration.class, Durations::parse);
        read(commandLine, Trigger.class, CounterOptions::parseTrigger);
        read(commandLine, Dimension.class, Dimension::parse);
        commandLine.getSubcommands().values().forEach(command -> command.setResourceBundle(new EngineWords(command)));
        commandLine.setParameterExceptionHandler((e, args) -> complain(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> handle(e, command, cancellation));
        return commandLine;
    }

    /**
     * Reads values as people type them, in the words of the reader if one is wrong: of any other exception picocli shows the class.
     *
     * @param reader throws {@link IllegalArgumentException} at a text that is no such value
     */
    private static <T> void read(CommandLine commandLine, Class<T> kind, Function<String, T> reader) {
        commandLine.registerConverter(kind, text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        });
    }

    /** One line about what is wrong and one about where to read on, instead of the whole help. */
    private static int complain(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("bench: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int handle(Exception e, CommandLine command, Cancellation cancellation) {
        if (cancellation.isRequested() || e instanceof InterruptedException) {
            command.getErr().println("bench: interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof ScenarioException scenario) {
            scenario.mistakes().forEach(mistake -> command.getErr().println("bench: " + mistake));
            return ExitCode.USAGE;
        }
        if (e instanceof KafkaException kafka) {
            return handle(KafkaUnavailableException.of(kafka), command, cancellation);
        }
        for (Map.Entry<Class<?>, Integer> expected : EXPECTED.entrySet()) {
            if (expected.getKey().isInstance(e)) {
                command.getErr().println("bench: " + e.getMessage());
                return expected.getValue();
            }
        }
        command.getErr().println("bench: this is a defect of the benchmark, please report it:");
        e.printStackTrace(command.getErr());
        return ExitCode.FAILURE;
    }
}
