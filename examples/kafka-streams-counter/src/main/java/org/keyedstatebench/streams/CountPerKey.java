package org.keyedstatebench.streams;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.KeyedEvent;

/** Counts the events of each key of a partition, and writes a row for every one. One instance a task. */
final class CountPerKey implements Processor<String, byte[], String, byte[]> {

    static final String STORE = "counts";

    private final LongAdder malformed;
    private final Replay replay;
    private final CountEncoder encoder = new CountEncoder();
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, KeyCount> counts;

    /**
     * @param malformed shared by all tasks
     * @param replay events that may come again
     */
    CountPerKey(LongAdder malformed, Replay replay) {
        this.malformed = malformed;
        this.replay = replay;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.counts = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> event) {
        Optional<KeyedEvent> decoded = EventDecoder.decode(event.value());
        if (decoded.isEmpty()) {
            malformed.increment();
            return;
        }
        String key = decoded.get().key();
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (!key.equals(event.key())) {
            throw new StreamsFailure("the record " + place.topic() + "-" + place.partition() + "@" + place.offset()
                    + " has another key than its event, so events of a key may be in several partitions: this counter has no"
                    + " repartition topic");
        }
        long count = count(key, place);
        counts.put(key, new KeyCount(count, place.offset()));
        context.forward(event.withValue(encoder.encode(key, count)));
    }

    private long count(String key, RecordMetadata place) {
        KeyCount last = counts.get(key);
        if (last == null) {
            return 1;
        }
        return place.offset() > last.offset()
                ? last.count() + 1
                : last.count() - replay.behind(place.partition(), key, place.offset(), last.offset());
    }
}
