package org.keyedstatebench.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keyedstatebench.engine.DescriptorException;
import org.keyedstatebench.process.WorkerDiedException;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.scenario.ScenarioException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every way in which a command can end into one message and an exit code. One for a process. */
public final class Shell {

    private static final int HELP_COLUMNS = 100;

    private final BooleanSupplier cancelled;
    private final UnaryOperator<Exception> translation;
    /** What can go wrong with a sentence for the user, and the exit code of each. */
    private final Map<Class<?>, Integer> expected = new HashMap<>(Map.of(
            IllegalArgumentException.class, ExitCode.USAGE,
            DescriptorException.class, ExitCode.USAGE,
            ResultException.class, ExitCode.FAILURE,
            UncheckedIOException.class, ExitCode.FAILURE,
            WorkerDiedException.class, ExitCode.FAILURE));

    /**
     * @param cancelled whether the process was asked to end
     * @param failures what else can go wrong with a sentence for the user
     * @param translation gives what a library throws in words of ours; all else as it is
     */
    public Shell(
            BooleanSupplier cancelled,
            UnaryOperator<Exception> translation,
            Iterable<Class<? extends Exception>> failures) {
        this.cancelled = cancelled;
        this.translation = translation;
        failures.forEach(failure -> expected.put(failure, ExitCode.FAILURE));
    }

    /** Has the endings of this command line told by this shell. */
    public CommandLine telling(CommandLine commandLine) {
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(HELP_COLUMNS);
        commandLine.setParameterExceptionHandler((e, args) -> complain(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> handle(e, command));
        return commandLine;
    }

    /**
     * What to throw where nothing but {@code bench} was typed: there is nothing to do but to teach.
     *
     * @param elsewhere commands that other processes carry out
     */
    public static ParameterException commandMissing(CommandSpec spec, String... elsewhere) {
        Set<String> commands = new LinkedHashSet<>(spec.subcommands().keySet());
        commands.addAll(List.of(elsewhere));
        return new ParameterException(spec.commandLine(), "a command is missing: " + String.join(", ", commands));
    }

    /**
     * Carries a command out, with the process's own output.
     *
     * @param commandLine is made once the output is that of the process, which it keeps
     * @param finished is told when the command has ended and cleaned up after itself
     * @return the exit code of the process
     */
    public int run(Supplier<CommandLine> commandLine, Runnable finished, String... args) {
        // Reports hold characters beyond ASCII, whatever the locale of the shell is.
        CheckedOutput out = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        AtomicBoolean threadDied = new AtomicBoolean();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            threadDied.set(true);
            System.err.println("bench: the thread " + thread.getName() + " died: " + e);
        });
        int code = execute(commandLine, args);
        finished.run();
        System.out.flush();
        Optional<String> complaint = out.complaint();
        if (cancelled.getAsBoolean()) {
            return ExitCode.INTERRUPTED;
        }
        complaint.ifPresent(words -> System.err.println("bench: " + words));
        // A verdict stands also when its words were lost; that all went well does not.
        boolean isLame = code == ExitCode.OK && (threadDied.get() || complaint.isPresent());
        return isLame ? ExitCode.FAILURE : code;
    }

    /** An error goes past all handlers of the command line. */
    private static int execute(Supplier<CommandLine> commandLine, String... args) {
        try {
            return commandLine.get().execute(args);
        } catch (Error e) {
            System.err.println("bench: " + e);
            return ExitCode.FAILURE;
        }
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

    private int handle(Exception thrown, CommandLine command) {
        PrintWriter err = command.getErr();
        if (cancelled.getAsBoolean() || thrown instanceof InterruptedException) {
            err.println("bench: interrupted");
            return ExitCode.INTERRUPTED;
        }
        Exception e = translation.apply(thrown);
        if (e instanceof ScenarioException scenario) {
            scenario.mistakes().forEach(mistake -> err.println("bench: " + mistake));
            return ExitCode.USAGE;
        }
        for (Map.Entry<Class<?>, Integer> known : expected.entrySet()) {
            if (known.getKey().isInstance(e)) {
                err.println("bench: " + e.getMessage());
                return known.getValue();
            }
        }
        err.println("bench: this is a defect of the benchmark, please report it:");
        e.printStackTrace(err);
        return ExitCode.FAILURE;
    }

    /**
     * Remembers that standard output could not be written: a print stream swallows that, and a report that nobody got would end as done.
     * For one thread at a time, as the print stream around it sees to.
     */
    private static final class CheckedOutput extends FilterOutputStream {

        private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

        private IOException failure;

        CheckedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        /** What went wrong, for people; empty also if only the reader has left, such as {@code head}, because it has all that it wanted. */
        Optional<String> complaint() {
            return Optional.ofNullable(failure)
                    .filter(e -> !isPipe())
                    .map(e -> "cannot write to standard output: " + e.getMessage());
        }

        private static boolean isPipe() {
            try {
                // The message is of the system and in its language; writing to a pipe fails when nobody reads it.
                return Files.readSymbolicLink(STANDARD_OUTPUT).toString().matches("(pipe|socket):.*");
            } catch (IOException | UnsupportedOperationException notLinux) {
                return false;
            }
        }
    }
}
