package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests of the documentation, which cannot be applied here, against what the operators document of their resources. */
class OperatorManifestsTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    /** By path, as far as the manifests use them; maps from strings to strings are not looked into. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "FlinkDeployment/",
            Set.of(
                    "image",
                    "flinkVersion",
                    "serviceAccount",
                    "flinkConfiguration",
                    "jobManager",
                    "taskManager",
                    "job",
                    "mode"),
            "FlinkDeployment/job",
            Set.of("jarURI", "entryClass", "args", "parallelism", "upgradeMode", "state"),
            "FlinkDeployment/jobManager",
            Set.of("resource", "replicas"),
            "FlinkDeployment/taskManager",
            Set.of("resource", "replicas"),
            "SparkApplication/",
            Set.of("mainClass", "jars", "driverArgs", "sparkConf", "runtimeVersions"),
            "SparkApplication/runtimeVersions",
            Set.of("sparkVersion", "scalaVersion", "jdkVersion"),
            "SparkCluster/",
            Set.of("runtimeVersions", "clusterTolerations", "sparkConf"),
            "SparkCluster/runtimeVersions",
            Set.of("sparkVersion", "scalaVersion", "jdkVersion"),
            "SparkCluster/clusterTolerations",
            Set.of("instanceConfig"));

    @Test
    void everyManifestIsYamlAndUsesFieldsThatItsOperatorHas() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (String page : List.of("clusters-flink.md", "clusters-spark.md")) {
            String text = Files.readString(Path.of("../docs").resolve(page));
            for (MatchResult block : YAML.matcher(text).results().toList()) {
                JsonNode manifest = YAMLMapper.shared().readTree(block.group(1));
                String kind = manifest.path("kind").asString();
                kinds.add(manifest.path("apiVersion").asString() + " " + kind);
                assertThat(manifest.path("metadata").path("name").asString())
                        .as(page)
                        .isNotBlank();
                JsonNode spec = manifest.path("spec");
                assertThat(new TreeSet<>(spec.propertyNames())).as(kind).isSubsetOf(FIELDS.get(kind + "/"));
                spec.propertyStream()
                        .filter(field -> FIELDS.containsKey(kind + "/" + field.getKey()))
                        .forEach(field -> assertThat(
                                        new TreeSet<>(field.getValue().propertyNames()))
                                .as(kind + "/" + field.getKey())
                                .isSubsetOf(FIELDS.get(kind + "/" + field.getKey())));
                for (String conf : List.of("flinkConfiguration", "sparkConf")) {
                    spec.path(conf)
                            .propertyStream()
                            .forEach(entry -> assertThat(entry.getValue().isString())
                                    .as(entry + " is a string for Kubernetes")
                                    .isTrue());
                }
            }
        }
        assertThat(kinds)
                .containsExactly(
                        "flink.apache.org/v1beta1 FlinkDeployment",
                        "spark.apache.org/v1 SparkCluster",
                        "spark.apache.org/v1 SparkApplication");
    }
}
