package org.keyedstatebench.spark;

import java.io.IOException;
import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.signal.Signal;

/**
 * Lets executors tell once a second what they use, wherever they are: Spark's own metrics know the CPU time of tasks, not of a process.
 * Made by Spark in the driver and in each executor, so what the driver hears is kept for the whole process.
 */
public final class UsePlugin implements SparkPlugin {

    private static final long EVERY_MS = 1_000;

    /** Whoever was silent for so long is gone. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Map<String, Heard> HEARD = new ConcurrentHashMap<>();

    /** Called by Spark. */
    public UsePlugin() {}

    /** What one executor has used since it began; {@code null} where its system does not tell. */
    record Use(String executor, long cpuNanos, long heapBytes, long gcMs, Long rssBytes, Long writtenBytes)
            implements Serializable {}

    private record Heard(Use use, long at) {}

    /** Forgets what executors of an earlier session said. */
    static void forget() {
        HEARD.clear();
    }

    /** Signals once a second what is known of all executors, until it is interrupted. */
    static Worker reportTo(SignalWriter signals) {
        forget();
        return Worker.start("reporter of what executors use", () -> {
            try {
                while (true) {
                    Thread.sleep(EVERY_MS);
                    total().ifPresent(signals::write);
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static void heard(Use use, long now) {
        HEARD.put(use.executor(), new Heard(use, now));
    }

    /** Of all executors so far, if one was heard of. */
    static Optional<Signal.RemoteUse> total() {
        return total(System.nanoTime());
    }

    static Optional<Signal.RemoteUse> total(long now) {
        if (HEARD.isEmpty()) {
            return Optional.empty();
        }
        List<Use> all = HEARD.values().stream().map(Heard::use).toList();
        List<Use> alive = HEARD.values().stream()
                .filter(heard -> now - heard.at < SILENCE_NANOS)
                .map(Heard::use)
                .toList();
        return Optional.of(new Signal.RemoteUse(
                all.stream().mapToLong(Use::cpuNanos).sum() / 1e9,
                alive.stream().mapToLong(Use::heapBytes).sum(),
                all.stream().mapToLong(Use::gcMs).sum(),
                sum(alive, Use::rssBytes),
                sum(all, Use::writtenBytes)));
    }

    /** What one does not tell cannot be told of all. */
    private static Long sum(List<Use> uses, Function<Use, Long> part) {
        List<Long> told = uses.stream().map(part).filter(Objects::nonNull).toList();
        return told.size() < uses.size()
                ? null
                : (Long) told.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Object receive(Object message) {
                heard((Use) message, System.nanoTime());
                return null;
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new Reporter();
    }

    private static final class Reporter implements ExecutorPlugin {

        private Worker worker;

        @Override
        public void init(PluginContext context, Map<String, String> unused) {
            worker = Worker.start("reporter of what this executor uses", () -> {
                try {
                    while (report(context)) {
                        Thread.sleep(EVERY_MS);
                    }
                } catch (InterruptedException shutdown) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        /** @return whether anybody wants to know */
        private static boolean report(PluginContext context) {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            try {
                context.send(new Use(
                        context.executorID(),
                        system.getProcessCpuTime(),
                        heap,
                        gcMs,
                        told("status", "VmRSS:"),
                        told("io", "write_bytes:")));
                return true;
            } catch (IOException driverIsGone) {
                return false;
            }
        }

        /** Memory in KiB there, all else in bytes; {@code null} where the system does not tell. */
        private static Long told(String file, String name) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/self", file))) {
                    if (line.startsWith(name)) {
                        return Long.parseLong(line.replaceAll("\\D", "")) * (line.endsWith(" kB") ? 1024 : 1);
                    }
                }
            } catch (IOException hiddenOrNotLinux) {
                // Then it is not known.
            }
            return null;
        }

        @Override
        public void shutdown() {
            worker.interrupt();
        }
    }
}
