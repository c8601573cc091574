package org.keyedstatebench.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.keyedstatebench.engine.ClusterSupport;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.EndsWithParent;
import org.keyedstatebench.process.LocalCluster;
import org.keyedstatebench.process.LogEnd;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * A Flink session cluster on this machine, for one job: a job manager and task managers, each a process of its own that begins and ends
 * with this one. They have its class path, and with it the job's code and the class archive.
 */
final class OwnCluster implements AutoCloseable {

    /** It hands work out and works on nothing: its code need not become fast, and early is what counts. */
    private static final List<String> MASTER_JVM =
            List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final long POLL_MS = 50;
    private static final int LAST_LINES = 20;

    private final LocalCluster processes;
    private final FlinkRest rest;
    private final Path folder;
    private final String classPath;
    private final Map<String, String> settings;
    private final int slots;

    private OwnCluster(
            LocalCluster processes,
            FlinkRest rest,
            Path folder,
            String classPath,
            Map<String, String> settings,
            int slots) {
        this.processes = processes;
        this.rest = rest;
        this.folder = folder;
        this.classPath = classPath;
        this.settings = settings;
        this.slots = slots;
    }

    /** Starts all processes, which have the job's code; they need some seconds until they take a job. */
    static OwnCluster start(JobSpec spec, SignalWriter signals) throws IOException {
        return start(spec, signals, LocalCluster.classPath());
    }

    /** @param classPath of its processes, which may do without the code of jobs */
    static OwnCluster start(JobSpec spec, SignalWriter signals, String classPath) throws IOException {
        int workers = spec.deployment().workers();
        int slots = slotsPerWorker(spec) * workers;
        Configuration configuration = configuration(spec);
        FlinkRest rest =
                new FlinkRest("http://127.0.0.1:" + configuration.toMap().get("rest.port"));
        Path folder = Files.createTempDirectory("flink-cluster-");
        LocalCluster processes = new LocalCluster(rest.address(), EnvironmentInformation.getVersion(), slots, signals);
        OwnCluster cluster = new OwnCluster(processes, rest, folder, classPath, configuration.toMap(), slots);
        try {
            Files.createFile(folder.resolve("config.yaml"));
            Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
            processes.add(
                    ClusterSupport.MASTER,
                    () -> cluster.process("job-manager", MASTER_JVM, StandaloneSessionClusterEntrypoint.class));
            List<String> jvm = new ArrayList<>(List.of(
                    "-Xms" + spec.deployment().workerHeapMb() + "m",
                    "-Xmx" + spec.deployment().workerHeapMb() + "m"));
            jvm.addAll(spec.deployment().workerOptions());
            for (int i = 1; i <= workers; i++) {
                String name = "task-manager-" + i;
                processes.add(ClusterSupport.WORKER, () -> cluster.process(name, jvm, TaskManagerRunner.class));
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    static int slotsPerWorker(JobSpec spec) {
        int workers = spec.deployment().workers();
        Integer said = spec.deployment().slots();
        int needed = Math.max(spec.parallelism(), said == null ? 0 : said);
        return (needed + workers - 1) / workers;
    }

    /** Of every process of the cluster; the specification's engineConfig has the last word here, too. */
    private static Configuration configuration(JobSpec spec) throws IOException {
        int slots = slotsPerWorker(spec);
        Configuration configuration = new Configuration();
        JobConfiguration.embed(configuration);
        List<Integer> ports = LocalCluster.freePorts(2);
        Map<String, String> values = new java.util.HashMap<>(Map.of(
                // A process that takes the place of another one has its address.
                "rest.port", Integer.toString(ports.get(0)),
                "rest.bind-port", Integer.toString(ports.get(0)),
                "jobmanager.rpc.port", Integer.toString(ports.get(1)),
                "web.refresh-interval", "100 ms",
                "rest.cache.execution-graph.timeout", "100 ms",
                "rest.cache.checkpoint-statistics.timeout", "100 ms",
                // What processes use is as old as this at most.
                "metrics.fetcher.update-interval", "1 s",
                // A killed process is noticed when two heartbeats could not be sent; one that does not answer, after
                // the timeout.
                "heartbeat.interval", "500 ms",
                "heartbeat.timeout", "5 s",
                "$internal.dispatcher.client-aliveness-check.interval", "5 s"));
        values.putAll(Map.of(
                "taskmanager.numberOfTaskSlots", Integer.toString(slots),
                "taskmanager.cpu.cores", slots + ".0",
                "taskmanager.memory.framework.heap.size", "64m",
                "taskmanager.memory.task.heap.size",
                        Math.max(64, spec.deployment().workerHeapMb() - 64) + "m",
                "taskmanager.memory.framework.off-heap.size", "64m",
                "taskmanager.memory.task.off-heap.size", "0m",
                "taskmanager.memory.network.min", "64m",
                "taskmanager.memory.network.max", "64m"));
        values.putAll(Map.of(
                // A slot has as much as in the embedded cluster.
                "taskmanager.memory.managed.size",
                        JobConfiguration.MANAGED_MEMORY.getMebiBytes() * slots / spec.parallelism() + "m",
                "taskmanager.memory.jvm-metaspace.size", "256m",
                "taskmanager.memory.jvm-overhead.min", "64m",
                "taskmanager.memory.jvm-overhead.max", "64m"));
        configuration.addAll(Configuration.fromMap(values));
        configuration.addAll(Configuration.fromMap(JobConfiguration.stores(spec.state())));
        configuration.addAll(Configuration.fromMap(TestDelay.without(spec.engineConfig())));
        return configuration;
    }

    private ChildProcess process(String name, List<String> jvm, Class<?> main) throws IOException {
        Path files = Files.createDirectories(folder.resolve(name));
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(jvm);
        command.addAll(LocalCluster.classArchive());
        command.addAll(List.of(
                "-D" + EndsWithParent.PARENT + "=" + ProcessHandle.current().pid(),
                "-Djava.io.tmpdir=" + files,
                "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"),
                "-cp",
                classPath,
                EndsWithParent.class.getName(),
                main.getName(),
                "--configDir",
                folder.toString()));
        settings.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
        for (String option : List.of("io.tmp.dirs", "web.tmpdir", "web.upload.dir")) {
            command.addAll(List.of("-D", option + "=" + files));
        }
        return ChildProcess.of(command)
                .named("the " + name)
                .leftToParent()
                .log(folder.resolve(name + ".log"))
                .start();
    }

    FlinkRest rest() {
        return rest;
    }

    /** What its processes were told. */
    Map<String, String> settings() {
        return settings;
    }

    /**
     * Waits until the cluster takes jobs and all task managers are there.
     *
     * @return false if a stop was requested before
     */
    boolean await(StopRequest stop) throws InterruptedException {
        while (!stop.isRequested()) {
            failIfBroken();
            try {
                if (rest.overview().slots() >= slots) {
                    return true;
                }
            } catch (IOException notYet) {
                // Then it is asked again; a process that dies is noticed above.
            }
            Thread.sleep(POLL_MS);
        }
        return false;
    }

    /** @throws IllegalStateException if a process cannot be kept alive */
    void failIfBroken() {
        processes.failIfBroken();
    }

    /** Shows what matters of the logs, which are gone with the cluster. */
    void showLogs() {
        LogEnd.below(folder, LAST_LINES).forEach(System.err::println);
    }

    @Override
    public void close() {
        processes.close();
        if (!TemporaryFolders.delete(folder)) {
            System.err.println("cannot remove " + folder);
        }
    }

    private static final String LOGGING = """
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
            rootLogger.level = WARN
            rootLogger.appenderRef.console.ref = console
            logger.plugins.name = org.apache.flink.core.plugin.PluginConfig
            logger.plugins.level = ERROR
            logger.tokens.name = org.apache.flink.runtime.security.token
            logger.tokens.level = ERROR
            logger.dashboard.name = org.apache.flink.runtime.webmonitor.WebMonitorUtils
            logger.dashboard.level = ERROR
            logger.metrics.name = org.apache.flink.metrics.MetricGroup
            logger.metrics.level = ERROR
            logger.reader.name = org.apache.flink.connector.kafka.source.reader.KafkaSourceReader
            logger.reader.level = ERROR
            """;
}
