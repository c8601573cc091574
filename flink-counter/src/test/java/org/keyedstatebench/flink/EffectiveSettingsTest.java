package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;

class EffectiveSettingsTest {

    @TempDir
    private Path directory;

    @Test
    void onlyForStHasAsynchronousAccess() throws Exception {
        assertThat(settings("forst", true, Operator.COUNT)).containsEntry("state.access", "asynchronous");
        assertThat(settings("forst", false, Operator.COUNT)).containsEntry("state.access", "synchronous");
        assertThat(settings("rocksdb", true, Operator.COUNT).get("state.access"))
                .startsWith("synchronous behind the asynchronous interface");
        assertThat(settings("hashmap", true, Operator.COUNT).get("state.access"))
                .startsWith("synchronous behind the asynchronous interface");
    }

    @Test
    void theBuffersOfAsynchronousStateAreListedAlsoWhereTheyAreDefaults() throws Exception {
        assertThat(settings("forst", true, Operator.COUNT))
                .containsEntry("execution.async-state.total-buffer-size", "6000");
        assertThat(settings("forst", false, Operator.COUNT))
                .doesNotContainKey("execution.async-state.total-buffer-size");
    }

    @Test
    void whatPassesThroughHasNoState() throws Exception {
        assertThat(settings("hashmap", false, Operator.PASS_THROUGH))
                .containsEntry("state.access", "none")
                .doesNotContainKey("state.ttl");
    }

    @Test
    void theTtlIsListed() throws Exception {
        assertThat(settings("hashmap", false, Operator.withTtl(Duration.ofSeconds(3))))
                .containsEntry("state.ttl", "3s");
    }

    private Map<String, String> settings(String backend, boolean async, Operator operator) throws Exception {
        JobSpec spec = Specs.counting(backend, directory, async, operator, 2);
        Configuration configuration = JobConfiguration.of(spec);
        StateBackend loaded = StateBackendLoader.loadStateBackendFromConfig(
                configuration, getClass().getClassLoader(), null);
        return EffectiveSettings.of(spec, configuration, loaded);
    }
}
