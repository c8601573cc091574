package org.keyedstatebench.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * Where one run leaves what it finds. For one writing thread; readers may come at any time.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {

    /**
     * The files of one trial, absolute. The names are the whole contract with a reader: {@code trials/<order>-<variant>-block<k>/}.
     *
     * @param hlog histograms, one tag a series
     * @param spec specification of the job
     * @param log what the engine wrote to its log
     * @param signals what the engine signalled, JSON lines
     * @param timeline what was sent, covered and used, second by second, JSON lines
     * @param flameGraph where the engine's CPU time went, HTML; only of a trial that was profiled
     */
    public record TrialFiles(Path hlog, Path spec, Path log, Path signals, Path timeline, Path flameGraph) {}

    /** Kinds of a trial's files that reports are drawn from; see {@link TrialFiles} for all. */
    static final String HISTOGRAMS = "hlog";

    static final String SIGNALS = "signals";
    static final String TIMELINE = "timeline";

    /** Name of the folder, which is the run's id. */
    public String id() {
        return path.getFileName().toString();
    }

    /**
     * Makes the folder of a trial.
     *
     * @param order of execution over the whole run, from 1
     * @param block from 1
     * @throws ResultException if it cannot be made
     */
    public TrialFiles trial(int order, String variant, int block) {
        Path folder =
                path.resolve("trials").resolve(String.format(Locale.ROOT, "%02d-%s-block%d", order, variant, block));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ResultException("cannot make the trial's folder " + folder + ": " + ResultStore.reason(e), e);
        }
        return new TrialFiles(
                folder.resolve("latency.hlog"),
                folder.resolve("job.json"),
                folder.resolve("engine.log"),
                folder.resolve("signals.jsonl"),
                folder.resolve("timeline.jsonl"),
                folder.resolve("flame.html"));
    }

    /** The files of a trial as its result names them: by kind, relative to the run's folder, with slashes; those that exist. */
    public Map<String, String> relative(TrialFiles files) {
        Map<String, String> existing = new TreeMap<>();
        Map<String, Path> all = Map.of(
                HISTOGRAMS,
                files.hlog(),
                "spec",
                files.spec(),
                "log",
                files.log(),
                SIGNALS,
                files.signals(),
                TIMELINE,
                files.timeline(),
                "flame",
                files.flameGraph());
        all.forEach((kind, file) -> {
            if (Files.exists(file)) {
                existing.put(kind, path.relativize(file).toString().replace('\\', '/'));
            }
        });
        return existing;
    }

    /**
     * A file that a trial names, if it is in this folder: the name comes from a result that anybody may have edited.
     *
     * @param kind as the result names it
     */
    Optional<Path> file(TrialResult trial, String kind) {
        Path folder = path.normalize();
        return Optional.ofNullable(trial.files().get(kind))
                .map(name -> folder.resolve(name).normalize())
                .filter(file -> file.startsWith(folder) && Files.isRegularFile(file));
    }

    /**
     * Writes the result as it is now, in one step: a reader sees the last one or this one. Then {@code latest} names this run.
     *
     * @throws ResultException if it cannot be written; the last one is still there then
     */
    public void write(RunResult result) {
        if (!result.id().equals(id())) {
            throw new IllegalArgumentException("expected the result of " + id() + ", got that of " + result.id());
        }
        write(RunResult.DOCUMENT, result);
        try {
            ResultStore.pointLatestTo(path, (link, target) -> Files.createSymbolicLink(link, target));
        } catch (IOException e) {
            throw new ResultException("cannot let latest name " + path + ": " + ResultStore.reason(e), e);
        }
    }

    /**
     * Writes another document of the run in one step.
     *
     * @throws ResultException if it cannot be written; the last one is still there then
     */
    public <T> void write(Document<T> kind, T document) {
        writeText(kind.file(), kind.write(document));
    }

    /**
     * Writes a file of the run in one step: a reader sees the last one or this one. Also on an interrupted thread, which stays
     * interrupted: what was measured before Ctrl-C is to be kept.
     *
     * @param name of the file in this folder
     * @throws ResultException if it cannot be written; the last one is still there then
     */
    public void writeText(String name, String text) {
        Path file = path.resolve(name);
        Path fresh = path.resolve("." + name + ".tmp");
        // A channel closes itself when an interrupted thread uses it.
        boolean interrupted = Thread.interrupted();
        try {
            try {
                Files.writeString(fresh, text);
                // Without this a crash of the machine could leave the new name with none of its content.
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                ResultStore.replace(fresh, file);
            } finally {
                TemporaryFolders.delete(fresh);
            }
        } catch (IOException e) {
            throw new ResultException("cannot write " + file + ": " + ResultStore.reason(e), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
