package org.keyedstatebench.harness.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.scenario.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs suites of micro-benchmarks, one after another, each benchmark in fresh JVMs with the options that engines get. For one
 * thread; an interrupt ends all processes.
 */
public final class MicroRuns {

    private static final Pattern PARAMETER = Pattern.compile("\\s+param \"[^\"]+\" = \\{(.*)}");
    private static final Pattern BENCHMARK = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+");

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final String id;
    private final String command;
    private final Environment environment;
    private final Path temporaryFolder;
    private final StepListener listener;
    private final Instant startedAt = Instant.now();
    private final List<MicroResult.Figure> figures = new ArrayList<>();

    /**
     * @param id of the run that they belong to
     * @param command that repeats it
     * @param temporaryFolder for files that the caller removes; exists
     */
    public MicroRuns(String id, String command, Environment environment, Path temporaryFolder, StepListener listener) {
        this.id = id;
        this.command = command;
        this.environment = environment;
        this.temporaryFolder = temporaryFolder;
        this.listener = listener;
    }

    /** What was measured so far. */
    public MicroResult result() {
        return new MicroResult(MicroResult.SCHEMA_VERSION, id, startedAt, command, environment, jvmOptions(), figures);
    }

    /** Options of the JVMs that are measured, the same as an engine's. */
    public static List<String> jvmOptions() {
        return JavaProcess.jvmOptions(Resources.DEFAULT);
    }

    /**
     * @param include regular expression that is looked for in benchmarks' names; empty for all
     * @param logs folder for what JMH prints, one file a suite; is made
     * @param afterEach is told when a suite was measured
     * @throws IllegalArgumentException if no benchmark matches
     * @throws EngineException if a suite was not built, or a benchmark fails; the log says why
     */
    public void run(List<MicroSuite> suites, MicroEffort effort, String include, Path logs, Runnable afterEach)
            throws InterruptedException {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the micro-benchmarks: " + e.getMessage(), e);
        }
        Map<MicroSuite, Integer> cases = new HashMap<>();
        for (MicroSuite suite : suites) {
            List<String> lines = new ArrayList<>();
            execute(suite, effort, include, List.of("-lp"), logs, lines::add);
            cases.put(suite, cases(lines));
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
                measure(suite, effort, include, logs, progress);
                afterEach.run();
            }
        }
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

    private void measure(MicroSuite suite, MicroEffort effort, String include, Path logs, Progress progress)
            throws InterruptedException {
        Path results = temporaryFolder.resolve(suite.module() + ".json");
        String iteration = effort.iteration().toMillis() + "ms";
        String options = "-f " + effort.forks() + " -wi " + effort.warmups() + " -i " + effort.iterations() + " -w "
                + iteration + " -r " + iteration + " -prof gc -foe true -rf json";
        List<String> all = new ArrayList<>(List.of(options.split(" ", -1)));
        all.addAll(List.of("-rff", results.toString(), "-jvmArgsAppend", String.join(" ", jvmOptions())));
        execute(suite, effort, include, all, logs, progress::line);
        figures.addAll(figures(results, suite.module()));
    }

    private void execute(
            MicroSuite suite,
            MicroEffort effort,
            String include,
            List<String> options,
            Path logs,
            Consumer<String> lines)
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

    /**
     * Reads JMH's result file.
     *
     * @param module that the benchmarks belong to
     * @throws IllegalStateException if a figure is in another unit than the benchmarks of this suite have
     */
    static List<MicroResult.Figure> figures(Path file, String module) {
        try {
            List<MicroResult.Figure> figures = new ArrayList<>();
            for (JsonNode result : JsonMapper.shared().readTree(Files.readString(file))) {
                figures.add(figure(result, module));
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static MicroResult.Figure figure(JsonNode result, String module) {
        Map<String, String> parameters = new LinkedHashMap<>();
        result.path("params")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
        JsonNode time = result.path("primaryMetric");
        return new MicroResult.Figure(
                module,
                shortName(result.path("benchmark").asString()),
                parameters,
                number(time, "score", "ns/op"),
                number(time, "scoreError", "ns/op"),
                number(result.path("secondaryMetrics").path(ALLOCATION), "score", "B/op"),
                result.path("forks").asInt(),
                result.path("measurementIterations").asInt());
    }

    /** JMH writes what it cannot compute, such as the error of two values, as the text NaN. */
    private static Double number(JsonNode metric, String field, String unit) {
        if (!metric.path("scoreUnit").asString("").equals(unit)) {
            throw new IllegalStateException("expected a figure in " + unit + ", got " + metric);
        }
        return metric.path(field).isNumber() ? metric.path(field).asDouble() : null;
    }

    /** Class and method, without package. */
    private static String shortName(String benchmark) {
        return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
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
                what = shortName(line.substring(BENCHMARK.length()).strip());
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
