package org.keyedstatebench.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    static Signal[] everyKind() {
        return new Signal[] {
            new Signal.Ready("flink", "2.3.0", Map.of("a", "b")),
            new Signal.CheckpointCompleted(3, 1_760_000_000_000L, 12, 345, 678),
            new Signal.BatchCompleted(4, 1_760_000_000_000L, 150, 1000, Map.of("addBatch", 100L), 10, 2048, 7),
            new Signal.GcPause(1_760_000_000_000L, 5, "G1 Young Generation", "G1 Evacuation Pause"),
            new Signal.Cluster("http://127.0.0.1:8081", "2.3.0", 4, List.of(new Signal.Member("worker", 17))),
            new Signal.Cluster("spark://h:7077", null, null, List.of()),
            new Signal.RemoteUse(1.5, 1L << 30, null, 2L << 30, null),
            new Signal.StateKept("/tmp/savepoints/1", 180, null),
            new Signal.StateKept("file:///checkpoints", 0, 12L),
            new Signal.Rescaled(4, null),
            new Signal.Rescaled(2, "Updating the value of conf 'x' from '4' to '2'."),
            new Signal.Unsupported("real-time trigger", "Some [CONDITION]", "line one\nline \"two\""),
            new Signal.Failed("java.lang.IllegalStateException: no"),
            new Signal.Stopped(2L, 1 << 20, Map.of("restarts", 0.0)),
        };
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void survivesItsJsonInOneLine(Signal signal) {
        assertThat(signal.toJson()).doesNotContain("\n");
        assertThat(Signal.fromJson(signal.toJson())).contains(signal);
    }

    @Test
    void theTestKnowsEveryKind() {
        assertThat(Arrays.stream(everyKind()).map(Signal::getClass).distinct())
                .hasSize(Signal.class.getPermittedSubclasses().length);
    }

    @Test
    void whatAnEngineCannotTellIsNotZero() {
        Signal stopped = new Signal.Stopped(null, 1 << 20, Map.of());
        assertThat(Signal.fromJson(stopped.toJson())).contains(stopped);
    }

    @Test
    void theContractIsSaidOnlyWhereItIsNotTheFirst() {
        Signal.Ready first = new Signal.Ready("flink", "2.3.0", Map.of());
        assertThat(first.toJson()).doesNotContain("contract");
        assertThat(first.contract()).isEqualTo(1);

        Signal newer = Signal.fromJson(
                        "{\"signal\":\"ready\",\"contract\":2,\"engine\":\"x\",\"version\":\"1\",\"colour\":\"red\"}")
                .orElseThrow();
        assertThat(((Signal.Ready) newer).contract()).isEqualTo(2);
        assertThat(newer.toJson()).contains("\"contract\":2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{", "{\"signal\":\"unheard-of\"}", "{\"x\":1}", "[]"})
    void anyOtherLineIsNoSignal(String line) {
        assertThat(Signal.fromJson(line)).isEmpty();
    }
}
