package org.keyedstatebench.harness.trial;

import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * A topic that holds events before any engine starts, so that every engine drains the very same records.
 *
 * @param topic that holds nothing else
 * @param startOffsets of its first records, by partition
 * @param sequence whose first events it holds
 * @param events how many
 * @param malformed records among them
 */
record PreloadedInput(
        String topic, Map<Integer, Long> startOffsets, EventSequence sequence, long events, long malformed) {

    /** Rate of the schedule; nobody waits for it. */
    private static final long FULL_SPEED = 10_000_000;

    /**
     * Sends the events as fast as Kafka takes them, and makes sure that it has them all.
     *
     * @throws KafkaUnavailableException if it has not
     */
    static PreloadedInput load(
            String topic,
            KafkaCluster kafka,
            Topics topics,
            EventSequence sequence,
            long events,
            Workload workload,
            Map<String, String> clientProperties)
            throws InterruptedException {
        Map<Integer, Long> start = topics.endOffsets(topic);
        long malformed;
        try (KafkaEventSink sink = new KafkaEventSink(topic, clientProperties)) {
            LoadGenerator generator = new LoadGenerator(
                    sequence,
                    workload.payloadBytes(),
                    new Schedule(System.nanoTime(), FULL_SPEED),
                    workload.malformedEvery(),
                    sink,
                    dueNs -> System.nanoTime(),
                    System::currentTimeMillis,
                    lateness -> {});
            generator.stopAfter(events);
            try {
                Delivery.of(generator, sink, kafka, () -> {
                    if (sink.failed() > 0) {
                        generator.stop();
                    }
                });
            } finally {
                generator.stop();
            }
            if (sink.failed() > 0) {
                throw new KafkaUnavailableException(sink.failed() + " of " + generator.attempted()
                        + " events could not be preloaded, the first because of: "
                        + sink.firstFailure().orElseThrow());
            }
            malformed = generator.malformedSent();
        }
        long held = 0;
        for (Map.Entry<Integer, Long> end : new TreeMap<>(topics.endOffsets(topic)).entrySet()) {
            held += end.getValue() - start.get(end.getKey());
        }
        if (held != events + malformed) {
            throw new KafkaUnavailableException("the topic '" + topic + "' should hold " + (events + malformed)
                    + " preloaded records, and holds " + held + ": is somebody else writing to it?");
        }
        return new PreloadedInput(topic, start, sequence, events, malformed);
    }

    /**
     * What an engine is to read.
     *
     * @param batchEvents most records of a micro-batch, for an engine that works in some
     */
    Source source(long batchEvents, Variant variant) {
        return new Source(topic, startOffsets, Map.of(), DrainPhases.isMicroBatch(variant) ? batchEvents : null);
    }
}
