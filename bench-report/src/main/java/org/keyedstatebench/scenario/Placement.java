package org.keyedstatebench.scenario;

import java.util.List;
import java.util.Objects;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;

/**
 * Where a variant's work runs, if not in its engine's own process.
 *
 * @param kind whose processes do it
 * @param workers of a cluster of the trial's own, 1 to 64; {@code null} of somebody else's
 * @param address of somebody else's cluster, in the engine's own form; {@code null} of the trial's own
 */
public record Placement(DeploymentKind kind, Integer workers, String address) {

    /** No JVM of an engine works with less. */
    private static final int LEAST_HEAP_MB = 256;

    public Placement {
        Objects.requireNonNull(kind, "kind");
        if (kind == DeploymentKind.EMBEDDED) {
            throw new IllegalArgumentException("a variant without a placement is embedded");
        }
        boolean remote = kind == DeploymentKind.REMOTE;
        if (remote && workers != null) {
            throw new IllegalArgumentException("workers are those of a local-cluster, and say nothing of a remote one");
        }
        if (!remote && address != null) {
            throw new IllegalArgumentException(
                    "cluster is the address of a remote one, and says nothing of a local-cluster");
        }
        if (remote && (address == null || address.isBlank())) {
            throw new IllegalArgumentException("expected a cluster, the address of the remote one; it is missing");
        }
        workers = remote || workers != null ? workers : Integer.valueOf(1);
        if (workers != null) {
            Check.range("workers", workers, 1, 64);
        }
    }

    /**
     * What scenario file or command line say, where each part may be left out.
     *
     * @return {@code null} for embedded
     * @throws IllegalArgumentException if the parts contradict each other
     */
    public static Placement of(DeploymentKind said, Integer workers, String address) {
        DeploymentKind kind = said != null
                ? said
                : address != null
                        ? DeploymentKind.REMOTE
                        : workers != null ? DeploymentKind.LOCAL_CLUSTER : DeploymentKind.EMBEDDED;
        if (kind == DeploymentKind.EMBEDDED) {
            if (workers != null || address != null) {
                throw new IllegalArgumentException("embedded has neither workers nor a cluster");
            }
            return null;
        }
        return new Placement(kind, workers, address);
    }

    /**
     * In the words of a job specification: the workers together have the heap that an embedded engine has, and the same options.
     *
     * @param options of a JVM, the same for every engine, without those of its heap
     */
    public Deployment deployment(Resources resources, List<String> options) {
        return kind == DeploymentKind.REMOTE
                ? Deployment.remote(address)
                : Deployment.localCluster(workers, Math.max(LEAST_HEAP_MB, resources.heapMb() / workers), options);
    }

    /** For people. */
    @Override
    public String toString() {
        return kind == DeploymentKind.REMOTE
                ? "remote cluster " + address
                : "local cluster of " + workers + (workers == 1 ? " worker" : " workers");
    }
}
