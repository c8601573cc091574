package org.keyedstatebench.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.HostileRecords;
import org.keyedstatebench.event.HostileRecords.HostileRecord;

class EventCounterTest {

    private final List<String> rows = new ArrayList<>();
    private final EventCounter counter =
            new EventCounter((key, row) -> rows.add(new String(key, UTF_8) + " " + new String(row, UTF_8)));

    @Test
    void everyEventGivesARowWithTheCountOfItsKey() {
        count("a");
        count("b");
        count("a");

        assertThat(rows)
                .containsExactly(
                        "a {\"key\":\"a\",\"running_count\":1}",
                        "b {\"key\":\"b\",\"running_count\":1}",
                        "a {\"key\":\"a\",\"running_count\":2}");
        assertThat(counter.events()).isEqualTo(3);
        assertThat(counter.keys()).isEqualTo(2);
    }

    @Test
    void aMalformedEventIsSkippedAndCounted() {
        count("a");
        counter.count("no json".getBytes(UTF_8));
        counter.count(null);
        count("a");

        assertThat(rows).hasSize(2).last().asString().contains("\"running_count\":2");
        assertThat(counter.malformed()).isEqualTo(2);
        assertThat(counter.events()).isEqualTo(2);
    }

    @Test
    void hostileRecordsAreCountedOrSkippedAsTheRuleSays() {
        Map<String, Long> counts = new HashMap<>();
        List<String> expected = new ArrayList<>();
        long malformed = 0;
        for (HostileRecord hostile : HostileRecords.all()) {
            counter.count(hostile.value());
            if (hostile.isMalformed()) {
                malformed++;
            } else {
                byte[] row = new CountEncoder().encode(hostile.key(), counts.merge(hostile.key(), 1L, Long::sum));
                expected.add(hostile.key() + " " + new String(row, UTF_8));
            }
        }

        assertThat(rows).isEqualTo(expected);
        assertThat(counter.malformed()).isEqualTo(malformed);
        assertThat(counter.keys()).isEqualTo(counts.size());
    }

    @Test
    void aKeyBeyondAsciiKeepsItsForm() {
        count("sch\u00f6n \"\u2603\"");

        assertThat(rows)
                .containsExactly("sch\u00f6n \"\u2603\" {\"key\":\"sch\u00f6n \\\"\u2603\\\"\",\"running_count\":1}");
    }

    private void count(String key) {
        counter.count(new EventEncoder(0).encode(new Event("id", "view", key, 1, 1)));
    }
}
