package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Workload;

class TrialDraftTest {

    private static final Percentiles LATENCY = new Percentiles(1, 1, 1, 1, 1, 1, 1, 1);
    private static final TrialResult.Events EVENTS =
            new TrialResult.Events(10, 5, 5, 1, 0, false, 1, null, 0, 6, 0, 0.6, null);
    private static final TrialResult.Drain DRAIN =
            new TrialResult.Drain(10, 5, 1, 2, 100, LATENCY, 5, 0.1, 0.1, null, null);
    private static final TrialResult.Ttl TTL = new TrialResult.Ttl(2_000, 135, 6_000L, null, true, false, null);

    @Test
    void aValidTrialKeepsAll() {
        TrialResult result = draft().judged(new Verdict(TrialStatus.VALID, null, List.of()), Map.of());

        assertThat(result.latencyNs()).isEqualTo(LATENCY);
        assertThat(result.drain()).isEqualTo(DRAIN);
        assertThat(result.timers().delayNs()).isEqualTo(LATENCY);
        assertThat(result.recovery().timeline().get(0).p50Ns()).isEqualTo(7);
    }

    @Test
    void anInvalidTrialKeepsWhatMayBeACounterExampleAndHasNoLatencies() {
        TrialResult result = draft().judged(new Verdict(TrialStatus.INVALID, "5 events lost", List.of()), Map.of());

        assertThat(result.latencyNs()).isNull();
        assertThat(result.drain()).isNull();
        assertThat(result.events()).isEqualTo(EVENTS);
        assertThat(result.ttl()).isEqualTo(TTL);
        assertThat(result.timers()).isEqualTo(new TrialResult.Timers(1_000, 9, 0, 2, null));
        assertThat(result.recovery())
                .isEqualTo(new Recovery(
                        5_000, 800, null, null, 99, 3, List.of(new Recovery.Second(-1_000, 10, null, null, 4)), null));
    }

    @Test
    void anInvalidTrialOfAnotherKindHasNothingOfThat() {
        TrialDraft draft = new TrialDraft(planned(), Instant.EPOCH);
        draft.found.events(EVENTS);

        TrialResult result = draft.judged(new Verdict(TrialStatus.INVALID, "5 events lost", List.of()), Map.of());

        assertThat(result.events()).isEqualTo(EVENTS);
        assertThat(result.ttl()).isNull();
        assertThat(result.timers()).isNull();
        assertThat(result.recovery()).isNull();
    }

    @Test
    void aTrialThatCameToNoMeasurementHasNothingThatWasFoundBefore() {
        TrialResult.Refusal refusal = new TrialResult.Refusal("store", "X", "no");

        TrialResult result = draft().ended(TrialStatus.UNSUPPORTED, "X: no", refusal, Map.of("log", "engine.log"));

        assertThat(result)
                .isEqualTo(new TrialDraft(planned(), Instant.EPOCH)
                        .ended(TrialStatus.UNSUPPORTED, "X: no", refusal, Map.of("log", "engine.log")));
        assertThat(result.variant()).isEqualTo("spark");
        assertThat(result.refusal()).isEqualTo(refusal);
        assertThat(result.events()).isNull();
        assertThat(result.timers()).isNull();
    }

    private static TrialDraft draft() {
        TrialDraft draft = new TrialDraft(planned(), Instant.EPOCH);
        draft.found.events(EVENTS);
        draft.found.latencyNs(LATENCY);
        draft.found.drain(DRAIN);
        draft.found.ttl(TTL);
        draft.found.timers(new TrialResult.Timers(1_000, 9, 0, 2, LATENCY));
        draft.found.recovery(
                new Recovery(5_000, 800, null, null, 99, 3, List.of(new Recovery.Second(-1_000, 10, 7L, 8L, 4)), null));
        return draft;
    }

    private static PlannedTrial planned() {
        return new PlannedTrial(
                1,
                1,
                new Condition(
                        "main",
                        Experiment.OFFERED,
                        Workload.DEFAULT,
                        Timing.DEFAULT,
                        List.of("spark"),
                        List.of(),
                        null),
                Checkout.VARIANTS.named("spark"));
    }
}
