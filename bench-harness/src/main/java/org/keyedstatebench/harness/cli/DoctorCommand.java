package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.harness.engine.ClusterCheck;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.DockerKafka;
import org.keyedstatebench.harness.machine.Doctor;
import org.keyedstatebench.harness.machine.Finding;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at the machine before a measurement is trusted to it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what this machine has and what would disturb a measurement.",
            "With --cluster, also whether the engines can reach a cluster that is there, and whether its version and slots fit.",
            "Exits with 1 if there is a problem, with 0 if there are at most notes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bench doctor", "  bench doctor --cluster ${bundle:engines.cluster} --bootstrap-servers HOST:9092"})
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private EngineOptions engines;

    @Option(
            names = "--cluster",
            paramLabel = "ENGINE=ADDRESS",
            description = "A cluster to look at: ${bundle:engines.clusters}; can be repeated.")
    private Map<String, String> clusters = new LinkedHashMap<>();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The Kafka that would be used with the clusters.")
    private String bootstrapServers;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Parallel tasks that the clusters must have slots for (default: 2).")
    private int parallelism = Resources.DEFAULT.parallelism();

    @Override
    public Integer call() throws InterruptedException {
        Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
        List<Finding> findings = new ArrayList<>(clusters());
        findings.addAll(Doctor.examine(temporaryFolder, DockerKafka::isDockerAvailable));
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            System.out.printf(
                    Locale.ROOT,
                    "%-7s  %-" + width + "s  %s%n",
                    finding.verdict().name().toLowerCase(Locale.ROOT),
                    finding.name(),
                    finding.value());
            if (!finding.advice().isEmpty()) {
                System.out.println(" ".repeat(width + 11) + "→ " + finding.advice());
            }
        }
        boolean problem = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.PROBLEM);
        return problem ? ExitCode.FAILURE : ExitCode.OK;
    }

    private List<Finding> clusters() throws InterruptedException {
        if (clusters.isEmpty()) {
            return List.of();
        }
        if (bootstrapServers == null) {
            throw new IllegalArgumentException(
                    "--cluster needs --bootstrap-servers: its workers must reach that Kafka, too");
        }
        EngineCatalogue catalogue = engines.catalogue();
        Resources resources = Resources.DEFAULT.withParallelism(parallelism);
        List<Finding> findings = new ArrayList<>();
        try (TemporaryRoot temporary = TemporaryRoot.create()) {
            for (Map.Entry<String, String> cluster : clusters.entrySet()) {
                Variant variant = catalogue
                        .variants()
                        .mainOf(cluster.getKey())
                        .withPlacement(new Placement(DeploymentKind.REMOTE, null, cluster.getValue(), null, null));
                findings.add(ClusterCheck.of(
                        catalogue.build(variant), variant, resources, bootstrapServers, Map.of(), temporary.folder()));
            }
        }
        return findings;
    }
}
