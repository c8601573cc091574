package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BareClientsTest {

    @Test
    void aRecordHasTheSizeThatIsWanted() {
        for (int n = 0; n < 1000; n++) {
            int bytes = 109 + n % 50;
            assertThat(BareClients.key(n).length + BareClients.value(n, bytes).length)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aRecordIsAnEventOfItsKey() {
        assertThat(new String(BareClients.key(142), StandardCharsets.US_ASCII)).isEqualTo("key-42");
        assertThat(new String(BareClients.value(142, 112), StandardCharsets.US_ASCII))
                .isEqualTo(
                        "{\"event_id\":\"000000000000008e\",\"event_type\":\"tttt\",\"key\":\"key-42\",\"value\":242,"
                                + "\"produced_at\":1760000000000}");
    }

    @Test
    void aRecordThatCannotBeSoSmallIsRefused() {
        assertThatThrownBy(() -> BareClients.value(1, 20)).hasMessageContaining("got 20");
    }

    @Test
    void asManyRecordsAreDueAsTheRateSaysAlsoAfterDays() {
        assertThat(BareClients.due(0, 10_000)).isZero();
        assertThat(BareClients.due(99_999, 10_000)).isZero();
        assertThat(BareClients.due(100_000, 10_000)).isEqualTo(1);
        assertThat(BareClients.due(1_500_000_000L, 3)).isEqualTo(4);
        assertThat(BareClients.due(30L * 86_400 * 1_000_000_000L, 1_000_000)).isEqualTo(30L * 86_400 * 1_000_000);
    }

    @Test
    void tooFewArgumentsAreRefusedWithWhatIsExpected() {
        assertThatThrownBy(() -> BareClients.run(new String[] {"127.0.0.1:1", "in", "out", "5"}))
                .hasMessageContaining("OUTPUT_TOPIC RATE RECORD_BYTES, got 127.0.0.1:1 in out 5");
    }
}
