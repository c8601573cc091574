package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;

class PassedThroughTest {

    private final PassedThrough rows = new PassedThrough(3);

    private static byte[] event(String key) {
        return new EventEncoder(0).encode(new Event("id", "view", key, 1, 1));
    }

    @Test
    void theNthRowOfAKeyCoversItsNthEvent() {
        assertThat(rows.decode(event("key-2"))).contains(Count.of("key-2", 1));
        assertThat(rows.decode(event("key-0"))).contains(Count.of("key-0", 1));
        assertThat(rows.decode(event("key-2"))).contains(Count.of("key-2", 2));
    }

    @Test
    void onlyKeysOfTheWorkloadAreCounted() {
        assertThat(rows.decode(event("key-0"))).contains(Count.of("key-0", 1));
        assertThat(rows.decode(event("key-0"))).contains(Count.of("key-0", 2));
        assertThat(rows.decode(event("key-3"))).contains(Count.of("key-3", 1));
        assertThat(rows.decode(event("key-3"))).contains(Count.of("key-3", 1));
    }

    @Test
    void aProbeIsFoundByItsKey() {
        assertThat(rows.decode(event("probe-7"))).contains(Count.of("probe-7", 1));
    }

    @Test
    void whatIsNoEventIsNoCount() {
        assertThat(rows.decode("{\"key\":\"key-0\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(rows.decode(null)).isEmpty();
    }
}
