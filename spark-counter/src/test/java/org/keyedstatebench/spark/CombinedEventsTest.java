package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;

class CombinedEventsTest {

    private final MalformedRecords malformed = new MalformedRecords();

    @Test
    void aKeyGetsOneRowWithTheNumberOfItsEventsAndTheNewestTime() {
        assertThat(combine(Stream.of(event("a", 7), event("b", 5), event("a", 9), event("a", 8))))
                .extracting(Tally::getKey, Tally::getEvents, Tally::getNewestMs)
                .containsExactlyInAnyOrder(tuple("a", 3L, 9L), tuple("b", 1L, 5L));
    }

    @Test
    void malformedRecordsAreSkippedAndCounted() {
        assertThat(combine(Stream.of("[".getBytes(UTF_8), event("a", 1), new byte[0])))
                .singleElement()
                .extracting(Tally::getEvents)
                .isEqualTo(1L);
        assertThat(malformed.upTo(Long.MAX_VALUE)).isEqualTo(2);
    }

    @Test
    void moreKeysThanStandInMemoryAreAllCounted() {
        int keys = CombinedEvents.KEYS * 2 + 1;
        List<Tally> tallies =
                combine(IntStream.range(0, 2 * keys).mapToObj(event -> event("k" + event % keys, 1 + event)));

        assertThat(tallies.stream().map(Tally::getKey).distinct()).hasSize(keys);
        assertThat(tallies.stream().collect(summingLong(Tally::getEvents))).isEqualTo(2L * keys);
    }

    private List<Tally> combine(Stream<byte[]> records) {
        List<Tally> tallies = new ArrayList<>();
        Iterator<Tally> combined = new CombinedEvents(malformed).call(records.iterator());
        combined.forEachRemaining(tallies::add);
        return tallies;
    }

    private static byte[] event(String key, long producedAt) {
        return new EventEncoder(0).encode(new Event("id", "type", key, 1, producedAt));
    }
}
