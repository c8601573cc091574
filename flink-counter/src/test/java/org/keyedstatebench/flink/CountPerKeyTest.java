package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("try") // Flink's test harness declares close() with any exception, an interrupt among them.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CountPerKeyTest {

    @Test
    void everyEventEmitsTheRunningCountOfItsOwnKey() throws Exception {
        try (var harness = newHarness()) {
            harness.open();
            send(harness, "a", "b", "a", "a");

            assertThat(rows(harness)).containsExactly("a=1", "b=1", "a=2", "a=3");
        }
    }

    @Test
    void aRestoredCounterGoesOnWhereTheSnapshotWasTaken() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = newHarness()) {
            harness.open();
            send(harness, "a", "a", "b");
            snapshot = harness.snapshot(1, 1);
            send(harness, "a");
        }

        try (var harness = newHarness()) {
            harness.initializeState(snapshot);
            harness.open();
            send(harness, "a", "b", "c");

            assertThat(rows(harness)).containsExactly("a=3", "b=2", "c=1");
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Long>, Tuple2<String, Long>>
            newHarness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CountPerKey()), event -> event.f0, Types.STRING);
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Long>, Tuple2<String, Long>> harness,
            String... keys)
            throws Exception {
        for (String key : keys) {
            harness.processElement(Tuple2.of(key, 1_760_000_000_000L), 0);
        }
    }

    private static List<String> rows(
            KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Long>, Tuple2<String, Long>> harness) {
        List<String> rows = new ArrayList<>();
        harness.extractOutputValues().forEach(row -> rows.add(row.f0 + "=" + row.f1));
        return rows;
    }
}
