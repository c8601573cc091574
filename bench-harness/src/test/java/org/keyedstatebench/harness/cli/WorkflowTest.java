package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.command.ExitCode;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What can be told without GitHub about the workflow and the action. */
class WorkflowTest {

    private static final Path ROOT = Path.of("..");
    private static final String ACTION = "action.yml";
    private static final String WORKFLOW = ".github/workflows/ci.yml";
    private static final String NIGHTLY = ".github/workflows/nightly.yml";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*inputs\\.([\\w-]+)\\s*}}");

    private static JsonNode read(String file) {
        return new YAMLMapper().readTree(ROOT.resolve(file).toFile());
    }

    private static List<JsonNode> steps(String file) {
        List<JsonNode> steps = new ArrayList<>();
        read(file).findValues("steps").forEach(list -> list.forEach(steps::add));
        assertThat(steps).isNotEmpty();
        return steps;
    }

    @ParameterizedTest
    @ValueSource(strings = {ACTION, WORKFLOW, NIGHTLY})
    void noTextFromOutsideIsPutIntoAShellScript(String file) {
        for (JsonNode step : steps(file)) {
            assertThat(step.path("run").asString("")).doesNotContain("${{");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ACTION, WORKFLOW, NIGHTLY})
    void everyScriptIsValidBash(String file) throws Exception {
        for (JsonNode step : steps(file)) {
            if (step.has("run")) {
                Process bash = new ProcessBuilder(
                                "bash", "-n", "-c", step.get("run").asString())
                        .redirectErrorStream(true)
                        .start();
                assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEmpty();
                assertThat(bash.waitFor()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ACTION, WORKFLOW, NIGHTLY})
    void everyStepUsesAVersionOrRuns(String file) {
        for (JsonNode step : steps(file)) {
            assertThat(step.has("run") ^ step.has("uses")).as(step.toString()).isTrue();
            String uses = step.path("uses").asString("./");
            assertThat(uses.startsWith("./") || uses.contains("@")).as(uses).isTrue();
        }
    }

    @Test
    void theActionUsesTheInputsThatItHasAndNoOthers() {
        JsonNode action = read(ACTION);
        List<String> used = new ArrayList<>();
        Matcher matcher = EXPRESSION.matcher(action.toString());
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        assertThat(used).isNotEmpty();
        assertThat(action.get("inputs").propertyNames()).containsAll(used);
        assertThat(used).containsAll(action.get("inputs").propertyNames());
    }

    @Test
    void theWorkflowGivesTheActionInputsThatItHas() {
        JsonNode inputs = read(ACTION).get("inputs");
        for (JsonNode step : steps(WORKFLOW)) {
            if (step.path("uses").asString("").equals("./")) {
                assertThat(inputs.propertyNames()).containsAll(step.get("with").propertyNames());
            }
        }
    }

    @Test
    void theCommandHasTheOptionsThatTheActionGives() {
        CommandLine gate =
                Bench.commandLine(new Cancellation()).getSubcommands().get("gate");
        Matcher option = Pattern.compile("--[a-z-]+")
                .matcher(steps(ACTION).get(0).get("run").asString());
        List<String> given = new ArrayList<>();
        while (option.find()) {
            given.add(option.group());
        }
        assertThat(given).hasSizeGreaterThan(3);
        assertThat(gate.getCommandSpec().optionsMap()).containsKeys(given.toArray(String[]::new));
    }

    /** With a launcher in place of the real one that only tells how it was called. */
    @Test
    void theActionHandsItsInputsOnAndTellsTheVerdict(@TempDir Path folder) throws Exception {
        Path bench = folder.resolve("bench");
        Files.writeString(bench, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 3\n");
        assertThat(bench.toFile().setExecutable(true)).isTrue();
        Path output = folder.resolve("output");
        ProcessBuilder script = new ProcessBuilder(
                        "bash",
                        "-e",
                        "-o",
                        "pipefail",
                        "-c",
                        steps(ACTION).get(0).get("run").asString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        script.environment()
                .putAll(Map.of(
                        "GITHUB_OUTPUT", output.toString(),
                        "BASELINE", "",
                        "BASELINE_SET", "",
                        "CANDIDATE_SET", "flink.version=2.2.0\na.key=two words\n",
                        "VARIANT", "spark",
                        "PAIRS", "7",
                        "THRESHOLD", "1.2",
                        "ON_INCONCLUSIVE", "warn"));
        Process bash = script.start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly(("gate --variant spark --pairs 7 --threshold 1.2 --on-inconclusive warn"
                                + " --candidate-set flink.version=2.2.0 --candidate-set a.key=two_words")
                        .replace(' ', '\n')
                        .replace('_', ' ')
                        .split("\n", -1));
        assertThat(bash.waitFor()).isEqualTo(ExitCode.REGRESSION);
        assertThat(output).content().contains("report=").contains("exit-code=3");
    }

    @Test
    void theWorkflowMayOnlyRead() {
        assertThat(read(WORKFLOW).get("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
    }
}
