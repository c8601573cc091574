package org.keyedstatebench.command;

import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The part of {@code bench} that reads what was measured: a process of its own, which knows neither Kafka nor an engine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {ReportCommand.class, TrendCommand.class})
public final class StoredResults implements Runnable {

    @Spec
    private CommandSpec spec;

    private StoredResults() {}

    @Override
    public void run() {
        throw Shell.commandMissing(spec);
    }

    public static void main(String[] args) {
        Shell shell = new Shell(() -> false, UnaryOperator.identity(), List.of());
        System.exit(shell.run(() -> shell.telling(new CommandLine(new StoredResults())), () -> {}, args));
    }
}
