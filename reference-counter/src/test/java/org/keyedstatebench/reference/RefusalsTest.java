package org.keyedstatebench.reference;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.UnsupportedJobException;

class RefusalsTest {

    private static final State HEAP = state("heap", Guarantee.AT_LEAST_ONCE);

    @Test
    void aPlainJobIsAcceptedAlsoWhenItMayResume() {
        JobSpec plain = job(Emission.PER_EVENT, Trigger.PER_RECORD, HEAP, null, Map.of());

        assertThatCode(() -> Refusals.check(plain)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatALoopDoesNotHaveIsRefusedByName(String feature, JobSpec job) {
        assertThatExceptionOfType(UnsupportedJobException.class)
                .isThrownBy(() -> Refusals.check(job))
                .withMessageStartingWith(feature)
                .withMessageContaining("the reference");
    }

    static Stream<Arguments> whatALoopDoesNotHaveIsRefusedByName() {
        Emission perEvent = Emission.PER_EVENT;
        Trigger perRecord = Trigger.PER_RECORD;
        return Stream.of(
                Arguments.of("trigger PROCESSING_TIME", job(perEvent, Trigger.ASAP, HEAP, null, Map.of())),
                Arguments.of("emission per-key", job(Emission.PER_KEY, perRecord, HEAP, null, Map.of())),
                Arguments.of(
                        "guarantee exactly-once",
                        job(perEvent, perRecord, state("heap", Guarantee.EXACTLY_ONCE), null, Map.of())),
                Arguments.of(
                        "state backend rocksdb",
                        job(perEvent, perRecord, state("rocksdb", Guarantee.AT_LEAST_ONCE), null, Map.of())),
                Arguments.of("watermark", job(perEvent, perRecord, HEAP, Duration.ofSeconds(10), Map.of())),
                Arguments.of("engine configuration [a]", job(perEvent, perRecord, HEAP, null, Map.of("a", "1"))));
    }

    private static State state(String backend, Guarantee guarantee) {
        return new State(backend, "/nowhere", Duration.ofSeconds(10), guarantee, null, false, true);
    }

    private static JobSpec job(
            Emission emission, Trigger trigger, State state, Duration watermark, Map<String, String> engineConfig) {
        return new JobSpec(
                "test",
                Kafka.at("127.0.0.1:1"),
                new Source("events", Map.of(), Map.of()),
                Sink.print(),
                Operator.COUNT,
                emission,
                trigger,
                state,
                watermark,
                1,
                engineConfig);
    }
}
