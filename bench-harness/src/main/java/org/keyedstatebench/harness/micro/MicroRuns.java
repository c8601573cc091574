package org.keyedstatebench.harness.micro;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.scenario.Resources;

/**
 * Runs suites of micro-benchmarks, one after another, each benchmark in fresh JVMs with the options that engines get. For one
 * thread; an interrupt ends all processes.
 */
public final class MicroRuns {

    private static final Pattern PARAMETER = Pattern.compile("\\s+param \"[^\"]+\" = \\{(.*)}");
    private static final Pattern BENCHMARK = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+");

    private final Path temporaryFolder;
    private final Path logs;

    /**
     * @param temporaryFolder for files that the caller removes; exists
     * @param logs folder for what JMH prints, one file a suite; exists
     */
    public MicroRuns(Path temporaryFolder, Path logs) {
        this.temporaryFolder = temporaryFolder;
        this.logs = logs;
    }

    /** Options of the JVMs that are measured, the same as an engine's. */
    public static List<String> jvmOptions() {
        return JavaProcess.jvmOptions(Resources.DEFAULT);
    }

    /**
     * @param include regular expression that is looked for in benchmarks' names; empty for all
     * @param figures is given the figures of each suite
     * @throws IllegalArgumentException if no benchmark matches
     * @throws EngineException if a suite was not built, or a benchmark fails; the log says why
     */
    public void run(
            List<MicroSuite> suites,
            MicroEffort effort,
            String include,
            StepListener listener,
            Consumer<List<MicroResult.Figure>> figures)
            throws InterruptedException {
        Map<MicroSuite, Integer> cases = new HashMap<>();
        for (MicroSuite suite : suites) {
            cases.put(suite, count(suite, effort, include));
        }
        int total = cases.values().stream().mapToInt(Integer::intValue).sum();
        if (total == 0) {
            throw new IllegalArgumentException("no benchmark of "
                    + suites.stream().map(MicroSuite::module).collect(Collectors.joining(", ")) + " matches '" + include
                    + "'; leave --include out to run all");
        }
        Progress progress = new Progress(total, effort.estimate(), System::nanoTime, listener);
        listener.started(
                total,
                "micro-benchmarks with their parameters",
                effort.estimate().multipliedBy(total));
        for (MicroSuite suite : suites) {
            if (cases.get(suite) > 0) {
                figures.accept(measure(suite, effort, include, progress));
            }
        }
    }

    private int count(MicroSuite suite, MicroEffort effort, String include) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        execute(suite, effort, include, List.of("-lp"), lines::add);
        return cases(lines);
    }

    /** Counts the cases in what {@code JMH -lp} prints: benchmarks, each with the values of its parameters below it. */
    static int cases(List<String> lines) {
        int cases = 0;
        int current = 0;
        for (String line : lines) {
            Matcher parameter = PARAMETER.matcher(line);
            if (BENCHMARK.matcher(line).matches()) {
                cases += current;
                current = 1;
            } else if (parameter.matches()) {
                current *= parameter.group(1).split(",", -1).length;
            }
        }
        return cases + current;
    }

    private List<MicroResult.Figure> measure(MicroSuite suite, MicroEffort effort, String include, Progress progress)
            throws InterruptedException {
        Path results = temporaryFolder.resolve(suite.module() + ".json");
        String iteration = effort.iteration().toMillis() + "ms";
        String options = "-f " + effort.forks() + " -wi " + effort.warmups() + " -i " + effort.iterations() + " -w "
                + iteration + " -r " + iteration + " -prof gc -foe true -rf json";
        List<String> all = new ArrayList<>(List.of(options.split(" ", -1)));
        all.addAll(List.of("-rff", results.toString(), "-jvmArgsAppend", String.join(" ", jvmOptions())));
        execute(suite, effort, include, all, progress::line);
        return JmhResults.read(results, suite.module());
    }

    private void execute(
            MicroSuite suite, MicroEffort effort, String include, List<String> options, Consumer<String> lines)
            throws InterruptedException {
        String keys = effort.keys().stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> all = new ArrayList<>(List.of(include.isEmpty() ? ".*" : include, "-p", "keys=" + keys));
        all.addAll(options);
        Path log = logs.resolve(suite.module() + ".log");
        // Temporary files of JMH, and of what it forks, which inherits these.
        List<String> jvm = List.of("-Djava.io.tmpdir=" + temporaryFolder, "-XX:-UsePerfData");
        try (ChildProcess jmh = JavaProcess.started(JavaProcess.of(jvm, suite.argsFile(), all)
                .named("JMH")
                .environment(suite.environment())
                .in(temporaryFolder)
                .log(log)
                .lines(lines))) {
            int code = jmh.await();
            if (code != 0) {
                throw new EngineException(
                        "the benchmarks of " + suite.module() + " failed with exit code " + code + "; see " + log);
            }
        }
    }

    /** Follows JMH through its cases by what it prints; on the thread that reads it. */
    static final class Progress {

        private static final String BENCHMARK = "# Benchmark: ";
        private static final String PARAMETERS = "# Parameters: ";

        private final int total;
        private final Duration estimate;
        private final LongSupplier clock;
        private final StepListener listener;
        private int number;
        private long firstAtNs;
        private long caseAtNs;
        private String what = "";

        /** @param clock nanoseconds */
        Progress(int total, Duration estimate, LongSupplier clock, StepListener listener) {
            this.total = total;
            this.estimate = estimate;
            this.clock = clock;
            this.listener = listener;
        }

        void line(String line) {
            if (line.startsWith(BENCHMARK)) {
                caseAtNs = clock.getAsLong();
                if (number == 0) {
                    firstAtNs = caseAtNs;
                }
                number++;
                what = JmhResults.shortName(line.substring(BENCHMARK.length()).strip());
            } else if (line.startsWith(PARAMETERS)) {
                what += " " + line.substring(PARAMETERS.length()).strip();
            } else if (line.startsWith("# Fork: ") || line.startsWith("Iteration ") || line.startsWith("# Warmup It")) {
                listener.progress(number, total, what, remaining());
            }
        }

        /** By the mean of the cases that are done; by the plan as long as none is. */
        private Duration remaining() {
            int done = number - 1;
            Duration each = done == 0 ? estimate : Duration.ofNanos((caseAtNs - firstAtNs) / done);
            Duration left = each.multipliedBy(total - done).minusNanos(clock.getAsLong() - caseAtNs);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
