package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventCodecTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void anEventOfTheSequenceIsTheJsonOfTheContract() {
        EventSequence sequence = new EventSequence(5, KeySpace.uniform(10));
        for (long i = 0; i < 1000; i++) {
            byte[] bytes = new EventEncoder(0).encode(sequence, i, 1_760_000_000_000L);
            Event event = sequence.event(i, 1_760_000_000_000L);
            JsonNode json = JSON.readTree(bytes);
            assertThat(json.propertyNames()).containsExactly("event_id", "event_type", "key", "value", "produced_at");
            assertThat(json.get("event_id").asString()).isEqualTo(event.eventId());
            assertThat(json.get("event_type").asString()).isEqualTo(event.eventType());
            assertThat(json.get("key").asString()).isEqualTo(event.key());
            assertThat(json.get("value").asLong()).isEqualTo(event.value());
            assertThat(json.get("produced_at").asLong()).isEqualTo(1_760_000_000_000L);
            assertThat(EventDecoder.decode(bytes)).contains(new KeyedEvent(event.key(), 1_760_000_000_000L));
        }
    }

    @Test
    void theFastWayAndTheGeneralWayWriteTheSameBytes() {
        for (KeySpace keys : new KeySpace[] {KeySpace.uniform(1_000_000), KeySpace.zipf(1_000, 1.1)}) {
            EventSequence sequence = new EventSequence(11, keys);
            for (int payload : new int[] {0, 100, 110, 118, 119, 120, 121, 122, 123, 124, 125, 140, 1024}) {
                EventEncoder encoder = new EventEncoder(payload);
                for (long i = 0; i < 2_000; i++) {
                    long producedAt = i % 3 == 0 ? i * i : 1_760_000_000_000L + i / 7;
                    assertThat(encoder.encode(sequence, i, producedAt))
                            .isEqualTo(encoder.encode(sequence.event(i, producedAt)));
                }
            }
        }
    }

    @Test
    void paddingGivesTheWantedSizeAndChangesNothingElse() {
        EventSequence sequence = new EventSequence(5, KeySpace.uniform(10));
        for (int size : new int[] {200, 256, 1024, 100_000}) {
            byte[] bytes = new EventEncoder(size).encode(sequence, 3, 1_760_000_000_000L);
            assertThat(bytes).hasSize(size);
            assertThat(EventDecoder.decode(bytes)).contains(new KeyedEvent(sequence.key(3), 1_760_000_000_000L));
        }
        int natural = new EventEncoder(0).encode(sequence, 3, 1).length;
        assertThat(new EventEncoder(10).encode(sequence, 3, 1)).hasSize(natural);
        assertThatThrownBy(() -> new EventEncoder(-1)).hasMessageContaining("got -1");
    }

    @Test
    void keysThatNeedEscapingSurvive() {
        for (String key : new String[] {"a\"b", "back\\slash", "tab\t", "ümlaut", "emoji 🎉", "\u0001"}) {
            byte[] bytes = new EventEncoder(0).encode(new Event("id", "t", key, -17, 1));
            assertThat(EventDecoder.decode(bytes)).contains(new KeyedEvent(key, 1));
            assertThat(CountDecoder.decode(new CountEncoder().encode(key, 3))).contains(Count.of(key, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "null",
                "42",
                "\"text\"",
                "[1,2]",
                "{}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":1,\"produced_at\":1",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":1,\"produced_at\":1} x",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":1,\"produced_at\":1}{}",
                "{\"event_type\":\"b\",\"key\":\"k\",\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"key\":\"k\",\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":1}",
                "{\"event_id\":1,\"event_type\":\"b\",\"key\":\"k\",\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":null,\"key\":\"k\",\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"\",\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":7,\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":[\"k\"],\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":{\"key\":\"k\"},\"value\":1,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":1.5,\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":\"1\",\"produced_at\":1}",
                "{\"event_id\":\"a\",\"event_type\":\"b\",\"key\":\"k\",\"value\":1,\"produced_at\":99999999999999999999}",
            })
    void aMalformedEventIsNoEvent(String json) {
        assertThat(EventDecoder.decode(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aTombstoneIsMalformed() {
        assertThat(EventDecoder.decode(null)).isEmpty();
        assertThat(CountDecoder.decode(null)).isEmpty();
    }

    @Test
    void unknownFieldsOfAnyShapeAreIgnored() {
        String json =
                "{\"x\":{\"key\":\"wrong\",\"y\":[1,{}]},\"event_id\":\"a\",\"event_type\":\"b\",\"z\":[{\"key\":3}],"
                        + "\"key\":\"right\",\"value\":1,\"produced_at\":9,\"padding\":null}";
        assertThat(EventDecoder.decode(json.getBytes(UTF_8))).contains(new KeyedEvent("right", 9));
    }

    @Test
    void aCountIsTheJsonOfTheContract() {
        assertThat(new String(new CountEncoder().encode("key-7", 1_234_567_890_123L), UTF_8))
                .isEqualTo("{\"key\":\"key-7\",\"running_count\":1234567890123}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "{\"key\":\"k\"}",
                "{\"running_count\":1}",
                "{\"key\":\"k\",\"running_count\":0}",
                "{\"key\":\"k\",\"running_count\":-1}",
                "{\"key\":\"k\",\"running_count\":9223372036854775808}",
                "{\"key\":\"k\",\"running_count\":1e3}",
                "{\"key\":\"k\",\"running_count\":\"1\"}",
                "{\"key\":\"k\",\"running_count\":1,\"running_count\":1}",
                "{\"key\":\"k\",\"key\":\"k\",\"running_count\":1}",
                "{\"key\":\"\\ud800\",\"running_count\":1}",
                "{\"key\":null,\"running_count\":1}",
                "{\"key\":\"k\",\"running_count\":1,\"idle\":1}",
                "{\"key\":\"k\",\"running_count\":1} x",
                "{\"key\":\"k\",\"running_count\":1",
                "[]"
            })
    void whatIsNoCountIsNone(String json) {
        assertThat(CountDecoder.decode(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aRowMayHaveOtherFieldsAndAnotherOrder() {
        String row = " {\"idle\":true,\"x\":[{}],\"running_count\":9223372036854775807,\"\\u006bey\":\"\"} ";
        assertThat(CountDecoder.decode(row.getBytes(UTF_8))).contains(new Count("", Long.MAX_VALUE, true));
        assertThat(CountDecoder.decode("{\"key\":\"k\",\"running_count\":1,\"idle\":false}".getBytes(UTF_8)))
                .contains(Count.of("k", 1));
    }

    @Test
    void aHostileRecordInTheOutputIsNoCount() {
        HostileRecords.all()
                .forEach(hostile -> assertThat(CountDecoder.decode(hostile.value()))
                        .as(hostile.what())
                        .isEmpty());
    }
}
