package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much of the machine was taken by others than the suite: the only reason for which the gate repeats a pair, because a reason
 * that lies in a side itself would censor what the gate is to find.
 *
 * <p>From {@code /proc/stat} and {@code /proc/PID/stat} of Linux; all amounts are clock ticks.
 */
final class ForeignLoad {

    /** Of all processors: what others may take. Kernel threads that write for the suite count as others. */
    static final double MOST_FOREIGN = 0.10;
    /** Of all processors: what the hypervisor may take. */
    static final double MOST_STOLEN = 0.05;

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
    record Reading(long total, long busy, long stolen, long own) {

        /** What is wrong with the time between an earlier reading and this one; empty if nothing is. */
        Optional<String> disturbanceSince(Reading earlier) {
            double elapsed = total - earlier.total;
            if (elapsed <= 0) {
                return Optional.empty();
            }
            double foreign = Math.max(0, busy - earlier.busy - (own - earlier.own)) / elapsed;
            double steal = (stolen - earlier.stolen) / elapsed;
            if (foreign > MOST_FOREIGN) {
                return Optional.of(words(
                        "other processes took %.0f %% of all processors, more than %.0f %%", foreign, MOST_FOREIGN));
            }
            if (steal > MOST_STOLEN) {
                return Optional.of(
                        words("the hypervisor took %.0f %% of all processors, more than %.0f %%", steal, MOST_STOLEN));
            }
            return Optional.empty();
        }

        private static String words(String format, double share, double limit) {
            return String.format(Locale.ROOT, format, share * 100, limit * 100);
        }
    }

    /** @return empty on a system without these files */
    static Optional<Reading> read() {
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
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> ticks(process.pid()))
                .sum();
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
