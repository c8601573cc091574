package org.keyedstatebench.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.LocalSparkCluster;
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
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** A master that is killed knows its workers and the job again, and workers that are killed do not end the job. */
    private static final Map<String, String> MASTER =
            Map.of("spark.deploy.recoveryMode", "FILESYSTEM", "spark.deploy.maxExecutorRetries", Workplace.RETRIES);

    private final JobSpec spec;
    private final LocalCluster processes;
    private final Path folder;
    private final List<Integer> ports;
    private final String address;
    private final int coresEach;
    private final org.keyedstatebench.process.Worker reporter;

    private OwnCluster(JobSpec spec, SignalWriter signals) throws IOException {
        int workers = spec.deployment().workers();
        this.spec = spec;
        this.coresEach = (Workplace.slots(spec) + workers - 1) / workers;
        // Of the master, then of the workers.
        this.ports = LocalCluster.freePorts(1 + workers);
        this.address = "spark://" + HOST + ":" + ports.get(0);
        this.folder = Files.createTempDirectory("spark-cluster-");
        OrderlyShutdown.atTheVeryEnd(() -> TemporaryFolders.delete(folder));
        this.processes = new LocalCluster(address, VERSION, coresEach * workers, signals);
        this.reporter = UsePlugin.reportTo(signals);
    }

    /** Starts its master, which needs a moment until it listens. */
    static OwnCluster start(JobSpec spec, SignalWriter signals) throws IOException {
        OwnCluster cluster = new OwnCluster(spec, signals);
        try {
            Files.createDirectory(cluster.folder.resolve("jars"));
            cluster.processes.add(ClusterSupport.MASTER, cluster::master);
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Returns when the master listens and the workers are started, which come to it while a session starts. */
    @Override
    public boolean open(StopRequest stop) throws IOException, InterruptedException {
        // A worker that comes before its master tries again after ten seconds.
        if (!awaitMaster(stop)) {
            return false;
        }
        for (int i = 1; i < ports.size(); i++) {
            int port = ports.get(i);
            Path work = folder.resolve("worker-" + i);
            processes.add(ClusterSupport.WORKER, () -> worker(port, work));
        }
        return true;
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
                "spark.executor.defaultJavaOptions", String.join(" ", LocalCluster.classArchive()),
                "spark.executor.extraClassPath", LocalCluster.classPath());
    }

    /** Has a master and a worker in this process for a moment, so that it has loaded the classes that theirs need. */
    static void loadClasses() {
        LocalSparkCluster cluster = LocalSparkCluster.apply(1, 1, 1024, new SparkConf());
        try {
            cluster.start();
        } finally {
            cluster.stop();
        }
    }

    private ChildProcess master() throws IOException {
        List<String> properties = new ArrayList<>();
        MASTER.forEach((key, value) -> properties.add("-D" + key + "=" + value));
        properties.add("-Dspark.deploy.recoveryDirectory=" + folder.resolve("recovery"));
        return daemon("the master", properties, Master.class, "--port", String.valueOf(ports.get(0)));
    }

    private ChildProcess worker(int port, Path work) throws IOException {
        return daemon(
                "a worker",
                List.of(),
                Worker.class,
                "--port",
                String.valueOf(port),
                "--work-dir",
                work.toString(),
                "--cores",
                String.valueOf(coresEach),
                "--memory",
                spec.deployment().workerHeapMb() + "m",
                address);
    }

    private ChildProcess daemon(String name, List<String> properties, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(DAEMON);
        command.addAll(LocalCluster.classArchive());
        // Another port than the one that is free would not be found.
        command.addAll(List.of("-Dspark.port.maxRetries=0", "-Dspark.master.rest.enabled=false"));
        command.add("-D" + EndsWithParent.PARENT + "=" + ProcessHandle.current().pid());
        command.addAll(properties);
        command.addAll(List.of("-cp", LocalCluster.classPath()));
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

    private boolean awaitMaster(StopRequest stop) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens(ports.get(0))) {
            processes.failIfBroken();
            if (System.nanoTime() > deadline) {
                explain();
                throw new IOException("the master of the cluster does not listen after " + START.toSeconds() + " s");
            }
            if (stop.await(Duration.ofMillis(10))) {
                return false;
            }
        }
        return true;
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public Map<String, String> config() {
        Deployment deployment = spec.deployment();
        Map<String, String> config = Workplace.onCluster(address, coresEach * deployment.workers(), HOST);
        config.putAll(executors(deployment, coresEach));
        // Of no effect in a session: whoever reads what it was started with shall see them.
        config.putAll(MASTER);
        return config;
    }

    @Override
    public void failIfBroken() {
        reporter.failIfDied();
        processes.failIfBroken();
    }

    /** The ends of the logs of all its processes. */
    @Override
    public void explain() {
        LogEnd.below(folder, LOG_LINES).forEach(System.err::println);
    }

    @Override
    public void close() {
        reporter.interrupt();
        reporter.joinQuietly(Duration.ofSeconds(1));
        processes.close();
        TemporaryFolders.delete(folder);
    }
}
