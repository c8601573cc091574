package org.keyedstatebench.spark;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.process.JobJar;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.signal.Signal;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Somebody else's cluster: nothing of it is started or stopped. The driver is this process, so that the application ends with it,
 * however it ends: master and executors notice that its connections are gone.
 */
final class ForeignCluster implements Workplace {

    private static final String STANDALONE = "spark://";

    /** Of no network at all (RFC 5737): the way there is the way out. */
    private static final String ANYWHERE = "192.0.2.1";

    /** So long the job may be without an executor: a worker that was lost is replaced sooner. */
    private static final Duration ABANDONED = Duration.ofSeconds(60);

    private final String address;
    private final Map<String, String> config;
    private final Worker reporter;

    /** {@code null} until the session has its slots. */
    private SparkContext context;

    private long servedAt;

    private ForeignCluster(String address, Map<String, String> config, Worker reporter) {
        this.address = address;
        this.config = config;
        this.reporter = reporter;
    }

    /**
     * Makes sure that the job can run there.
     *
     * @throws IllegalArgumentException if nobody answers, it is of another version, or has too few free slots
     */
    static ForeignCluster of(JobSpec spec, SignalWriter signals) throws IOException {
        String address = spec.deployment().address();
        Map<String, String> config =
                new LinkedHashMap<>(Workplace.onCluster(address, Workplace.slots(spec), check(spec, signals)));
        config.put(
                "spark.jars", JobJar.of(SparkCounter.class, SparkCounter.MODULE).toString());
        return new ForeignCluster(address, config, UsePlugin.reportTo(signals));
    }

    /**
     * Signals what is there.
     *
     * @return the address of this machine that the cluster reaches
     */
    static String check(JobSpec spec, SignalWriter signals) throws IOException {
        String address = spec.deployment().address();
        if (!address.matches("spark://.+:\\d+|k8s://.+|yarn")) {
            throw new IllegalArgumentException(
                    "expected the address of a cluster of Spark, such as spark://HOST:7077, got '" + address + "'");
        }
        if (!address.startsWith(STANDALONE)) {
            // Passed on as it is: Spark says what it thinks of it.
            signals.write(new Signal.Cluster(address, null, null, List.of()));
            return ownAddress(ANYWHERE);
        }
        String first = address.substring(STANDALONE.length()).split(",", 2)[0];
        String ownHost = ownAddress(first.substring(0, first.lastIndexOf(':')));
        MasterState state = MasterState.ask(address, ownHost, TestDelay.without(spec.engineConfig()));
        signals.write(new Signal.Cluster(address, state.version(), state.slots(), List.of()));
        if (state.version() != null && !state.version().equals(VERSION)) {
            throw new IllegalArgumentException(
                    "the cluster at " + address + " is of Spark " + state.version() + ", and this job was built with "
                            + VERSION + ": build it with -Dspark.version=" + state.version());
        }
        int wanted = Workplace.slots(spec);
        if (state.slots() < wanted) {
            throw new IllegalArgumentException(
                    "the job needs " + wanted + " slots, and the cluster at " + address + " has " + state.slots());
        }
        return ownHost;
    }

    /**
     * The start of a session waits for its slots, but not for ever. From now on the cluster is broken when the session has no executor any
     * more: Spark itself would wait for others without end.
     *
     * @throws IllegalArgumentException if it did not get them
     */
    void requireSlots(SparkSession session, int wanted) {
        int got = CollectionConverters.asJava(
                        session.sparkContext().statusStore().executorList(true))
                .stream()
                .mapToInt(ExecutorSummary::totalCores)
                .sum();
        if (got < wanted) {
            throw new IllegalArgumentException("the job needs " + wanted + " slots and got " + got
                    + ": others have the rest of the cluster, or its executors do not start");
        }
        context = session.sparkContext();
        servedAt = System.nanoTime();
    }

    private static String ownAddress(String towards) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            // Sends nothing: it only looks up the way.
            socket.connect(InetAddress.getAllByName(towards)[0], 9);
            return socket.getLocalAddress().getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host " + towards, e);
        }
    }

    @Override
    public Map<String, String> config() {
        return config;
    }

    @Override
    public void failIfBroken() {
        reporter.failIfDied();
        if (context == null) {
            return;
        }
        // The driver is in that list, too.
        if (context.statusTracker().getExecutorInfos().length > 1) {
            servedAt = System.nanoTime();
        } else if (System.nanoTime() - servedAt > ABANDONED.toNanos()) {
            throw new IllegalStateException("the job has had no executor of the cluster at " + address + " for "
                    + ABANDONED.toSeconds() + " s: the cluster is gone, or the way to it");
        }
    }

    @Override
    public void close() {
        reporter.interrupt();
        reporter.joinQuietly(Duration.ofSeconds(1));
    }
}
