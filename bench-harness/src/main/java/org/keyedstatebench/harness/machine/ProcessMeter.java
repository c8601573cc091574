package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Reads what a process of this machine has used so far, or a process and all that it started, from the operating system and not from
 * the processes themselves. Used by one thread.
 */
public final class ProcessMeter {

    private static final Path PROC = Path.of("/proc");

    private final long pid;
    private final boolean withDescendants;
    private final Map<ProcessHandle, Duration> cpu = new HashMap<>();
    private final Map<ProcessHandle, Long> written = new HashMap<>();
    private long rssBytes;
    private long peakRssBytes;

    /**
     * What processes have used.
     *
     * @param cpuSeconds user and system; {@code null} if it cannot be told
     * @param rssBytes resident set size, 0 where the system does not tell; {@code null} if it cannot be told
     * @param peakRssBytes highest that was seen; {@code null} if it cannot be told
     * @param writtenBytes that the system was had to write to disks; {@code null} where it does not tell
     */
    public record Use(Double cpuSeconds, Long rssBytes, Long peakRssBytes, Long writtenBytes) {

        /** Nothing yet. */
        public static final Use NONE = new Use(0.0, 0L, 0L, 0L);

        /** Of what nobody can look at. */
        public static final Use UNKNOWN = new Use(null, null, null, null);

        public Double cpuSecondsSince(Use earlier) {
            return both(cpuSeconds, earlier.cpuSeconds, (now, then) -> now - then);
        }

        public Long writtenBytesSince(Use earlier) {
            return both(writtenBytes, earlier.writtenBytes, (now, then) -> now - then);
        }

        /** Of two figures one; {@code null} if either cannot be told: what cannot be told of one cannot be told of both. */
        public static <T, U, R> R both(T one, U other, BiFunction<T, U, R> join) {
            return one == null || other == null ? null : join.apply(one, other);
        }
    }

    private ProcessMeter(long pid, boolean withDescendants) {
        this.pid = pid;
        this.withDescendants = withDescendants;
    }

    /** Of one process alone. */
    public static ProcessMeter of(long pid) {
        return new ProcessMeter(pid, false);
    }

    /** Of a process and all that it has started, such as a cluster of its own; who has ended keeps what it had used. */
    public static ProcessMeter ofTree(long pid) {
        return new ProcessMeter(pid, true);
    }

    /** A process and all that it has started and that lives. */
    public static Stream<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /** Reads anew. A process that has ended keeps its last values. */
    public void sample() {
        Optional<ProcessHandle> root = ProcessHandle.of(pid);
        if (root.isEmpty()) {
            return;
        }
        long rss = 0;
        boolean any = false;
        for (ProcessHandle process : withDescendants ? tree(root.get()).toList() : List.of(root.get())) {
            Optional<Duration> used = process.info().totalCpuDuration();
            if (used.isPresent()) {
                any = true;
                cpu.put(process, used.get());
                rss += told(process, "status", "VmRSS:").orElse(0);
                told(process, "io", "write_bytes:").ifPresent(bytes -> written.put(process, bytes));
            }
        }
        if (any) {
            rssBytes = rss;
            peakRssBytes = Math.max(peakRssBytes, rss);
        }
    }

    /** Amounts of memory are told in KiB there, all others in bytes. */
    private static OptionalLong told(ProcessHandle process, String file, String name) {
        Path folder = PROC.resolve(Long.toString(process.pid()));
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * (line.endsWith(" kB") ? 1024 : 1))
                    .findFirst();
        } catch (IOException | UncheckedIOException hiddenOrGone) {
            return OptionalLong.empty();
        }
    }

    /** At the last sample; no CPU time and no memory before the first. */
    public Use use() {
        return new Use(
                cpu.values().stream().mapToLong(Duration::toNanos).sum() / 1e9,
                rssBytes,
                peakRssBytes,
                written.isEmpty()
                        ? null
                        : (Long) written.values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }
}
