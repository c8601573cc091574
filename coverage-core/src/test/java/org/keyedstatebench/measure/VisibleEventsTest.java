package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;

/** The account in the middle of a load: what was sent before is told from what came after. */
class VisibleEventsTest {

    private static final CoveredEvents NOBODY = new CoveredEvents() {
        @Override
        public void covered(long event, long latencyNs) {}

        @Override
        public void pollEnded(long visibleNs, long coveredEvents) {}
    };

    private final EventSequence sequence = new EventSequence(1, KeySpace.uniform(5));
    private final AtomicLong attempted = new AtomicLong();
    private final VisibleEvents events =
            new VisibleEvents(sequence, event -> event, attempted::get, true, NOBODY, null, null);
    private final long[] counts = new long[5];

    private void row(long event) {
        int key = sequence.keyIndex(event);
        events.row(key, ++counts[key]);
    }

    @Test
    void onlyWhatWasSentBeforeTheAccountIsOverdue() {
        attempted.set(10);
        events.pollReturned(1);
        row(0);
        row(1);
        Coverage.Account account = events.accountSoFar();
        assertThat(account.sent()).isEqualTo(10);
        assertThat(account.covered()).isEqualTo(2);
        assertThat(events.overdue()).isEqualTo(8);

        attempted.set(20);
        events.pollReturned(2);
        for (long event = 2; event < 13; event++) {
            row(event);
        }
        assertThat(events.overdue())
                .as("three of those covered came after the account")
                .isZero();
        events.accountSoFar();
        assertThat(events.overdue()).isEqualTo(7);
    }

    @Test
    void whatNoRowAccountsForStaysOverdueWhateverElseIsCovered() {
        attempted.set(10);
        events.pollReturned(1);
        int lost = sequence.keyIndex(0);
        events.accountSoFar();
        attempted.set(30);
        events.pollReturned(2);
        long ofThatKey = 0;
        for (long event = 0; event < 30; event++) {
            if (sequence.keyIndex(event) == lost) {
                ofThatKey += event < 10 ? 1 : 0;
            } else {
                row(event);
            }
        }
        assertThat(events.overdue()).isEqualTo(ofThatKey).isPositive();
    }
}
