package org.keyedstatebench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;

class FullSpeedTest {

    private final EventSequence sequence = new EventSequence(7, KeySpace.uniform(5));

    @Test
    void sendsExactlyTheEventsOfTheRangeInOrder() {
        List<String> sent = new ArrayList<>();
        EventSink sink = (key, value) -> sent.add(key + new String(value, StandardCharsets.US_ASCII));
        LoadGenerator load = LoadGenerator.atFullSpeed(sequence, 0, 0, 900, 2_000, sink, () -> 42);
        assertThat(load.attempted()).isEqualTo(900);
        load.run();
        List<String> expected = new ArrayList<>();
        EventEncoder encoder = new EventEncoder(0);
        for (long i = 900; i < 2_000; i++) {
            expected.add(sequence.keyIndex(i)
                    + new String(encoder.encode(sequence.event(i, 42)), StandardCharsets.US_ASCII));
        }
        assertThat(sent).isEqualTo(expected);
        assertThat(load.attempted()).isEqualTo(2_000);
    }

    @Test
    void anEventIsKnownBeforeItIsHandedOver() {
        List<Long> known = new ArrayList<>();
        LoadGenerator[] load = new LoadGenerator[1];
        load[0] = LoadGenerator.atFullSpeed(
                sequence, 0, 0, 5, 8, (key, value) -> known.add(load[0].attempted()), () -> 42);
        load[0].run();
        assertThat(known).containsExactly(6L, 7L, 8L);
    }

    @Test
    void stopsWhenItIsTold() {
        LoadGenerator[] load = new LoadGenerator[1];
        load[0] = LoadGenerator.atFullSpeed(
                sequence,
                0,
                0,
                0,
                Long.MAX_VALUE,
                (key, value) -> {
                    if (load[0].attempted() == 1_000) {
                        load[0].stop();
                    }
                },
                () -> 42);
        load[0].run();
        assertThat(load[0].attempted()).isEqualTo(1_000);
    }

    @Test
    void aRangeThatRunsBackwardsIsRefused() {
        assertThatThrownBy(() -> LoadGenerator.atFullSpeed(sequence, 0, 0, 2, 1, (key, value) -> {}, () -> 42))
                .hasMessageContaining("got 2 to 1");
    }
}
