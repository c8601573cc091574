package org.keyedstatebench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.event.KeyedEvent;
import org.keyedstatebench.measure.Window;

/** Time is a number here: the pacer moves it, and a slow sink moves it further. */
class LoadGeneratorTest {

    private static final long PERIOD_NS = 1_000_000;

    private final EventSequence sequence = new EventSequence(7, KeySpace.uniform(5));
    private final Schedule schedule = new Schedule(0, 1_000);
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Long> lateness = new ArrayList<>();
    private long now;
    private LoadGenerator generator;

    private void run(int events, int malformedEvery, Window window, long stallAtEvent, long stallNs) {
        EventSink sink = (key, value) -> {
            sent.add(value);
            if (generator.attempted() - 1 == stallAtEvent) {
                now += stallNs;
            }
        };
        Pacer pacer = due -> {
            if (generator.attempted() == events) {
                generator.stop();
            }
            now = Math.max(now, due);
            return now;
        };
        generator = new LoadGenerator(sequence, 0, schedule, malformedEvery, sink, pacer, () -> 42, lateness::add);
        generator.measure(window);
        generator.run();
    }

    @Test
    void sendsTheEventsOfTheSequenceInOrder() {
        run(100, 0, Window.NONE, -1, 0);
        assertThat(sent).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(EventDecoder.decode(sent.get(i))).contains(new KeyedEvent(sequence.key(i), 42));
        }
        assertThat(generator.attempted()).isEqualTo(100);
    }

    @Test
    void aStallIsChargedAsLatenessAndDelaysNoLaterDueTime() {
        // Event 10 takes 5 periods: events 11 to 14 are 4, 3, 2, 1 periods late, event 15 is on time again.
        run(20, 0, new Window(0, 20, 0, 0), 10, 5 * PERIOD_NS);
        assertThat(lateness).hasSize(20);
        assertThat(lateness.subList(9, 17))
                .containsExactly(0L, 0L, 4 * PERIOD_NS, 3 * PERIOD_NS, 2 * PERIOD_NS, PERIOD_NS, 0L, 0L);
    }

    @Test
    void onlyTheWindowIsRecorded() {
        run(100, 0, new Window(10, 30, 0, 0), -1, 0);
        assertThat(lateness).hasSize(20);
        assertThat(generator.windowRateHz()).isEqualTo(1_000);
    }

    @Test
    void aRateThatWasNotHeldShows() {
        run(100, 0, new Window(0, 100, 0, 0), 98, 99 * PERIOD_NS);
        assertThat(generator.windowRateHz()).isBetween(500.0, 505.0);
    }

    @Test
    void malformedEventsOfAllKindsAreSentOnTop() {
        int kinds = LoadGenerator.MALFORMED.length;
        run(kinds * 10, 10, Window.NONE, -1, 0);
        assertThat(generator.malformedSent()).isEqualTo(kinds).isGreaterThan(60);
        List<byte[]> malformed = sent.stream()
                .filter(value -> EventDecoder.decode(value).isEmpty())
                .toList();
        assertThat(malformed).hasSize(kinds).contains(null, "not json".getBytes(UTF_8), new byte[0]);
        assertThat(sent).hasSize(kinds * 11);
    }
}
