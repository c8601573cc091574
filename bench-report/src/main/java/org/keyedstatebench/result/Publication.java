package org.keyedstatebench.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * Makes of a run a copy for a repository: its result, and compressed what reports draw from. Engine logs and job
 * specifications stay behind; they are long, and name folders of the machine.
 */
public final class Publication {

    /** Kinds of a trial's files that reports are made from. */
    private static final Set<String> KINDS = Set.of(RunFolder.HISTOGRAMS, RunFolder.SIGNALS, RunFolder.TIMELINE);

    private Publication() {}

    /**
     * Copies a run; the copy reads like any other, and its result names the files that it has.
     *
     * @param from folder of the run
     * @param to folder of the copy; one that was published before is replaced
     * @throws ResultException if there is no such run, or the copy cannot be made; what was published before is still there then
     */
    public static void copy(Path from, Path to) {
        Path source = from.toAbsolutePath().normalize();
        Path target = to.toAbsolutePath().normalize();
        RunResult result = ResultStore.read(source);
        refuseToOverwrite(source, target);
        Path fresh = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            try {
                // What an earlier attempt left that was killed.
                TemporaryFolders.delete(fresh);
                Files.createDirectories(fresh);
                List<TrialResult> trials = new ArrayList<>();
                Map<String, String> names = new HashMap<>();
                for (TrialResult trial : result.trials()) {
                    Map<String, String> copied = copyFiles(new RunFolder(source), fresh, trial);
                    copied.forEach((kind, name) -> names.put(trial.files().get(kind), name));
                    trials.add(trial.withFiles(copied));
                }
                Path micro = source.resolve(MicroResult.DOCUMENT.file());
                if (Files.isRegularFile(micro)) {
                    Files.copy(micro, fresh.resolve(MicroResult.DOCUMENT.file()));
                    names.put(MicroResult.DOCUMENT.file(), MicroResult.DOCUMENT.file());
                }
                List<TableRow> table = result.table() == null
                        ? null
                        : result.table().stream()
                                .map(row -> row.withFiles(names))
                                .toList();
                new RunFolder(fresh)
                        .write(
                                RunResult.DOCUMENT,
                                result.with(copy -> copy.trials(trials).table(table)));
                replace(fresh, target);
            } finally {
                TemporaryFolders.delete(fresh);
            }
        } catch (IOException e) {
            throw new ResultException("cannot publish " + from + " to " + to + ": " + ResultStore.reason(e), e);
        }
    }

    /** A typing mistake must not cost a folder of something else. */
    private static void refuseToOverwrite(Path source, Path target) {
        if (source.startsWith(target) || target.startsWith(source)) {
            throw new ResultException("cannot publish " + source + " to " + target + ": one is within the other");
        }
        if (!Files.exists(target)) {
            return;
        }
        try (var files = Files.list(target)) {
            if (!Files.exists(target.resolve(ResultStore.RESULT_FILE))
                    && files.findAny().isPresent()) {
                throw new ResultException(
                        "cannot publish to " + target + ": expected a new or empty folder, or one that was"
                                + " published before; this one has files and no " + ResultStore.RESULT_FILE);
            }
        } catch (IOException e) {
            throw new ResultException("cannot publish to " + target + ": " + ResultStore.reason(e), e);
        }
    }

    /** The old copy goes only when the new one stands in its place. */
    private static void replace(Path fresh, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.move(fresh, target);
            return;
        }
        Path old = target.resolveSibling("." + target.getFileName() + ".old");
        TemporaryFolders.delete(old);
        Files.move(target, old);
        try {
            Files.move(fresh, target);
        } catch (IOException e) {
            Files.move(old, target);
            throw e;
        }
        TemporaryFolders.delete(old);
    }

    private static Map<String, String> copyFiles(RunFolder from, Path to, TrialResult trial) throws IOException {
        Map<String, String> copied = new TreeMap<>();
        for (String kind : KINDS) {
            Optional<Path> source = from.file(trial, kind);
            if (source.isPresent()) {
                String name = trial.files().get(kind);
                boolean compressed = name.endsWith(StoredText.GZIP);
                copied.put(kind, compressed ? name : name + StoredText.GZIP);
                Path target = to.resolve(copied.get(kind)).normalize();
                Files.createDirectories(target.getParent());
                if (compressed) {
                    Files.copy(source.get(), target);
                } else {
                    compress(source.get(), target);
                }
            }
        }
        return copied;
    }

    private static void compress(Path source, Path target) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            Files.copy(source, out);
        }
    }
}
