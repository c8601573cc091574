package org.keyedstatebench.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.keyedstatebench.engine.ClusterSupport;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.EndsWithParent;
import org.keyedstatebench.process.LocalCluster;
import org.keyedstatebench.process.LogEnd;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * A standalone cluster of Spark on this machine for one job: a master and workers from the class path of this process, each worker
 * with one executor, which is a child of it. All of it ends with this process.
 */
final class OwnCluster implements Workplace {

    static final String HOST = "127.0.0.1";

    private static final Duration START = Duration.ofSeconds(60);
    private static final int LOG_LINES = 20;

    /** Master and workers only pass on messages: what they take from the executors is to be little. */
    private static final List<String> DAEMON =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /** What the job jar brings, by the beginnings of file names; executors must not get it from their class path, too. */
    private static final List<String> IN_JOB_JAR = List.of(
            "spark-counter-",
            "common-model-",
            "spark-sql-kafka-",
            "spark-token-provider-kafka-",
            "kafka-clients-",
            "commons-pool2-",
            "picocli-");

    private final LocalCluster processes;
    private final Path folder;
    private final Map<String, String> config;

    private OwnCluster(LocalCluster processes, Path folder, Map<String, String> config) {
        this.processes = processes;
        this.folder = folder;
        this.config = config;
    }

    /** Starts its processes; returns when its master listens. */
    static OwnCluster start(JobSpec spec, SignalWriter signals, StopRequest stop)
            throws IOException, InterruptedException {
        Deployment deployment = spec.deployment();
        int port = freePort();
        String address = "spark://" + HOST + ":" + port;
        int slots = Workplace.slots(spec);
        int coresEach = (slots + deployment.workers() - 1) / deployment.workers();
        Map<String, String> config = Workplace.onCluster(address, coresEach * deployment.workers(), HOST);
        config.putAll(executors(deployment, coresEach));

        Path folder = Files.createTempDirectory("spark-cluster-");
        OrderlyShutdown.atTheVeryEnd(() -> TemporaryFolders.delete(folder));
        LocalCluster processes = new LocalCluster(address, VERSION, coresEach * deployment.workers(), signals);
        OwnCluster cluster = new OwnCluster(processes, folder, config);
        try {
            Files.createDirectory(folder.resolve("jars"));
            processes.add(ClusterSupport.MASTER, () -> cluster.master(port));
            cluster.awaitMaster(port, stop);
            for (int i = 0; i < deployment.workers(); i++) {
                int workerPort = freePort();
                Path work = folder.resolve("worker-" + i);
                processes.add(
                        ClusterSupport.WORKER,
                        () -> cluster.worker(address, workerPort, work, coresEach, deployment.workerHeapMb()));
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Map<String, String> executors(Deployment deployment, int cores) {
        List<String> options = new ArrayList<>(List.of("-Xms" + deployment.workerHeapMb() + "m"));
        options.add("-Duser.language=" + Locale.getDefault().getLanguage());
        options.add("-Duser.country=" + Locale.getDefault().getCountry());
        options.addAll(deployment.workerOptions());
        return Map.of(
                "spark.executor.cores", String.valueOf(cores),
                "spark.executor.memory", deployment.workerHeapMb() + "m",
                "spark.executor.extraJavaOptions", String.join(" ", options),
                "spark.executor.extraClassPath", withoutJobJar(System.getProperty("java.class.path")));
    }

    static String withoutJobJar(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> IN_JOB_JAR.stream()
                        .noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private ChildProcess master(int port) throws IOException {
        return daemon(
                "the master",
                // A master that is killed knows its workers and the job again.
                List.of(
                        "-Dspark.deploy.recoveryMode=FILESYSTEM",
                        "-Dspark.deploy.recoveryDirectory=" + folder.resolve("recovery")),
                Master.class,
                "--port",
                String.valueOf(port));
    }

    private ChildProcess worker(String address, int port, Path work, int cores, int heapMb) throws IOException {
        return daemon(
                "a worker",
                List.of(),
                Worker.class,
                "--port",
                String.valueOf(port),
                "--work-dir",
                work.toString(),
                "--cores",
                String.valueOf(cores),
                "--memory",
                heapMb + "m",
                address);
    }

    private ChildProcess daemon(String name, List<String> properties, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(DAEMON);
        command.addAll(sharedClasses());
        // Another port than the one that is free would not be found.
        command.addAll(List.of("-Dspark.port.maxRetries=0", "-Dspark.master.rest.enabled=false"));
        command.add("-D" + EndsWithParent.PARENT + "=" + ProcessHandle.current().pid());
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EndsWithParent.class.getName(), main.getName(), "--host", HOST, "--webui-port", "0"));
        command.addAll(List.of(arguments));
        return ChildProcess.of(command)
                .named(name)
                .in(folder)
                .withoutVariables(variable -> variable.startsWith("SPARK_"))
                .environment(
                        Map.of("SPARK_LOCAL_IP", HOST, "SPARK_SCALA_VERSION", "2.13", "SPARK_HOME", folder.toString()))
                .log(folder.resolve(main.getSimpleName() + ".log"))
                .start();
    }

    /** The class archive of this process, if it has one: the class path is the same, and so are many classes. */
    private static List<String> sharedClasses() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .toList();
    }

    private void awaitMaster(int port, StopRequest stop) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens(port)) {
            processes.failIfBroken();
            if (System.nanoTime() > deadline) {
                explain();
                throw new IOException("the master of the cluster does not listen after " + START.toSeconds() + " s");
            }
            if (stop.await(Duration.ofMillis(10))) {
                return;
            }
        }
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public Map<String, String> config() {
        return config;
    }

    @Override
    public void failIfBroken() {
        processes.failIfBroken();
    }

    /** The ends of the logs of all its processes. */
    @Override
    public void explain() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> logs = files.filter(Files::isRegularFile)
                    .filter(file -> file.endsWith("stderr") || file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
            for (Path log : logs) {
                LogEnd.of(log, LOG_LINES).forEach(line -> System.err.println(folder.relativize(log) + ": " + line));
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("the logs of the cluster cannot be read: " + e);
        }
    }

    @Override
    public void close() {
        processes.close();
        TemporaryFolders.delete(folder);
    }
}
