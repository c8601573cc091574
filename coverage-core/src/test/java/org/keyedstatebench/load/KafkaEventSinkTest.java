package org.keyedstatebench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaEventSinkTest {

    @Test
    void aBrokerThatIsGoneIsSaidToBeAndNotOnlyThatATopicIsNotKnown() {
        Map<String, String> properties = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "50");
        try (KafkaEventSink sink = new KafkaEventSink("events", properties)) {
            sink.send(new byte[1], new byte[1]);

            assertThat(sink.failed()).isEqualTo(1);
            assertThat(sink.firstFailure())
                    .contains(
                            "Topic events not present in metadata after 50 ms. No broker took them in time: is one there,"
                                    + " is it overloaded, and does the topic still exist?");
            assertThat(sink.refusal()).isEmpty();
        }
    }
}
