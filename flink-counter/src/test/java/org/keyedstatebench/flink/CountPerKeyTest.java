package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.asyncprocessing.operators.AsyncKeyedProcessOperator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.asyncprocessing.AsyncKeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TimeDomain;

/**
 * Both operators, the one that waits for its state and the one that does not, under a clock that the test sets. TTL only with
 * the first: the harness knows none with the other, which {@link CountTopologyTest} shows on a real backend.
 */
@SuppressWarnings("try") // Flink's test harness declares close() with any exception, an interrupt among them.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CountPerKeyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 100", "true, 100"})
    void everyEventEmitsTheRunningCountOfItsOwnKey(boolean async, int valueBytes) throws Exception {
        try (var harness = newHarness(Operator.COUNT, async, valueBytes)) {
            harness.open();
            send(harness, 0, "a", "b", "a", "a");

            assertThat(rows(harness)).containsExactly("a=1", "b=1", "a=2", "a=3");
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 100", "true, 100"})
    void aRestoredCounterGoesOnWhereTheSnapshotWasTaken(boolean async, int valueBytes) throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = newHarness(Operator.COUNT, async, valueBytes)) {
            harness.open();
            send(harness, 0, "a", "a", "b");
            snapshot = harness.snapshot(1, 1);
            send(harness, 0, "a");
        }

        try (var harness = newHarness(Operator.COUNT, async, valueBytes)) {
            harness.initializeState(snapshot);
            harness.open();
            send(harness, 0, "a", "b", "c");

            assertThat(rows(harness)).containsExactly("a=3", "b=2", "c=1");
        }
    }

    @Test
    void bytesBesideTheCountAreInTheState() throws Exception {
        assertThat(sizeOfState(3000) - sizeOfState(1000)).isEqualTo(2000);
    }

    private static long sizeOfState(int valueBytes) throws Exception {
        try (var harness = newHarness(Operator.COUNT, false, valueBytes)) {
            harness.open();
            send(harness, 0, "a", "a");
            return harness.snapshot(1, 1).getStateSize();
        }
    }

    @Test
    void aCountIsForgottenItsTtlAfterTheLastEventOfTheKey() throws Exception {
        try (var harness = newHarness(Operator.withTtl(SECOND), false)) {
            harness.open();
            harness.setStateTtlProcessingTime(0);
            send(harness, 0, "a", "b");
            harness.setStateTtlProcessingTime(600);
            send(harness, 0, "a");
            harness.setStateTtlProcessingTime(1599);
            send(harness, 0, "a", "b");
            harness.setStateTtlProcessingTime(2599);
            send(harness, 0, "a");

            assertThat(rows(harness)).containsExactly("a=1", "b=1", "a=2", "a=3", "b=1", "a=1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKeyThatIsIdleInProcessingTimeIsToldOnce(boolean async) throws Exception {
        try (var harness = newHarness(Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, SECOND), async)) {
            harness.open();
            harness.setProcessingTime(100);
            send(harness, 0, "a", "b", "b");
            harness.setProcessingTime(600);
            send(harness, 0, "a");
            harness.setProcessingTime(1599);
            assertThat(rows(harness)).containsExactly("a=1", "b=1", "b=2", "a=2", "b=2 idle");
            harness.setProcessingTime(9000);
            send(harness, 0, "b");

            assertThat(rows(harness)).containsExactly("a=1", "b=1", "b=2", "a=2", "b=2 idle", "a=2 idle", "b=3");
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inEventTimeTheWatermarkDecidesWhatIsIdle(boolean async) throws Exception {
        try (var harness = newHarness(Operator.withIdleTimer(TimeDomain.EVENT_TIME, SECOND), async)) {
            harness.open();
            send(harness, 100, "a", "b");
            send(harness, 700, "a");
            // Late, but within the watermark: a's last event stays the one of 700.
            send(harness, 600, "a");
            harness.setProcessingTime(60_000);
            harness.processWatermark(1099);
            assertThat(rows(harness)).containsExactly("a=1", "b=1", "a=2", "a=3");
            harness.processWatermark(1699);
            assertThat(rows(harness)).containsExactly("a=1", "b=1", "a=2", "a=3", "b=1 idle");
            harness.processWatermark(1700);

            assertThat(rows(harness)).endsWith("b=1 idle", "a=3 idle");
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aCountThatIsForgottenBeforeItsKeyIsIdleGivesNoIdleRow() throws Exception {
        Operator both = new Operator(
                OperatorKind.COUNT, SECOND, new IdleTimer(TimeDomain.PROCESSING_TIME, SECOND.multipliedBy(2)));
        try (var harness = newHarness(both, false)) {
            harness.open();
            send(harness, 0, "a");
            harness.setStateTtlProcessingTime(1500);
            harness.setProcessingTime(5000);

            assertThat(rows(harness)).containsExactly("a=1");
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, String, Tuple3<String, Long, Boolean>> newHarness(
            Operator operator, boolean async) throws Exception {
        return newHarness(operator, async, 0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, String, Tuple3<String, Long, Boolean>> newHarness(
            Operator operator, boolean async, int valueBytes) throws Exception {
        return async
                ? AsyncKeyedOneInputStreamOperatorTestHarness.create(
                        new AsyncKeyedProcessOperator<>(CountPerKeyAsync.of(operator, valueBytes)),
                        key -> key,
                        Types.STRING)
                : new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(CountPerKey.of(operator, valueBytes)), key -> key, Types.STRING);
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<String, String, Tuple3<String, Long, Boolean>> harness,
            long producedAt,
            String... keys)
            throws Exception {
        for (String key : keys) {
            harness.processElement(key, producedAt);
        }
    }

    private static List<String> rows(
            KeyedOneInputStreamOperatorTestHarness<String, String, Tuple3<String, Long, Boolean>> harness)
            throws Exception {
        if (harness instanceof AsyncKeyedOneInputStreamOperatorTestHarness<?, ?, ?> async) {
            async.drainStateRequests();
        }
        List<String> rows = new ArrayList<>();
        harness.extractOutputValues().forEach(row -> rows.add(row.f0 + "=" + row.f1 + (row.f2 ? " idle" : "")));
        return rows;
    }
}
