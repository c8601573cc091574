package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TwsTester;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

class CountingProcessorTest {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private long nowMs;

    @Test
    void aKeyGetsOneRowPerBatchAndItsCountGoesOn() {
        var tester = tester(Emission.PER_KEY);

        assertThat(rows(tester, "a", 3)).containsExactly("a={\"key\":\"a\",\"running_count\":3}");
        assertThat(rows(tester, "b", 1)).containsExactly("b={\"key\":\"b\",\"running_count\":1}");
        assertThat(rows(tester, "a", 2)).containsExactly("a={\"key\":\"a\",\"running_count\":5}");
    }

    @Test
    void anEventGetsARowOfItsOwnWithoutGapsBetweenBatches() {
        var tester = tester(Emission.PER_EVENT);

        assertThat(rows(tester, "a", 2))
                .containsExactly("a={\"key\":\"a\",\"running_count\":1}", "a={\"key\":\"a\",\"running_count\":2}");
        assertThat(rows(tester, "b", 1)).containsExactly("b={\"key\":\"b\",\"running_count\":1}");
        assertThat(rows(tester, "a", 1)).containsExactly("a={\"key\":\"a\",\"running_count\":3}");
    }

    @Test
    void eventsThatWereCountedBeforeTheyCameAreAllCounted() {
        var rows = rows(tester(Emission.PER_KEY), "a", List.of(new Tally("a", 40, 0), new Tally("a", 2, 0)));
        assertThat(rows).containsExactly("a={\"key\":\"a\",\"running_count\":42}");

        assertThat(rows(tester(Emission.PER_EVENT), "a", List.of(new Tally("a", 2, 0), new Tally("a", 1, 0))))
                .hasSize(3)
                .last()
                .isEqualTo("a={\"key\":\"a\",\"running_count\":3}");
    }

    @Test
    void aKeyOutsideOfAsciiIsWrittenAsUtf8() {
        assertThat(rows(tester(Emission.PER_KEY), "größe", 1))
                .containsExactly("größe={\"key\":\"größe\",\"running_count\":1}");
    }

    @Test
    void theStateOfAKeyIsItsCount() {
        for (Emission emission : Emission.values()) {
            var tester = tester(emission);
            rows(tester, "a", 7);
            assertThat(tester.<Long>peekValueState(CountingProcessor.STATE, "a").get())
                    .as("after %s", emission)
                    .isEqualTo(7);
        }
    }

    @Test
    void bytesBesideTheCountAreKeptWithItAndChangeNoRow() {
        var tester = tester(Emission.PER_KEY, Operator.COUNT, StoredCount.of(Form.PLAIN, 1_000));
        rows(tester, "a", 3);
        byte[] beside = tester.<Tuple2<Long, byte[]>>peekValueState(CountingProcessor.STATE, "a")
                .get()
                ._2();
        assertThat(beside).hasSize(1_000);
        assertThat(rows(tester, "a", 2)).containsExactly("a={\"key\":\"a\",\"running_count\":5}");

        Tuple2<Long, byte[]> state = tester.<Tuple2<Long, byte[]>>peekValueState(CountingProcessor.STATE, "a")
                .get();
        assertThat(state._1()).isEqualTo(5);
        assertThat(state._2()).isEqualTo(beside);
    }

    @Test
    void theProcessingTimeTimerFiresOnceWhenTheKeyHasBeenIdle() {
        for (Emission emission : Emission.values()) {
            nowMs = 0;
            var tester = tester(emission, Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, IDLE));
            rows(tester, "a", 2);

            assertThat(passed(tester, IDLE.minusMillis(1))).isEmpty();
            assertThat(passed(tester, Duration.ofMillis(1)))
                    .as("after %s", emission)
                    .containsExactly("a={\"key\":\"a\",\"running_count\":2,\"idle\":true}");
            assertThat(passed(tester, IDLE.multipliedBy(2))).isEmpty();
        }
    }

    @Test
    void eventsOfTheKeyPutTheTimerOff() {
        var tester = tester(Emission.PER_KEY, Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, IDLE));
        rows(tester, "a", 1);
        passed(tester, IDLE.minusMillis(1));
        rows(tester, "a", 1);

        assertThat(passed(tester, IDLE.minusMillis(1))).isEmpty();
        assertThat(passed(tester, Duration.ofMillis(1)))
                .containsExactly("a={\"key\":\"a\",\"running_count\":2,\"idle\":true}");
    }

    @Test
    void aKeyThatComesBackAfterItsTimerFiredGetsANewOne() {
        var tester = tester(Emission.PER_KEY, Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, IDLE));
        rows(tester, "a", 1);
        assertThat(passed(tester, IDLE)).hasSize(1);
        rows(tester, "a", 1);

        assertThat(passed(tester, IDLE)).containsExactly("a={\"key\":\"a\",\"running_count\":2,\"idle\":true}");
    }

    @Test
    void withoutATimerNothingFires() {
        var tester = tester(Emission.PER_KEY, Operator.withTtl(Duration.ofDays(1)));
        rows(tester, "a", 1);

        assertThat(passed(tester, IDLE.multipliedBy(2))).isEmpty();
    }

    private static TwsTester<String, Tally, Tuple2<byte[], byte[]>> tester(Emission emission) {
        return tester(emission, Operator.COUNT);
    }

    private static TwsTester<String, Tally, Tuple2<byte[], byte[]>> tester(Emission emission, Operator operator) {
        return tester(emission, operator, StoredCount.of(Form.PLAIN, 0));
    }

    private static TwsTester<String, Tally, Tuple2<byte[], byte[]>> tester(
            Emission emission, Operator operator, StoredCount<?> stored) {
        return new TwsTester<>(
                new CountingProcessor<>(emission, operator, stored),
                CollectionConverters.<Tuple2<String, Object>>asScala(List.of()).toList(),
                CountingProcessor.timeMode(operator),
                OutputMode.Update(),
                scala.Option.empty());
    }

    private static List<String> rows(TwsTester<String, Tally, Tuple2<byte[], byte[]>> tester, String key, int events) {
        return rows(tester, key, Collections.nCopies(events, new Tally(key, 1, 0)));
    }

    private static List<String> rows(
            TwsTester<String, Tally, Tuple2<byte[], byte[]>> tester, String key, List<Tally> events) {
        return text(tester.test(key, CollectionConverters.asScala(events).toList()));
    }

    private List<String> passed(TwsTester<String, Tally, Tuple2<byte[], byte[]>> tester, Duration time) {
        nowMs += time.toMillis();
        return text(tester.setProcessingTime(nowMs));
    }

    private static List<String> text(scala.collection.immutable.List<Tuple2<byte[], byte[]>> rows) {
        return CollectionConverters.asJava(rows).stream()
                .map(row -> new String(row._1(), UTF_8) + "=" + new String(row._2(), UTF_8))
                .toList();
    }
}
