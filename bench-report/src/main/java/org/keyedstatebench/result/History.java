package org.keyedstatebench.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.process.TextFile;
import org.keyedstatebench.scenario.Workload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/**
 * Keeps the percentiles of many runs in one small file, a JSON line for each run and variant, so that a repository can hold the
 * course of years.
 */
public final class History {

    /** Name of the file in the folder of results. */
    public static final String FILE = "history.jsonl";

    private History() {}

    /**
     * What one run found for one variant.
     *
     * @param at when the run began
     * @param run name of its folder
     * @param commit of the suite; {@code null} if unknown
     * @param fingerprint of what the figures depend on beside the code: machine, load, settings
     * @param variant name
     * @param trials valid trials that the figures are medians of, at least 1
     * @param p50Ns median coverage latency
     * @param p90Ns 90th percentile
     * @param p99Ns 99th percentile
     */
    public record Entry(
            Instant at,
            String run,
            String commit,
            Map<String, String> fingerprint,
            String variant,
            int trials,
            double p50Ns,
            double p90Ns,
            double p99Ns) {

        public Entry {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(variant, "variant");
            fingerprint = Collections.unmodifiableMap(new TreeMap<>(fingerprint));
            if (trials < 1 || !(p50Ns > 0 && p50Ns <= p90Ns && p90Ns <= p99Ns)) {
                throw new IllegalArgumentException("expected at least one trial and 0 < p50Ns <= p90Ns <= p99Ns, got "
                        + trials + " trials and " + p50Ns + ", " + p90Ns + ", " + p99Ns);
            }
        }
    }

    /**
     * One variant under the same circumstances.
     *
     * @param entries in the order of time, at least one
     */
    public record Series(String variant, Map<String, String> fingerprint, List<Entry> entries) {

        /** In words. */
        public String circumstances() {
            return fingerprint.entrySet().stream()
                    .map(part -> part.getKey() + " " + part.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /** What may be compared with each other; in the order of their first entries. */
    public static List<Series> series(List<Entry> history) {
        Map<List<Object>, List<Entry>> series = history.stream()
                .sorted(Comparator.comparing(Entry::at))
                .collect(Collectors.groupingBy(
                        entry -> List.of(entry.variant(), entry.fingerprint()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return series.values().stream()
                .map(entries ->
                        new Series(entries.get(0).variant(), entries.get(0).fingerprint(), entries))
                .toList();
    }

    /** Runs whose figures may be compared have the same: what is left out is what is to be found, the versions and the commit. */
    public static Map<String, String> fingerprint(RunResult run) {
        Environment environment = run.environment();
        Workload load = run.scenario().workload();
        long gib = Math.round(environment.memoryBytes() / (double) (1L << 30));
        return Map.of(
                "cpu", environment.cpu(),
                "cores", Integer.toString(environment.logicalCores()),
                "memory GiB", Long.toString(gib),
                "profile", run.scenario().profile().toString(),
                "rate", Long.toString(load.rateHz()),
                "keys", keys(load.keys()),
                "partitions", Integer.toString(load.partitions()));
    }

    /** In words of its own, because a stored history must not depend on how a record is printed. */
    private static String keys(KeySpace keys) {
        return keys.count()
                + (keys.distribution() == KeyDistribution.UNIFORM ? ", uniform" : ", zipf " + keys.zipfExponent());
    }

    /**
     * @return in the order of the file; none if there is no file
     * @throws ResultException for the first line that is no entry, with file and line
     */
    public static List<Entry> read(Path file) {
        return entries(text(file), file);
    }

    private static List<Entry> entries(String text, Path file) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                entries.add(entry(line, file + ":" + number));
            }
        }
        return entries;
    }

    private static String text(Path file) {
        try {
            return TextFile.read(file);
        } catch (IOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return "";
            }
            throw new ResultException("cannot read the history " + file + ": " + ResultStore.reason(e), e);
        }
    }

    /** @param where file and line */
    private static Entry entry(String line, String where) {
        String why = "it is null";
        try {
            Entry entry = Document.JSON
                    .readerFor(Entry.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(line);
            if (entry != null) {
                return entry;
            }
        } catch (JacksonException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            why = cause.getMessage().lines().findFirst().orElse("");
        }
        String cure = line.contains("}{")
                ? "there are two on this line: break it between '}' and '{'"
                : "mend the line, or delete it and add its run again";
        throw new ResultException(where + ": expected an entry of the history, one JSON object: " + why + "; " + cure);
    }

    /**
     * Adds the entries of a run. Whatever happens, the file is the old one or the new one, never a half; who else adds at the same time
     * waits.
     *
     * @throws ResultException if the run is in the history already, the history has a line that is no entry, or the file cannot be
     *     written
     */
    public static synchronized void add(Path file, List<Entry> entries) {
        try {
            // Behind a symbolic link lies the file that is meant.
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            FileChannel alone = locked(real);
            try {
                append(real, entries);
            } finally {
                alone.close();
            }
        } catch (IOException e) {
            throw new ResultException("cannot write the history " + file + ": " + ResultStore.reason(e), e);
        }
    }

    /** The file is replaced, so who has waited may hold the lock of one that is no more: that is asked again. */
    private static FileChannel locked(Path file) throws IOException {
        while (true) {
            Object before = fileKey(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            if (Objects.equals(before, fileKey(file))) {
                return channel;
            }
            channel.close();
        }
    }

    /** {@code null} where there is no file. */
    private static Object fileKey(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
                : null;
    }

    private static void append(Path file, List<Entry> entries) {
        String text = text(file);
        Set<String> before = entries(text, file).stream().map(Entry::run).collect(Collectors.toSet());
        StringBuilder lines = new StringBuilder(StoredText.withLastLineEnded(text));
        ObjectWriter oneLine = Document.JSON.writer().without(SerializationFeature.INDENT_OUTPUT);
        for (Entry entry : entries) {
            if (before.contains(entry.run())) {
                throw new ResultException("the run " + entry.run() + " is in " + file + " already");
            }
            lines.append(oneLine.writeValueAsString(entry)).append('\n');
        }
        new RunFolder(file.getParent()).writeText(file.getFileName().toString(), lines.toString());
    }
}
