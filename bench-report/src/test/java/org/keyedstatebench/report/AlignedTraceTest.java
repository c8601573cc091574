package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.RunResult;

class AlignedTraceTest {

    private static AlignedTrace aligned(RunFixture fixture) {
        RunResult run = fixture.defaultVariants().valid("flink-hashmap", 1, 4.5).build();
        return AlignedTrace.of(
                        run.trials(),
                        Traces.of(run),
                        new VariantLooks(run.scenario().variants()))
                .get(0);
    }

    @Test
    void theWindowIsWhereTheResultSaysThatItWas() {
        AlignedTrace aligned = aligned(new RunFixture().window(Traces.START + 20_250, Traces.START + 39_750));

        assertThat(aligned.zero()).isEqualTo(Traces.START + 20_250);
        assertThat(aligned.windowSeconds()).isEqualTo(19.5);
    }

    @Test
    void ofAnOlderResultTheWindowIsWhereItsEventsWereSent() {
        AlignedTrace aligned = aligned(new RunFixture());

        assertThat(aligned.zero()).isEqualTo(Traces.START + 20_000);
        assertThat(aligned.windowSeconds()).isCloseTo(20, within(0.01));
    }
}
