package org.keyedstatebench.spark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;

/** Where a query's tasks run: what a session needs to know of it, and who looks after it while the query runs. */
interface Workplace extends AutoCloseable {

    String MASTER = "spark.master";

    /** Of Spark in this process. */
    String VERSION = org.apache.spark.package$.MODULE$.SPARK_VERSION();

    /** In a pool of threads of this process. */
    Pattern LOCAL = Pattern.compile("local\\[(\\d+)(,\\d+)?]");

    /** How often what a lost worker takes with it may be tried again, so that an error that comes with every try still ends the job. */
    String RETRIES = "20";

    /** Keys whose values name folders of this machine and favour nobody. */
    Set<String> PLACES = Set.of("spark.jars", "spark.executor.extraClassPath", "spark.executor.defaultJavaOptions");

    /** What a session must set to work here; what the specification sets comes on top. */
    Map<String, String> config();

    /**
     * Waits until a session can be started here.
     *
     * @return false if a stop was requested before
     */
    default boolean open(StopRequest stop) throws IOException, InterruptedException {
        return true;
    }

    /** Called now and then while the query runs. @throws IllegalStateException if it cannot go on here */
    default void failIfBroken() {}

    /** What is known here of why a query failed, on standard error. */
    default void explain() {}

    @Override
    default void close() {}

    /** The place that the specification, or whoever submitted this process, has chosen. */
    static Workplace of(JobSpec spec, SignalWriter signals) throws IOException {
        Deployment deployment = spec.deployment();
        if (deployment == null) {
            return System.getProperty(MASTER) == null ? threads(spec) : Map::of;
        }
        return deployment.kind() == DeploymentKind.LOCAL_CLUSTER
                ? OwnCluster.start(spec, signals)
                : ForeignCluster.of(spec, signals);
    }

    private static Workplace threads(JobSpec spec) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(MASTER, "local[" + spec.parallelism() + "]");
        config.put("spark.driver.host", OwnCluster.HOST);
        config.put("spark.driver.bindAddress", OwnCluster.HOST);
        config.put("spark.ui.enabled", "false");
        return () -> config;
    }

    /**
     * Tasks that must run at once on a cluster: as many as the specification says, or as threads that it asks for by
     * {@code spark.master=local[N]}, because a real-time query has more tasks than parallel ones of a stage.
     *
     * @throws IllegalArgumentException if the specification names a master of its own beside a deployment
     */
    static int slots(JobSpec spec) {
        String master = spec.engineConfig().get(MASTER);
        if (master == null) {
            return spec.parallelism();
        }
        Matcher threads = LOCAL.matcher(master);
        if (!threads.matches()) {
            throw new IllegalArgumentException(
                    "the deployment says where the job runs, so spark.master=" + master + " cannot be set besides");
        }
        return Math.max(spec.parallelism(), Integer.parseInt(threads.group(1)));
    }

    /** What a session on any cluster sets, beside its address. */
    static Map<String, String> onCluster(String master, int slots, String driverHost) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(MASTER, master);
        config.put("spark.ui.enabled", "false");
        config.put("spark.driver.host", driverHost);
        config.put("spark.driver.bindAddress", driverHost);
        config.put("spark.cores.max", String.valueOf(slots));
        // The start of a session waits until all slots are there: fewer would be another job.
        config.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        // A batch is shorter than the three seconds that a task would wait for a slot in the place where its state is.
        config.put("spark.locality.wait", "0");
        config.put("spark.task.maxFailures", RETRIES);
        // As in one process; at INFO an executor writes dozens of lines for every batch.
        config.put("spark.log.level", "WARN");
        config.put("spark.executor.syncLogLevel.enabled", "true");
        config.put("spark.plugins", UsePlugin.class.getName());
        return config;
    }
}
