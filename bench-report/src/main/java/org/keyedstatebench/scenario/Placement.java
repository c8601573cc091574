package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.process.Durations;

/**
 * Where a variant's work runs and its checkpoints are, if not in its engine's own process and in a folder of the trial's.
 *
 * @param kind whose processes do the work
 * @param workers of a cluster of the trial's own, 1 to 64; {@code null} of others
 * @param address of somebody else's cluster, in the engine's own form; {@code null} of others
 * @param checkpoints URI of a folder in which each trial has one of its own for its checkpoints; {@code null} for the trial's folder on this machine
 * @param checkpointLatency keeps checkpoints on an object store that the run starts on this machine, and whose answers come so much later;
 *     {@code null} for no such store
 */
public record Placement(
        DeploymentKind kind, Integer workers, String address, String checkpoints, Duration checkpointLatency) {

    /** Where checkpoints are on the object store that a run starts. */
    private static final String OWN_STORE = "s3://checkpoints";

    private static final Duration LONGEST_LATENCY = Duration.ofSeconds(10);

    /** No JVM of an engine works with less. */
    private static final int LEAST_HEAP_MB = 256;

    public Placement {
        Objects.requireNonNull(kind, "kind");
        if (workers != null && kind != DeploymentKind.LOCAL_CLUSTER) {
            throw new IllegalArgumentException("workers are those of a local-cluster, and say nothing of " + kind);
        }
        if (address != null && kind != DeploymentKind.REMOTE) {
            throw new IllegalArgumentException("cluster is the address of a remote one, and says nothing of " + kind);
        }
        if (kind == DeploymentKind.REMOTE && (address == null || address.isBlank())) {
            throw new IllegalArgumentException("expected a cluster, the address of the remote one; it is missing");
        }
        if (checkpoints != null && !checkpoints.matches("[A-Za-z][A-Za-z0-9+.-]*:.+")) {
            throw new IllegalArgumentException("checkpoints: expected a URI such as file:///shared/checkpoints or"
                    + " s3://bucket/folder, got '" + checkpoints + "'");
        }
        if (checkpointLatency != null
                && (checkpointLatency.isNegative() || checkpointLatency.compareTo(LONGEST_LATENCY) > 0)) {
            throw new IllegalArgumentException(
                    "checkpointLatency must be 0 to 10s, got " + Durations.format(checkpointLatency));
        }
        if (checkpointLatency != null && !OWN_STORE.equals(checkpoints)) {
            if (checkpoints != null) {
                throw new IllegalArgumentException(
                        "checkpointLatency is that of an object store which the run starts, so checkpoints cannot be at "
                                + checkpoints);
            }
            checkpoints = OWN_STORE;
        }
        workers = workers == null && kind == DeploymentKind.LOCAL_CLUSTER ? Integer.valueOf(1) : workers;
        if (workers != null) {
            Check.range("workers", workers, 1, 64);
        }
    }

    /**
     * What scenario file or command line say, where each part may be left out.
     *
     * @return {@code null} if that is what is meant where nothing is said
     * @throws IllegalArgumentException if the parts contradict each other
     */
    public static Placement of(
            DeploymentKind said, Integer workers, String address, String checkpoints, Duration checkpointLatency) {
        DeploymentKind meant = address != null
                ? DeploymentKind.REMOTE
                : workers != null ? DeploymentKind.LOCAL_CLUSTER : DeploymentKind.EMBEDDED;
        Placement placement =
                new Placement(said == null ? meant : said, workers, address, checkpoints, checkpointLatency);
        return placement.isEmbedded() && placement.checkpoints == null ? null : placement;
    }

    /** Whether the engine's own process does the work. */
    @JsonIgnore
    public boolean isEmbedded() {
        return kind == DeploymentKind.EMBEDDED;
    }

    /**
     * In the words of a job specification: the workers together have the heap that an embedded engine has, and the same options.
     *
     * @param options of a JVM, the same for every engine, without those of its heap
     * @return {@code null} for embedded
     */
    public Deployment deployment(Resources resources, List<String> options) {
        return switch (kind) {
            case EMBEDDED -> null;
            case LOCAL_CLUSTER ->
                Deployment.localCluster(workers, Math.max(LEAST_HEAP_MB, resources.heapMb() / workers), options);
            case REMOTE -> Deployment.remote(address);
        };
    }

    /** Whose processes do the work, for people. */
    public String where() {
        return switch (kind) {
            case EMBEDDED -> "embedded";
            case LOCAL_CLUSTER -> "local cluster of " + workers + (workers == 1 ? " worker" : " workers");
            case REMOTE -> "remote cluster " + address;
        };
    }

    /** For people. */
    @Override
    public String toString() {
        return checkpoints == null ? where() : where() + ", " + words();
    }

    /** Where checkpoints are, if they are not in a folder of the trial's. */
    public String words() {
        return checkpointLatency == null
                ? "checkpoints at " + checkpoints
                : "checkpoints on an object store with a latency of " + Durations.format(checkpointLatency);
    }
}
