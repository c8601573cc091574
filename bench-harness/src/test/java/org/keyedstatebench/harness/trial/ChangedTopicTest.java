package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.kafka.Topics.Shape;

class ChangedTopicTest {

    private static Optional<String> among(Map<String, Shape> now) {
        return TrialSetting.changedTopic(List.of("events", "counts"), 4, topic -> Optional.ofNullable(now.get(topic)));
    }

    @Test
    void topicsAsTheyWereMadeExplainNothing() {
        assertThat(among(Map.of("events", new Shape(4, 1), "counts", new Shape(4, 3))))
                .isEmpty();
    }

    @Test
    void aDeletedOrAGrownTopicIsNamed() {
        assertThat(among(Map.of("events", new Shape(4, 1))))
                .contains("the topic 'counts' is gone: somebody else deleted it meanwhile");
        assertThat(among(Map.of("events", new Shape(8, 1), "counts", new Shape(4, 1))))
                .contains(
                        "the topic 'events' has 8 partitions and was made with 4: somebody else changed it meanwhile");
    }

    @Test
    void aKafkaThatDoesNotAnswerLeavesTheTrialItsOwnWords() {
        assertThat(TrialSetting.changedTopic(List.of("events"), 4, topic -> {
                    throw new KafkaUnavailableException("no broker answered");
                }))
                .isEmpty();
    }
}
