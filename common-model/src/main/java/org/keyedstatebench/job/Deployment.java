package org.keyedstatebench.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * Where the work of a job runs, if not in the engine's own process. That process stays what the harness starts, listens to and stops;
 * it starts a cluster or goes to one, submits the job there, watches it and ends it.
 *
 * @param kind whose cluster it is
 * @param workers processes that do the work, at least 1; of a cluster of its own only
 * @param workerHeapMb heap of each worker's JVM, MiB, as both -Xms and -Xmx; of a cluster of its own only
 * @param workerOptions further options of each worker's JVM, the same for every engine; of a cluster of its own only
 * @param address of somebody else's cluster, in the engine's own form; {@code null} for a cluster of its own
 * @param slots parallel tasks that a cluster of its own must have room for, at least 1; {@code null} for those of the job
 */
public record Deployment(
        DeploymentKind kind,
        int workers,
        int workerHeapMb,
        List<String> workerOptions,
        String address,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer slots) {

    public Deployment {
        Objects.requireNonNull(kind, "deployment.kind");
        workerOptions = workerOptions == null ? List.of() : List.copyOf(workerOptions);
        if (slots != null) {
            atLeastOne(slots, "slots");
        }
        if (kind == DeploymentKind.EMBEDDED) {
            throw new IllegalArgumentException("deployment.kind EMBEDDED is what is meant where no deployment is said");
        }
        if (kind == DeploymentKind.LOCAL_CLUSTER) {
            atLeastOne(workers, "workers");
            atLeastOne(workerHeapMb, "workerHeapMb");
        } else {
            Check.notBlank(address, "deployment.address");
        }
    }

    /** A cluster of its own on this machine, which begins and ends with the job. */
    public static Deployment localCluster(int workers, int workerHeapMb, List<String> workerOptions) {
        return new Deployment(DeploymentKind.LOCAL_CLUSTER, workers, workerHeapMb, workerOptions, null, null);
    }

    /** Somebody else's cluster, of which nothing is started or stopped. */
    public static Deployment remote(String address) {
        return new Deployment(DeploymentKind.REMOTE, 0, 0, List.of(), address, null);
    }

    /** The same with room for so many parallel tasks, where it is a cluster of its own. */
    public Deployment withSlots(int atLeast) {
        return kind == DeploymentKind.LOCAL_CLUSTER
                ? new Deployment(kind, workers, workerHeapMb, workerOptions, address, atLeast)
                : this;
    }

    private static void atLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("deployment." + name + " must be at least 1, got " + value);
        }
    }
}
