package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.micro.MicroEffort;
import org.keyedstatebench.harness.micro.MicroRuns;
import org.keyedstatebench.harness.micro.MicroSuite;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.RunFolder;

/** Has what the comparison table says of a step of the state: micro-benchmarks of this very build, found or measured. */
final class StateSteps {

    private static final List<Integer> ONE_SIZE = List.of(100_000);
    private static final String READ_MODIFY_WRITE = "readModifyWrite";

    /** How far back a folder of results is searched. */
    private static final int NEWEST = 50;

    private final Benchmark benchmark;
    private final List<EngineDescriptor> engines;

    /**
     * @param benchmark that they belong to
     * @param engines whose state is wanted; those without micro-benchmarks are left out
     */
    StateSteps(Benchmark benchmark, List<EngineDescriptor> engines) {
        this.benchmark = benchmark;
        this.engines = engines.stream().filter(engine -> engine.micro() != null).toList();
    }

    boolean areAny() {
        return !engines.isEmpty();
    }

    /** The newest of this build and machine beside the run, if a run has left some that have all engines. */
    Optional<MicroResult> found() {
        Path folder = benchmark.folder().path().toAbsolutePath();
        List<Path> runs;
        try (Stream<Path> files = Files.list(folder.getParent())) {
            runs = files.filter(run -> Files.isRegularFile(run.resolve(MicroResult.DOCUMENT.file())))
                    .sorted(Comparator.reverseOrder())
                    .limit(NEWEST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search the results beside " + folder, e);
        }
        List<String> modules =
                engines.stream().map(engine -> engine.micro().module()).toList();
        return runs.stream()
                .flatMap(run -> read(run.resolve(MicroResult.DOCUMENT.file())).stream())
                .filter(result -> isOf(benchmark.environment(), modules, result))
                .max(Comparator.comparing(MicroResult::startedAt));
    }

    /** What somebody else left there, or an older form, is none of ours. */
    private static Optional<MicroResult> read(Path file) {
        try {
            return Optional.of(MicroResult.DOCUMENT.read(Files.readString(file), file.toString()));
        } catch (IOException | ResultException e) {
            return Optional.empty();
        }
    }

    /** Whether it is of this build on this machine, and has a step of each module: changes that nobody committed are no build. */
    static boolean isOf(Environment now, List<String> modules, MicroResult result) {
        Environment then = result.environment();
        return now.gitCommit() != null
                && !now.gitCommit().endsWith("-dirty")
                && now.gitCommit().equals(then.gitCommit())
                && now.versions().equals(then.versions())
                && now.cpu().equals(then.cpu())
                && now.jdk().equals(then.jdk())
                && modules.stream()
                        .allMatch(module -> result.figures().stream()
                                .anyMatch(figure -> figure.module().equals(module)
                                        && figure.benchmark().endsWith(READ_MODIFY_WRITE)));
    }

    /**
     * Measures them; the folder of the run keeps what JMH prints, and the figures.
     *
     * @param quick at one size, and without the steps to which the size makes no difference
     */
    MicroResult measure(boolean quick) throws InterruptedException {
        RunFolder folder = benchmark.folder();
        ConsoleProgress progress = ConsoleProgress.onStandardError(true);
        MicroEffort effort = quick ? MicroEffort.QUICK.withKeys(ONE_SIZE) : MicroEffort.FULL;
        Path logs = folder.path().resolve("micro");
        List<MicroSuite> suites = engines.stream()
                .map(engine -> MicroSuite.of(engine, benchmark.engines()))
                .toList();
        try (TemporaryRoot temporary = TemporaryRoot.create()) {
            MicroRuns runs = new MicroRuns(
                    folder.id(), benchmark.command(), benchmark.environment(), temporary.folder(), progress);
            runs.run(suites, effort, READ_MODIFY_WRITE, logs, () -> {});
            for (MicroSuite suite : quick ? List.<MicroSuite>of() : suites) {
                if (suite.oneSize() != null) {
                    MicroEffort small = effort.withKeys(ONE_SIZE);
                    runs.run(List.of(suite), small, suite.oneSize(), logs.resolve("one-size"), () -> {});
                }
            }
            progress.done();
            folder.write(MicroResult.DOCUMENT, runs.result());
            return runs.result();
        }
    }
}
