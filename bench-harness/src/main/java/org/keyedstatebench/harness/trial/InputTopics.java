package org.keyedstatebench.harness.trial;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Workload;

/**
 * The input topics of a run, made when a trial first asks for them and shared by all trials and engines. Used by the run's
 * thread.
 */
public final class InputTopics implements AutoCloseable {

    private final KafkaCluster kafka;
    private final Topics topics;
    private final String prefix;
    private final boolean keep;
    private final Set<String> made = new LinkedHashSet<>();
    private final Map<String, Preloaded> preloaded = new HashMap<>();

    /**
     * @param prefix begins the name of every topic of the run
     * @param keep whether topics stay when the run is over
     */
    public InputTopics(KafkaCluster kafka, Topics topics, String prefix, boolean keep) {
        this.kafka = kafka;
        this.topics = topics;
        this.prefix = prefix;
        this.keep = keep;
    }

    /** The topic that takes every open-loop load over so many partitions. */
    String offered(int partitions) {
        return made(prefix + "-events-" + partitions, partitions);
    }

    /** A topic of this name, which is made if the run has none yet. */
    String made(String name, int partitions) {
        if (made.add(name)) {
            topics.create(name, partitions);
        }
        return name;
    }

    /**
     * A topic that holds events before any engine starts, so that every engine drains the very same records.
     *
     * @param topic that holds nothing else
     * @param startOffsets of its first records, by partition
     * @param sequence whose first events it holds
     * @param events how many
     * @param malformed records among them
     */
    record Preloaded(
            String topic, Map<Integer, Long> startOffsets, EventSequence sequence, long events, long malformed) {}

    /**
     * The topic of a condition that holds so many events, which are sent when it is first asked for.
     *
     * @param seed of the sequence that the events come from
     * @throws KafkaUnavailableException if Kafka has not all of them
     */
    Preloaded preloaded(Condition condition, long events, long seed, Map<String, String> clientProperties)
            throws InterruptedException {
        Preloaded known = preloaded.get(condition.name());
        if (known == null) {
            String topic = made(
                    prefix + "-preloaded-" + condition.name(),
                    condition.workload().partitions());
            known = load(topic, condition.workload(), events, seed, clientProperties);
            preloaded.put(condition.name(), known);
        }
        return known;
    }

    /** Sends the events as fast as Kafka takes them, and makes sure that it has them all. */
    private Preloaded load(
            String topic, Workload workload, long events, long seed, Map<String, String> clientProperties)
            throws InterruptedException {
        Map<Integer, Long> start = topics.endOffsets(topic);
        EventSequence sequence = new EventSequence(seed, workload.keys());
        long records;
        try (KafkaEventSink sink = new KafkaEventSink(topic, clientProperties)) {
            LoadGenerator generator = LoadGenerator.atFullSpeed(
                    sequence,
                    workload.payloadBytes(),
                    workload.malformedEvery(),
                    0,
                    events,
                    sink,
                    System::currentTimeMillis);
            Delivery.of(generator, sink, kafka, () -> {
                if (sink.failed() > 0) {
                    generator.stop();
                }
            });
            if (sink.failed() > 0) {
                throw new KafkaUnavailableException(sink.failed() + " of " + generator.attempted()
                        + " events could not be preloaded, the first because of: "
                        + sink.firstFailure().orElseThrow());
            }
            records = events + generator.malformedSent();
        }
        long held = topics.endOffsets(topic).entrySet().stream()
                .mapToLong(end -> end.getValue() - start.get(end.getKey()))
                .sum();
        if (held != records) {
            throw new KafkaUnavailableException("the topic '" + topic + "' should hold " + records
                    + " preloaded records, and holds " + held + ": is somebody else writing to it?");
        }
        return new Preloaded(topic, start, sequence, events, records - events);
    }

    /** Names of the topics that were made. */
    public List<String> names() {
        return List.copyOf(made);
    }

    /** Deletes them, unless they are to be kept or go with their broker. */
    @Override
    public void close() {
        if (!keep && !made.isEmpty() && kafka.outlivesTheCommand()) {
            topics.delete(List.copyOf(made));
        }
    }
}
