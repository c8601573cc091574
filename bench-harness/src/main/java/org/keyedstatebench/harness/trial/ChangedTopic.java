package org.keyedstatebench.harness.trial;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.kafka.Topics;

/** Finds out whether somebody else changed a topic under a trial: what was lost then is not to be laid at the engine's door. */
final class ChangedTopic {

    private ChangedTopic() {}

    /**
     * @param topics that were made with so many partitions
     * @param find what a topic is like now; empty if it is gone
     * @return what became of the first that is not as it was made; empty if none is known to have changed
     */
    static Optional<String> among(List<String> topics, int partitions, Function<String, Optional<Topics.Shape>> find) {
        try {
            for (String topic : topics) {
                Optional<Topics.Shape> now = find.apply(topic);
                if (now.isEmpty()) {
                    return Optional.of("the topic '" + topic + "' is gone: somebody else deleted it meanwhile");
                }
                if (now.get().partitions() != partitions) {
                    return Optional.of(
                            "the topic '" + topic + "' has " + now.get().partitions() + " partitions and was made with "
                                    + partitions + ": somebody else changed it meanwhile");
                }
            }
            return Optional.empty();
        } catch (KafkaUnavailableException e) {
            // Then it is Kafka that fails, and the trial has said so.
            return Optional.empty();
        }
    }
}
