package org.keyedstatebench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.job.JobSpec;

class CountPerKeyTest {

    @TempDir
    private Path folder;

    private final LongAdder malformed = new LongAdder();

    private static byte[] event(String key) {
        return new EventEncoder(0).encode(new Event("id", "click", key, 17, 1_760_000_000_000L));
    }

    private TopologyTestDriver driver(JobSpec spec, Replay replay) {
        Properties properties = Settings.of(spec, "test");
        return new TopologyTestDriver(CountTopology.of(spec, malformed, replay, System.out), properties);
    }

    private static TestInputTopic<String, byte[]> events(TopologyTestDriver driver) {
        return driver.createInputTopic("events", new StringSerializer(), new ByteArraySerializer());
    }

    private static List<String> rows(TopologyTestDriver driver) {
        return driver
                .createOutputTopic("counts", new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(row -> new String(row, UTF_8))
                .toList();
    }

    private static String row(String key, long count) {
        return "{\"key\":\"" + key + "\",\"running_count\":" + count + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "in-memory"})
    void everyEventHasARowWithTheCountOfItsKey(String backend) {
        try (TopologyTestDriver driver = driver(Specs.spec(folder, backend), Replay.NONE)) {
            for (String key : List.of("a", "b", "a", "a", "b")) {
                events(driver).pipeInput(key, event(key));
            }
            assertThat(rows(driver)).containsExactly(row("a", 1), row("b", 1), row("a", 2), row("a", 3), row("b", 2));
        }
    }

    @Test
    void aMalformedEventIsSkippedAndCounted() {
        try (TopologyTestDriver driver = driver(Specs.spec(folder, "in-memory"), Replay.NONE)) {
            events(driver).pipeInput("a", "no JSON".getBytes(UTF_8));
            events(driver).pipeInput("a", null);
            events(driver).pipeInput("a", event("a"));
            assertThat(rows(driver)).containsExactly(row("a", 1));
            assertThat(malformed.sum()).isEqualTo(2);
        }
    }

    @Test
    void aRecordWithAnotherKeyThanItsEventEndsTheJobWithASentence() {
        try (TopologyTestDriver driver = driver(Specs.spec(folder, "in-memory"), Replay.NONE)) {
            assertThatThrownBy(() -> events(driver).pipeInput("b", event("a")))
                    .hasStackTraceContaining("events-0@0 has another key than its event");
        }
    }

    @Test
    void eventsThatComeAgainHaveTheRowsThatTheyHadAndAreCountedOnce() {
        TopicPartition events = new TopicPartition("events", 0);
        TopicPartition changelog = new TopicPartition("changelog", 0);
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
        consumer.updateEndOffsets(Map.of(changelog, 5L, events, 9L));
        // Five events were counted, two of them committed; a sixth had been sent.
        List<String> sent = List.of("a", "b", "a", "b", "a", "a");
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                "changelog", 0, 4, "a", KeyCount.SERDE.serializer().serialize("changelog", new KeyCount(3, 4)))));
        consumer.schedulePollTask(() -> {
            for (int i = 2; i < sent.size(); i++) {
                consumer.addRecord(new ConsumerRecord<>("events", 0, i, sent.get(i), event(sent.get(i))));
            }
        });
        Replay replay = Replay.read(consumer, "events", "changelog", Map.of(0, 2L));

        try (TopologyTestDriver driver = driver(Specs.spec(folder, "in-memory"), replay)) {
            // The driver's offsets begin at 0: the first two are of another key.
            events(driver).pipeInput("x", event("x"));
            events(driver).pipeInput("x", event("x"));
            KeyValueStore<String, KeyCount> counts = driver.getKeyValueStore(CountPerKey.STORE);
            counts.put("a", new KeyCount(3, 4));
            counts.put("b", new KeyCount(2, 3));
            for (String key : sent.subList(2, 6)) {
                events(driver).pipeInput(key, event(key));
            }
            assertThat(rows(driver))
                    .containsExactly(row("x", 1), row("x", 2), row("a", 2), row("b", 2), row("a", 3), row("a", 4));
        }
    }

    @Test
    void aCleanStopLeavesNothingToReplay() {
        TopicPartition changelog = new TopicPartition("changelog", 0);
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
        consumer.updateEndOffsets(Map.of(changelog, 0L));
        Replay replay = Replay.read(consumer, "events", "changelog", Map.of(0, 2L));
        assertThat(replay.behind(0, "a", 0, 100)).isZero();
    }
}
