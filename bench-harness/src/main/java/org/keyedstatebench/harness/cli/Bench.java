package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.keyedstatebench.command.ReportCommand;
import org.keyedstatebench.command.Shell;
import org.keyedstatebench.command.TrendCommand;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.Versions;
import org.keyedstatebench.scenario.Dimension;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code bench}: finds the subcommand and turns every way in which it can end into one message and an exit code. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Bench.class,
        subcommands = {
            CompareCommand.class,
            RunCommand.class,
            DrainCommand.class,
            RecoverCommand.class,
            RescaleCommand.class,
            UpgradeCommand.class,
            TortureCommand.class,
            MatrixCommand.class,
            GateCommand.class,
            CapacityCommand.class,
            SweepCommand.class,
            ReportCommand.class,
            TrendCommand.class,
            GenerateCommand.class,
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
            "  bench compare --quick                 every variant once, about 5 minutes",
            "  bench compare                         three blocks, about 13 minutes",
            "  bench run flink-rocksdb --rate 20000",
            "  bench capacity --p99-below 100ms",
            "  bench sweep --rates 1000,10000,50000",
            "  bench gate --baseline main --quick",
            "  bench report results/runs/latest",
            "  bench COMMAND --help                  all of one command",
            "  source <(bench generate-completion)   completion for this shell",
            "",
            "Exit codes:",
            "  0    done; every trial is valid, or was refused by its engine",
            "  1    failed: an engine died, Kafka is unreachable, a file cannot be written",
            "  2    an option or a scenario file is wrong",
            "  3    gate: a regression",
            "  4    gate: inconclusive",
            "  5    a trial was invalid: lost events, wrong counts, or the rate not held",
            "  130  interrupted (SIGTERM 143, end of its terminal 129); what was measured",
            "       is kept"
        })
public final class Bench implements Runnable, IVersionProvider {

    @Spec
    private CommandSpec spec;

    private Bench() {}

    /** Without a command there is nothing to do but to teach. */
    @Override
    public void run() {
        throw Shell.commandMissing(spec, CommandGroups.ELSEWHERE.toArray(String[]::new));
    }

    /** Says what is compared: the versions that this build was made with. */
    @Override
    public String[] getVersion() {
        return Versions.with(new EngineOptions().catalogue().engines()).entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .toArray(String[]::new);
    }

    public static void main(String[] args) {
        Cancellation cancellation = Cancellation.ofThisThread();
        Shell shell = shell(cancellation);
        System.exit(shell.run(() -> commandLine(shell), cancellation::finished, args));
    }

    static Shell shell(Cancellation cancellation) {
        return new Shell(
                cancellation::isRequested,
                e -> e instanceof KafkaException kafka ? KafkaUnavailableException.of(kafka) : e,
                List.of(EngineException.class, KafkaUnavailableException.class));
    }

    /** Every command that there is on this class path. */
    static CommandLine commandLine(Cancellation cancellation) {
        return commandLine(shell(cancellation));
    }

    private static CommandLine commandLine(Shell shell) {
        CommandLine commandLine = new CommandLine(new Bench());
        ServiceLoader.load(OtherCommand.class).forEach(commandLine::addSubcommand);
        shell.telling(commandLine);
        CommandGroups.listIn(commandLine);
        read(commandLine, Duration.class, Durations::parse);
        read(commandLine, Trigger.class, Trigger::parse);
        read(commandLine, Dimension.class, Dimension::parse);
        commandLine.getSubcommands().values().forEach(command -> command.setResourceBundle(new EngineWords(command)));
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
}
