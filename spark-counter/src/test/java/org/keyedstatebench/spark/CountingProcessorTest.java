package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TwsTester;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Emission;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

class CountingProcessorTest {

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

    private static TwsTester<String, String, Tuple2<byte[], byte[]>> tester(Emission emission) {
        return new TwsTester<>(
                new CountingProcessor<>(emission),
                CollectionConverters.<Tuple2<String, Object>>asScala(List.of()).toList(),
                TimeMode.None(),
                OutputMode.Update(),
                scala.Option.empty());
    }

    private static List<String> rows(TwsTester<String, String, Tuple2<byte[], byte[]>> tester, String key, int events) {
        var input =
                CollectionConverters.asScala(Collections.nCopies(events, key)).toList();
        return CollectionConverters.asJava(tester.test(key, input)).stream()
                .map(row -> new String(row._1(), UTF_8) + "=" + new String(row._2(), UTF_8))
                .toList();
    }
}
