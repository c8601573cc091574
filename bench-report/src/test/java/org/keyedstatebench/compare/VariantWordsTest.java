package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.scenario.Variant;

class VariantWordsTest {

    private static Variant variant(Trigger trigger, Guarantee guarantee, Duration checkpoints, Boolean changelog) {
        return new Variant(
                "v",
                "spark",
                "rocksdb",
                trigger,
                Operator.COUNT,
                Emission.PER_KEY,
                guarantee,
                checkpoints,
                changelog,
                false,
                null,
                null,
                Map.of());
    }

    @Test
    void triggersAreSaidAsTheFieldSaysThem() {
        assertThat(Trigger.PER_RECORD.words()).isEqualTo("per record");
        assertThat(Trigger.ASAP.words()).isEqualTo("micro-batch as fast as possible (trigger 0)");
        assertThat(Trigger.every(Duration.ofSeconds(10)).words()).isEqualTo("micro-batch every 10s");
        assertThat(Trigger.AVAILABLE_NOW.words()).isEqualTo("available-now");
        assertThat(Trigger.realTime(Duration.ofSeconds(5)).words()).isEqualTo("real-time, batches of 5s");
    }

    @Test
    void emissionsAreSaidByTheirRows() {
        assertThat(VariantWords.emission(Emission.PER_EVENT)).isEqualTo("a row per event");
        assertThat(VariantWords.emission(Emission.PER_KEY)).isEqualTo("a row per changed key and batch");
    }

    @Test
    void aBackendIsSaidWithItsChangelogWhereItHasTheChoice() {
        assertThat(VariantWords.backend(variant(Trigger.ASAP, Guarantee.AT_LEAST_ONCE, Duration.ZERO, null)))
                .isEqualTo("rocksdb");
        assertThat(VariantWords.backend(variant(Trigger.ASAP, Guarantee.AT_LEAST_ONCE, Duration.ZERO, true)))
                .isEqualTo("rocksdb with changelog");
        assertThat(VariantWords.backend(variant(Trigger.ASAP, Guarantee.AT_LEAST_ONCE, Duration.ZERO, false)))
                .isEqualTo("rocksdb without changelog");
    }

    @Test
    void aMicroBatchCommitsWhateverTheInterval() {
        Duration five = Duration.ofSeconds(5);
        assertThat(VariantWords.checkpointing(variant(Trigger.ASAP, Guarantee.AT_LEAST_ONCE, five, null)))
                .isEqualTo("commit with every batch, at-least-once");
        assertThat(VariantWords.checkpointing(variant(Trigger.PER_RECORD, Guarantee.EXACTLY_ONCE, five, null)))
                .isEqualTo("checkpoint every 5s, exactly-once");
        assertThat(VariantWords.checkpointing(
                        variant(Trigger.PER_RECORD, Guarantee.AT_LEAST_ONCE, Duration.ZERO, null)))
                .isEqualTo("no checkpoints, at-least-once");
    }
}
