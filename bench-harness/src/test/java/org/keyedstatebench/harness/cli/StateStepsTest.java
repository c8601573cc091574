package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;

class StateStepsTest {

    private static final String COMMIT = "1a2b3c4";
    private static final Environment NOW = environment("cpu", "17", "2.3.0", COMMIT);

    @Test
    void figuresOfThisVeryBuildAndMachineServeAgain() {
        assertThat(isOf(NOW, NOW, "one", "two")).isTrue();
    }

    @Test
    void figuresOfAnotherBuildOrMachineAreRefused() {
        assertThat(List.of(
                        environment("cpu", "17", "2.3.0", "5d6e7f8"),
                        environment("cpu", "17", "2.3.0", null),
                        environment("cpu", "17", "2.4.0", COMMIT),
                        environment("cpu", "21", "2.3.0", COMMIT),
                        environment("other", "17", "2.3.0", COMMIT)))
                .allSatisfy(then -> assertThat(isOf(NOW, then, "one", "two")).isFalse());
    }

    @Test
    void whatHasChangesThatNobodyCommittedIsNoBuild() {
        Environment dirty = environment("cpu", "17", "2.3.0", COMMIT + "-dirty");
        assertThat(isOf(dirty, dirty, "one", "two")).isFalse();
        Environment unknown = environment("cpu", "17", "2.3.0", null);
        assertThat(isOf(unknown, unknown, "one", "two")).isFalse();
    }

    @Test
    void figuresOfSomeEnginesOnlyAreNotEnough() {
        assertThat(isOf(NOW, NOW, "one")).isFalse();
    }

    private static boolean isOf(Environment now, Environment then, String... measured) {
        MicroResult result = new MicroResult(
                MicroResult.SCHEMA_VERSION,
                "micro",
                Instant.EPOCH,
                "./bench micro",
                then,
                List.of(),
                Stream.of(measured)
                        .map(module -> new MicroResult.Figure(
                                module, "StateBenchmark.readModifyWrite", Map.of("backend", "b"), 1, null, null, 1, 1))
                        .toList());
        return StateSteps.isOf(now, List.of("one", "two"), result);
    }

    private static Environment environment(String cpu, String jdk, String version, String commit) {
        return new Environment(cpu, 2, 1, "os", "1", jdk, 20, "none", Map.of("flink", version), commit, null);
    }
}
