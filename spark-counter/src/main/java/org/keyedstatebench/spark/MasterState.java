package org.keyedstatebench.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.DeployMessages.MasterStateResponse;
import org.apache.spark.deploy.DeployMessages.RequestMasterState$;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.master.RecoveryState;
import org.apache.spark.deploy.master.WorkerInfo;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcEnv$;
import org.apache.spark.util.Utils;
import scala.reflect.ClassTag$;

/**
 * What the master of a standalone cluster says of it, asked by its own protocol without submitting anything: a session would try for a
 * minute to reach a master that is not there, and wait for ever for slots that it does not have.
 *
 * @param slots cores of all workers
 * @param applications that run there; which cores they have is not in the answer
 * @param version of Spark there; {@code null} if no worker's page can be read
 */
record MasterState(int slots, int applications, String version) {

    private static final int PAGE_MS = 2_000;
    private static final Pattern VERSION = Pattern.compile("class=\"version[^>]*>\\s*([^<\\s]+)");

    /**
     * @param address {@code spark://HOST:PORT}, or several of them separated by commas after one {@code spark://}
     * @param config what may be needed to talk to it, such as a secret
     * @throws IllegalArgumentException if no master answers there, or not one of this version
     */
    static MasterState ask(String address, String ownHost, Map<String, String> config) {
        SparkConf conf = new SparkConf(false)
                .set("spark.rpc.askTimeout", "10s")
                .set("spark.rpc.lookupTimeout", "10s")
                .set("spark.rpc.io.connectionTimeout", "10s")
                .set("spark.rpc.io.maxRetries", "0");
        config.forEach(conf::set);
        RpcEnv rpc = RpcEnv$.MODULE$.create(
                "counter-check",
                ownHost,
                -1,
                conf,
                new SecurityManager(
                        conf,
                        scala.Option.empty(),
                        org.apache.spark.internal.config.package$.MODULE$.AUTH_SECRET_FILE()),
                true);
        try {
            Throwable why = null;
            for (String master : Utils.parseStandaloneMasterUrls(address)) {
                try {
                    MasterStateResponse state = ask(rpc, master);
                    if (RecoveryState.ALIVE().equals(state.status())) {
                        return of(state);
                    }
                    why = new IOException(master + " is " + state.status());
                } catch (Exception e) {
                    why = e;
                }
            }
            throw new IllegalArgumentException(reason(address, why), why);
        } finally {
            rpc.shutdown();
        }
    }

    private static MasterStateResponse ask(RpcEnv rpc, String master) {
        return rpc.setupEndpointRef(RpcAddress.fromSparkURL(master), Master.ENDPOINT_NAME())
                .askSync(RequestMasterState$.MODULE$, ClassTag$.MODULE$.apply(MasterStateResponse.class));
    }

    private static MasterState of(MasterStateResponse state) {
        List<WorkerInfo> workers =
                Arrays.stream(state.workers()).filter(WorkerInfo::isAlive).toList();
        return new MasterState(
                workers.stream().mapToInt(WorkerInfo::cores).sum(),
                state.activeApps().length,
                workers.stream()
                        .findFirst()
                        .map(worker -> versionOn(worker.webUiAddress()))
                        .orElse(null));
    }

    /** Spark tells its version nowhere in its protocol, but at the top of each of its pages. */
    private static String versionOn(String page) {
        try {
            URLConnection connection = URI.create(page).toURL().openConnection();
            connection.setConnectTimeout(PAGE_MS);
            connection.setReadTimeout(PAGE_MS);
            try (InputStream in = connection.getInputStream()) {
                Matcher version = VERSION.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                return version.find() ? version.group(1) : null;
            }
        } catch (IOException | IllegalArgumentException notReachable) {
            // Behind a wall, or switched off: then it cannot be told.
            return null;
        }
    }

    private static String reason(String address, Throwable why) {
        Throwable innermost = why;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost instanceof InvalidClassException
                ? "the master at " + address + " is not of Spark " + Workplace.VERSION
                        + ", which this job was built with: " + innermost.getMessage()
                : "no Spark master answers at " + address + ": " + innermost.getMessage();
    }
}
