package org.keyedstatebench.spark;

import java.io.IOException;
import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.signal.Signal;

/**
 * Lets executors on machines that are not ours tell once a second what they use: Spark's own metrics know the CPU time of tasks, not
 * of a process. Made by Spark in the driver and in each executor, so what the driver hears is kept for the whole process.
 */
public final class UsePlugin implements SparkPlugin {

    private static final long EVERY_MS = 1_000;

    /** Whoever was silent for so long is gone. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Map<String, Heard> HEARD = new ConcurrentHashMap<>();

    /** Called by Spark. */
    public UsePlugin() {}

    /** What one executor has used since it began. */
    record Use(String executor, long cpuNanos, long heapBytes, long gcMs) implements Serializable {}

    private record Heard(Use use, long at) {}

    /** Forgets what executors of an earlier session said. */
    static void forget() {
        HEARD.clear();
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
        long cpuNanos = 0;
        long heap = 0;
        long gcMs = 0;
        for (Heard heard : HEARD.values()) {
            cpuNanos += heard.use.cpuNanos;
            gcMs += heard.use.gcMs;
            heap += now - heard.at < SILENCE_NANOS ? heard.use.heapBytes : 0;
        }
        return Optional.of(new Signal.RemoteUse(cpuNanos / 1e9, heap, gcMs));
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
                context.send(new Use(context.executorID(), system.getProcessCpuTime(), heap, gcMs));
                return true;
            } catch (IOException driverIsGone) {
                return false;
            }
        }

        @Override
        public void shutdown() {
            worker.interrupt();
        }
    }
}
