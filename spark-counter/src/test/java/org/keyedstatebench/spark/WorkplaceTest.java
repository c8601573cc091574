package org.keyedstatebench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.signal.Signal;

class WorkplaceTest {

    @TempDir
    Path folder;

    private JobSpec spec(String... keyAndValue) {
        return Specs.bounded(folder)
                .set(keyAndValue.length == 0 ? Map.of() : Map.of(keyAndValue[0], keyAndValue[1]))
                .spec();
    }

    @Test
    void withoutADeploymentItIsThisProcessUnlessSparksOwnToolHasSaidWhere() throws Exception {
        assertThat(config()).containsEntry("spark.master", "local[2]").containsEntry("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.master", "spark://elsewhere:7077");
        try {
            assertThat(config()).isEmpty();
        } finally {
            System.clearProperty("spark.master");
        }
    }

    private Map<String, String> config() throws Exception {
        SignalWriter signals =
                new SignalWriter(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try (Workplace place = Workplace.of(spec(), signals)) {
            return place.config();
        }
    }

    @Test
    void aJobNeedsSlotsForItsParallelTasksOrForTheThreadsThatItAsksFor() {
        assertThat(Workplace.slots(spec())).isEqualTo(2);
        assertThat(Workplace.slots(spec("spark.master", "local[4]"))).isEqualTo(4);
        assertThat(Workplace.slots(spec("spark.master", "local[1,3]"))).isEqualTo(2);
        assertThatThrownBy(() -> Workplace.slots(spec("spark.master", "spark://x:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spark.master=spark://x:1 cannot be set besides");
    }

    @Test
    void whatIsNoAddressOfSparkIsRefused() {
        JobSpec job = spec().on(Deployment.remote("http://HOST:8081"));
        SignalWriter signals =
                new SignalWriter(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ForeignCluster.check(job, signals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as spark://HOST:7077, got 'http://HOST:8081'");
    }

    @Test
    void executorsThatAreGoneKeepTheirTimeButNotTheirHeap() {
        UsePlugin.forget();
        assertThat(UsePlugin.total(0)).isEmpty();
        UsePlugin.heard(new UsePlugin.Use("0", 1_500_000_000, 100, 7, 1_000L, 11L), 0);
        long later = TimeUnit.SECONDS.toNanos(60);
        UsePlugin.heard(new UsePlugin.Use("1", 500_000_000, 30, 2, 2_000L, 22L), later);

        assertThat(UsePlugin.total(later)).contains(new Signal.RemoteUse(2.0, 30L, 9L, 2_000L, 33L));
        assertThat(List.of(UsePlugin.total(1).orElseThrow().heapBytes())).containsExactly(130L);

        UsePlugin.heard(new UsePlugin.Use("2", 0, 0, 0, null, null), later);
        assertThat(UsePlugin.total(later))
                .as("what one does not tell")
                .contains(new Signal.RemoteUse(2.0, 30L, 9L, null, null));
    }
}
