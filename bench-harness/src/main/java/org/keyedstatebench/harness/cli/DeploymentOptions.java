package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Option;

/** Where the work of all variants runs and their checkpoints are, as options; the same for every command that runs trials. */
final class DeploymentOptions {

    @Option(
            names = "--deployment",
            paramLabel = "WHERE",
            description =
                    "${COMPLETION-CANDIDATES}: each engine in a process of its own (the default), on a cluster of processes"
                            + " that each trial starts on this machine, or on clusters that are there (docs/clusters.md)."
                            + " Who knows no clusters stays embedded, and is named; in a gate it is refused.")
    private DeploymentKind deployment;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Worker processes of a local-cluster, which share the heap of an embedded engine (default: 1).")
    private Integer workers;

    @Option(
            names = "--cluster",
            paramLabel = "ENGINE=ADDRESS",
            description = "The cluster that an engine's variants run on: ${bundle:engines.clusters}; can be repeated.")
    private Map<String, String> clusters = new LinkedHashMap<>();

    @Option(
            names = "--checkpoints",
            paramLabel = "URI",
            description =
                    "Folder in which each trial has one of its own for checkpoints, removed afterwards: file:, s3:, hdfs:, or"
                            + " whatever the engines know (default: a temporary folder of this machine).")
    private String checkpoints;

    @Option(
            names = "--checkpoint-latency",
            paramLabel = "T",
            description =
                    "Keeps checkpoints on an object store (S3) that the run starts on this machine, and has its answers come so"
                            + " much later, as a remote store's do.")
    private Duration checkpointLatency;

    /**
     * The scenario with its variants where the options want them; what they say wins over what the variants say, and where that is
     * something else it is told.
     *
     * @param unable takes a sentence for each variant whose engine knows no clusters, and which stays as it is
     * @throws IllegalArgumentException if the options contradict each other or an engine
     */
    Scenario place(Scenario scenario, EngineCatalogue catalogue, Consumer<String> unable) {
        if (deployment == null
                && workers == null
                && clusters.isEmpty()
                && checkpoints == null
                && checkpointLatency == null) {
            return scenario;
        }
        checkEnginesOf(scenario, catalogue);
        List<Variant> placed = new ArrayList<>();
        for (Variant variant : scenario.variants()) {
            EngineDescriptor engine = catalogue.engine(variant);
            if (engine.clusters() == null) {
                unable.accept(variant.name() + " stays in its engine's own process, with its checkpoints in a folder of"
                        + " the trial: " + engine.id() + " " + engine.version()
                        + " says of no clusters in its engine.json");
                placed.add(variant);
            } else {
                Variant there = variant.withPlacement(placement(engine, variant));
                tellMove(variant, there);
                placed.add(there);
            }
        }
        // Their names are the same, by which conditions know them.
        return scenario.with(same -> same.variants(placed));
    }

    private static void tellMove(Variant said, Variant placed) {
        String before = where(said);
        if (said.placement() != null && !said.placement().isEmbedded() && !before.equals(where(placed))) {
            Terminal.warn(said.name() + " runs " + where(placed) + " because an option says so, and not " + before
                    + " as its scenario file says");
        }
    }

    private static String where(Variant variant) {
        return variant.placement() == null
                ? DeploymentKind.EMBEDDED.toString()
                : variant.placement().where();
    }

    private Placement placement(EngineDescriptor engine, Variant variant) {
        String address = clusters.get(engine.id());
        if (deployment == DeploymentKind.REMOTE && address == null) {
            throw new IllegalArgumentException("--deployment remote needs --cluster " + engine.id() + "="
                    + engine.clusters().address());
        }
        if (deployment == DeploymentKind.LOCAL_CLUSTER && address != null) {
            throw new IllegalArgumentException("--deployment local-cluster starts a cluster of its own, so --cluster "
                    + engine.id() + "=" + address + " has no meaning");
        }
        Placement own = variant.placement();
        boolean storeSaid = checkpoints != null || checkpointLatency != null || own == null;
        String store = storeSaid ? checkpoints : own.checkpoints();
        Duration latency = storeSaid ? checkpointLatency : own.checkpointLatency();
        boolean elsewhere = deployment != null || workers != null || address != null;
        return elsewhere || own == null
                ? Placement.of(deployment, address == null ? workers : null, address, store, latency)
                : Placement.of(own.kind(), own.workers(), own.address(), store, latency);
    }

    private void checkEnginesOf(Scenario scenario, EngineCatalogue catalogue) {
        List<String> able = scenario.variants().stream()
                .map(catalogue::engine)
                .filter(engine -> engine.clusters() != null)
                .map(EngineDescriptor::id)
                .distinct()
                .toList();
        if (able.isEmpty()) {
            throw new IllegalArgumentException("none of the variants is of an engine that runs on clusters");
        }
        for (String engine : clusters.keySet()) {
            if (!able.contains(engine)) {
                throw new IllegalArgumentException(
                        "--cluster: expected an engine that runs on clusters and is measured: "
                                + String.join(", ", able) + "; got '" + engine + "'");
            }
        }
    }
}
