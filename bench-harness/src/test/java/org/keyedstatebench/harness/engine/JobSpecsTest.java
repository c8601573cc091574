package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;

class JobSpecsTest {

    private static final String BUFFER = "execution.async-state.active-buffer-size";
    private static final String WATERMARKS = "pipeline.auto-watermark-interval";

    @Test
    void asynchronousStateOfALowLatencyJobWaitsForNoOtherAccess() {
        assertThat(config(Profile.LOW_LATENCY, Operator.COUNT, true)).containsEntry(BUFFER, "1");
        assertThat(config(Profile.LOW_LATENCY, Operator.COUNT, false)).doesNotContainKey(BUFFER);
    }

    @Test
    void watermarksComeOftenOnlyWhereTimersWaitForThem() {
        Operator eventTime = Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(1));
        assertThat(config(Profile.LOW_LATENCY, eventTime, false)).containsKey(WATERMARKS);
        assertThat(config(Profile.LOW_LATENCY, Operator.COUNT, false)).doesNotContainKey(WATERMARKS);
    }

    @Test
    void theDefaultsProfileLeavesFlinkAsItComes() {
        assertThat(config(Profile.DEFAULTS, Operator.COUNT, true)).isEmpty();
    }

    @Test
    void theStateHoldsTheBytesThatAreAskedForByTheContractThatHasThem() {
        JobSpec plain = spec(Profile.DEFAULTS, Operator.COUNT, false, 0);
        JobSpec holding = spec(Profile.DEFAULTS, Operator.COUNT, false, 1024);

        assertThat(holding.state()).isEqualTo(plain.state().withValueBytes(1024));
        assertThat(holding.contract()).isGreaterThan(plain.contract());
    }

    private static Map<String, String> config(Profile profile, Operator operator, boolean async) {
        return spec(profile, operator, async, 0).engineConfig();
    }

    private static JobSpec spec(Profile profile, Operator operator, boolean async, int stateBytes) {
        Variant variant = new Variant(
                "v",
                "flink",
                "forst",
                Trigger.PER_RECORD,
                operator,
                Emission.PER_EVENT,
                Guarantee.AT_LEAST_ONCE,
                Duration.ZERO,
                null,
                async,
                null,
                null,
                Map.of());
        return JobSpecs.of(
                Checkout.ENGINES.engine(variant),
                variant,
                profile,
                Resources.DEFAULT,
                "127.0.0.1:9",
                Map.of(),
                new Source("events", Map.of(0, 0L), Map.of()),
                "counts",
                Path.of("state"),
                stateBytes,
                false);
    }
}
