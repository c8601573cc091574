package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads how much of the machine is taken by others than the suite; {@link org.keyedstatebench.result.Disturbance} says when that is too much.
 *
 * <p>From {@code /proc/stat} and {@code /proc/PID/stat} of Linux; all amounts are clock ticks.
 */
public final class ForeignLoad {

    private static final Path PROC = Path.of("/proc");

    /** Positions in {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final List<Integer> BUSY = List.of(0, 1, 2, 5, 6);

    private static final int STEAL = 7;
    private static final int FIELDS = 8;

    /** Positions behind the name in {@code /proc/PID/stat}: utime, stime; cutime, cstime. */
    private static final int UTIME = 11;

    private static final int CUTIME = 13;

    private ForeignLoad() {}

    /**
     * Counters since the machine was started.
     *
     * @param total of all processors, in whatever state
     * @param busy of all processes
     * @param stolen by the hypervisor
     * @param own of the suite's processes
     */
    public record Reading(long total, long busy, long stolen, long own) {

        /** What others took between an earlier reading and this one; empty if no time is between them. */
        public Optional<Shares> since(Reading earlier) {
            double elapsed = total - earlier.total;
            return elapsed <= 0
                    ? Optional.empty()
                    : Optional.of(new Shares(
                            Math.max(0, busy - earlier.busy - (own - earlier.own)) / elapsed,
                            (stolen - earlier.stolen) / elapsed));
        }
    }

    /**
     * Of all processors, 0 to 1 each.
     *
     * @param foreign taken by processes that are not the suite's
     * @param stolen taken by the hypervisor for other machines
     */
    public record Shares(double foreign, double stolen) {}

    /** @return empty on a system without these files */
    public static Optional<Reading> read() {
        try {
            String first = Files.readAllLines(PROC.resolve("stat")).get(0);
            return Optional.of(reading(first, ownTicks()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param line the first of {@code /proc/stat} */
    static Reading reading(String line, long own) {
        long[] ticks = Arrays.stream(line.split(" +", -1))
                .skip(1)
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
        return new Reading(
                Arrays.stream(ticks).sum(),
                BUSY.stream().mapToLong(i -> ticks[i]).sum(),
                ticks[STEAL],
                own);
    }

    /** Of this process, of those it waited for, and of those that live. */
    private static long ownTicks() {
        return own().mapToLong(process -> ticks(process.pid())).sum();
    }

    /** The processes of the suite that live: this one, and what it started. */
    static Stream<ProcessHandle> own() {
        return ProcessMeter.tree(ProcessHandle.current());
    }

    private static long ticks(long pid) {
        try {
            return ticks(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat")));
        } catch (IOException e) {
            // Ended between the listing and now: its parent has its time.
            return 0;
        }
    }

    /** @param stat content of {@code /proc/PID/stat}; the name in it may hold anything, parentheses too */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long sum = 0;
        for (int i = UTIME; i <= CUTIME + 1; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }
}
