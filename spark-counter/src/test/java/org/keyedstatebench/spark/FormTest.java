package org.keyedstatebench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.UnsupportedJobException;

class FormTest {

    private static final String FLAT_MAP = "flat-map-groups-with-state";
    private static final Operator TIMED = Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, Duration.ofSeconds(1));
    private static final Operator EVENT_TIMED = Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(1));
    private static final Operator FORGETFUL = Operator.withTtl(Duration.ofSeconds(1));

    private final Specs plain = Specs.bounded(Path.of("state"));

    @Test
    void theDescriptorNamesEveryFormThatMustBeAskedFor() {
        assertThat(DescriptorFile.read(Path.of("target", DescriptorFile.NAME))
                        .engine()
                        .supports()
                        .forms())
                .isEqualTo(Form.named());
    }

    @Test
    void whatAFormCannotDoIsSaidInASentence() {
        refused(plain.in("sql").with(Emission.PER_EVENT), "SQL aggregation with emission per event");
        refused(plain.with(TIMED.in("sql")), "SQL aggregation with idle timer");
        refused(plain.with(FORGETFUL.in("sql")), "SQL aggregation with state TTL");
        refused(plain.in("sql").withValueBytes(8), "SQL aggregation with bytes beside each count");
        refused(plain.with(FORGETFUL.in(FLAT_MAP)), "flatMapGroupsWithState with state TTL");
        refused(
                plain.withWatermark(Duration.ZERO).with(EVENT_TIMED.in(FLAT_MAP)),
                "flatMapGroupsWithState with event-time timer");
        refused(
                plain.in("combining").with(Trigger.realTime(Duration.ofSeconds(5))),
                "counted by key before the shuffle with real-time trigger");
        refused(plain.with(Operator.PASS_THROUGH.in("sql")), "SQL aggregation with events that pass through");
        assertThatThrownBy(() -> Form.check(plain.in("no-such").spec()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("combining, record-with-time, sql, " + FLAT_MAP);
    }

    private static void refused(Specs specs, String feature) {
        assertThatThrownBy(() -> Form.check(specs.spec()))
                .isInstanceOfSatisfying(UnsupportedJobException.class, refusal -> {
                    assertThat(refusal.signal().feature()).endsWith(feature);
                    assertThat(refusal.signal().message()).endsWith(".").doesNotContain("\n");
                });
    }

    @Test
    void whatAFormCanDoIsLeftToSpark() {
        for (Operator operator : new Operator[] {TIMED, EVENT_TIMED, FORGETFUL}) {
            passes(plain.withWatermark(Duration.ZERO).with(operator));
            passes(plain.withWatermark(Duration.ZERO).with(operator.in("combining")));
        }
        passes(plain.with(TIMED.in(FLAT_MAP)).with(Emission.PER_EVENT).withValueBytes(8));
        passes(plain.in("sql").with(Trigger.realTime(Duration.ofSeconds(5))));
        passes(plain.with(Operator.PASS_THROUGH));
    }

    private static void passes(Specs specs) {
        assertThatCode(() -> Form.check(specs.spec())).doesNotThrowAnyException();
    }
}
