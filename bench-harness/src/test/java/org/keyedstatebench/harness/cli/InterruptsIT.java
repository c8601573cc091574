package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;

/** Nothing outlives a command that is told to end, whenever that is. */
@Tag("full")
@Timeout(3_600)
class InterruptsIT {

    private static final int TIMES = Integer.getInteger("interrupts.times", 50);

    /** Of the moments; a failure names it. */
    private static final long SEED = Long.getLong("interrupts.seed", System.nanoTime());

    /** Until a trial is measured, an engine has been started again after a fault, and a pair of a gate is complete. */
    private static final Duration LATEST = Duration.ofSeconds(40);

    /** How a JVM ends that has been told to by SIGTERM before any code of ours ran. */
    private static final int TERMINATED = 143;

    private static final List<String> COMMANDS = List.of(
            "compare --variants reference,flink-hashmap,spark --rate 1000 --warmup 2s --duration 2s --blocks 20",
            "torture --variants flink-rocksdb,spark --faults 100 --rate 1000 --warmup 2s",
            "gate --variant flink-hashmap --candidate-set bench.test.delay=1ms --pairs 20 --no-guard --rate 500"
                    + " --warmup 2s --duration 2s");

    @TempDir
    private Path folder;

    @Test
    void fiftyCommandsToldToEndAtRandomMomentsLeaveNothingBehind() throws Exception {
        BenchProcess.assumeInterruptible();
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        long slowestMs = 0;
        for (int i = 0; i < TIMES; i++) {
            String command = COMMANDS.get(i % COMMANDS.size());
            boolean isCtrlC = random.nextBoolean();
            long afterMs = random.nextLong(LATEST.toMillis());
            String what = "seed " + SEED + ", number " + (i + 1) + ": " + command + ", "
                    + (isCtrlC ? "Ctrl-C" : "SIGTERM") + " after " + afterMs + " ms";
            Path own = Files.createDirectories(folder.resolve("n" + i));
            BenchProcess bench =
                    BenchProcess.start(own, (command + " --seed 5 --out " + own.resolve("results")).split(" "));
            if (bench.process().waitFor(afterMs, TimeUnit.MILLISECONDS)) {
                wrong.add(what + ": ended by itself with " + bench.exitCode() + ": " + bench.err());
                continue;
            }
            long toldNs = System.nanoTime();
            if (isCtrlC) {
                bench.interruptAll();
            } else {
                bench.process().destroy();
            }
            if (!bench.process().waitFor(60, TimeUnit.SECONDS)) {
                wrong.add(what + ": still there after 60 s: " + bench.err());
                bench.process().destroyForcibly().waitFor();
            }
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - toldNs);
            slowestMs = Math.max(slowestMs, tookMs);
            int code = bench.exitCode();
            // Children that were told by the terminal may be a moment behind.
            Thread.sleep(500);
            System.out.println(what + ": exit code " + code + " after " + tookMs + " ms");
            if (code != ExitCode.INTERRUPTED && (isCtrlC || code != TERMINATED)) {
                wrong.add(what + ": exit code " + code + ": " + bench.err());
            }
            if (!bench.leftovers().isEmpty()
                    || !bench.temporaryFiles().isEmpty()
                    || bench.err().contains("\tat ")) {
                wrong.add(what + ": left " + bench.leftovers() + " and " + bench.temporaryFiles() + ": " + bench.err());
            }
        }
        System.out.println(TIMES + " commands told to end, the slowest took " + slowestMs + " ms");
        assertThat(wrong).isEmpty();
    }
}
