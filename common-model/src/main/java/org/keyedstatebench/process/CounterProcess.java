package org.keyedstatebench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;
import picocli.CommandLine;

/**
 * The main method of every counter: reads the specification, runs the job, and turns how it ends into a signal and an exit
 * code.
 *
 * <p>Under the harness ({@code --spec}), signals go to standard output, everything else that the engine prints to standard
 * error, and the end of standard input stops the job, so that an engine never outlives its harness. By hand, rows go to
 * standard output, signals to standard error, and only SIGTERM or Ctrl-C stops the job.
 */
public final class CounterProcess {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int UNSUPPORTED = 3;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Counter counter;
    private final SignalWriter signals;
    private final PrintStream errors;
    private final StopRequest stop = new StopRequest();

    private CounterProcess(Counter counter, SignalWriter signals, PrintStream errors) {
        this.counter = counter;
        this.signals = signals;
        this.errors = errors;
    }

    /**
     * Runs the counter as this process and exits with {@value #OK} when it was stopped or has reached its end,
     * {@value #FAILED} when it failed or is not of the checkout that it was started from, {@value #USAGE} when the specification or an option is wrong, {@value #UNSUPPORTED}
     * when the engine refuses it.
     *
     * @param engine name of the engine, for help and job names
     * @param defaults what the options leave open
     */
    public static void main(String engine, CounterOptions.Defaults defaults, Counter counter, String[] args) {
        Origin.complaint(counter.getClass(), ProcessHandle.current().info()).ifPresent(complaint -> {
            System.err.println(engine + "-counter: " + complaint);
            System.exit(FAILED);
        });
        CounterOptions options = options(engine, defaults, args);
        boolean underHarness = options.underHarness();
        PrintStream out = System.out;
        if (underHarness) {
            System.setOut(System.err);
        }
        var process = new CounterProcess(counter, new SignalWriter(underHarness ? out : System.err), System.err);
        if (underHarness) {
            process.stopAtEndOfInput();
        }
        System.exit(process.run(options));
    }

    /**
     * Reads the command line of a counter, also of one that an engine's own tool starts; ends this process where there is nothing to
     * run: with {@value #OK} after help, with {@value #USAGE} when an option or the specification is wrong.
     */
    public static CounterOptions options(String engine, CounterOptions.Defaults defaults, String[] args) {
        CounterOptions options = new CounterOptions(defaults);
        CommandLine commandLine =
                new CommandLine(options).setCommandName(engine + "-counter").setCaseInsensitiveEnumValuesAllowed(true);
        try {
            commandLine.parseArgs(args);
            if (options.helpRequested) {
                commandLine.usage(System.out);
                System.exit(OK);
            }
            options.resolve(engine, System.getenv());
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            System.err.println(engine + "-counter: " + e.getMessage());
            System.err.println("Try --help.");
            System.exit(USAGE);
        }
        return options;
    }

    private int run(CounterOptions options) {
        JobSpec spec = options.spec();
        CounterOptions.Task task = options.task();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndAwait(ended), "stop-on-shutdown"));
        JvmWatch.signalPauses(signals);
        try {
            refuseUnknown(spec);
            switch (task) {
                case RUN -> counter.run(spec, signals, stop);
                case CHECK -> counter.check(spec, signals, stop);
                case REMOVE_CHECKPOINTS -> removeCheckpoints(spec);
            }
            return OK;
        } catch (UnsupportedJobException e) {
            signals.write(e.signal());
            return UNSUPPORTED;
        } catch (Throwable e) {
            // Errors, too: a thread that the engine has left behind would keep a process alive that does nothing.
            e.printStackTrace(errors);
            // Before the job was ready nothing was read, so only what was asked for can be wrong; after that it never
            // is: a program may
            // say the same of bytes that came in.
            boolean misused = e instanceof IllegalArgumentException && e.getMessage() != null && !signals.isReady();
            signals.write(new Signal.Failed(misused ? firstLine(e.getMessage()) : oneLine(e)));
            return misused && task == CounterOptions.Task.RUN ? USAGE : FAILED;
        } finally {
            // Only now: until here the job may still write its last checkpoint.
            options.removeTemporaryState();
            ended.countDown();
        }
    }

    /** What an engine does not know of is refused here for all of them, because to pass it over would measure something else. */
    private void refuseUnknown(JobSpec spec) throws UnsupportedJobException {
        String form = spec.operator().form();
        if (form != null && !counter.forms().contains(form)) {
            throw new IllegalArgumentException("operator.form: expected "
                    + (counter.forms().isEmpty() ? "none" : "one of " + String.join(", ", counter.forms()))
                    + (", or nothing for the plain form; got '" + form + "'"));
        }
        if (spec.state().from() != null && !counter.keepsState()) {
            throw new UnsupportedJobException(
                    "state that another job has kept",
                    "(of this counter)",
                    "It keeps nothing that another job could go on from.");
        }
        String way = spec.state().rescale();
        if (way != null && !counter.rescales().contains(way)) {
            throw new IllegalArgumentException("state.rescale: expected "
                    + (counter.rescales().isEmpty() ? "none" : "one of " + String.join(", ", counter.rescales()))
                    + ", got '" + way + "'");
        }
        if (spec.state().valueBytes() > 0 && !counter.holdsValueBytes()) {
            throw new UnsupportedJobException(
                    "bytes beside each count",
                    "(of this counter)",
                    "Its state holds a count for each key and nothing else.");
        }
    }

    private void removeCheckpoints(JobSpec spec) throws Exception {
        String folder = spec.state().checkpoints();
        if (folder == null && spec.deployment() == null) {
            throw new IllegalArgumentException("state.checkpoints is not said: there is no folder to remove");
        }
        String path =
                folder == null ? spec.state().directory() : URI.create(folder).getPath();
        if (path == null || path.replace("/", "").isEmpty()) {
            throw new IllegalArgumentException("state.checkpoints is '" + folder
                    + "', which is a whole store and no folder of a job: nothing was removed");
        }
        counter.removeCheckpoints(spec);
    }

    private void stopAndAwait(CountDownLatch ended) {
        stop.request();
        try {
            if (!ended.await(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                errors.println("the job did not stop within " + STOP_TIMEOUT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAtEndOfInput() {
        Thread watcher = new Thread(
                () -> {
                    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                    try {
                        for (String line = input.readLine(); line != null; line = input.readLine()) {
                            Request.fromJson(line).ifPresent(stop::heed);
                        }
                    } catch (IOException brokenPipe) {
                        errors.println("standard input broke, stopping: " + brokenPipe.getMessage());
                    } finally {
                        stop.request();
                    }
                },
                "stop-at-end-of-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    /**
     * The first line of what is wrong. Exceptions of the counters are written for the user; of others the innermost cause says
     * most.
     */
    static String oneLine(Throwable e) {
        Throwable cause = e;
        while (!isForTheUser(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return firstLine(isForTheUser(cause) ? cause.getMessage() : cause.toString());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static boolean isForTheUser(Throwable e) {
        return e.getMessage() != null && e.getClass().getName().startsWith("org.keyedstatebench.");
    }
}
