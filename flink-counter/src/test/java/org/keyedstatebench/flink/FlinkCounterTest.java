package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.UnsupportedJobException;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FlinkCounterTest {

    @TempDir
    private Path directory;

    private final SignalWriter signals = new SignalWriter(new PrintStream(new ByteArrayOutputStream(), true));

    @Test
    void emissionPerKeyIsUnsupportedBecauseThereAreNoMicroBatches() {
        UnsupportedJobException refusal = refusalOf(
                Specs.with(Specs.state("hashmap", directory), Emission.PER_KEY, Trigger.PER_RECORD, Map.of()));

        assertThat(refusal.signal().feature()).isEqualTo("emission per-key");
        assertThat(refusal.signal().message()).contains("no micro-batch");
    }

    @Test
    void aMicroBatchTriggerIsUnsupported() {
        UnsupportedJobException refusal =
                refusalOf(Specs.with(Specs.state("hashmap", directory), Emission.PER_EVENT, Trigger.ASAP, Map.of()));

        assertThat(refusal.signal().feature()).isEqualTo("trigger PROCESSING_TIME");
        assertThat(refusal.signal().message()).contains("no micro-batches");
    }

    @Test
    void sqlCountsAndDoesNothingElse() {
        Operator operator = Operator.withTtl(Duration.ofSeconds(1)).in(CountTopology.SQL);

        assertThat(refusalOf(Specs.counting("hashmap", directory, false, operator, 1))
                        .signal()
                        .message())
                .contains("GROUP BY");
        assertThat(refusalOf(Specs.counting("hashmap", directory, false, Operator.PASS_THROUGH.in("sql"), 1))
                        .signal()
                        .feature())
                .endsWith("in SQL");
    }

    @Test
    void inSqlTheMiniBatchDecidesWhatARowStandsFor() {
        assertThat(refusalOf(Specs.sql("hashmap", directory, Emission.PER_KEY, Map.of()))
                        .signal()
                        .feature())
                .isEqualTo("emission per-key in SQL");
        JobSpec contradiction = Specs.sql(
                "hashmap",
                directory,
                Emission.PER_EVENT,
                Map.of(
                        "table.exec.mini-batch.enabled", "true",
                        "table.exec.mini-batch.allow-latency", "1 s",
                        "table.exec.mini-batch.size", "10"));
        assertThatThrownBy(() -> new FlinkCounter().run(contradiction, signals, new StopRequest()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table.exec.mini-batch.enabled");
    }

    @Test
    void aStateBackendThatFlinkDoesNotFindIsRefusedInFlinksOwnWords() {
        UnsupportedJobException refusal = refusalOf(Specs.with(Specs.state("no.such.Backend", directory)));

        assertThat(refusal.signal().feature()).isEqualTo("state backend no.such.Backend");
        assertThat(refusal.signal().errorClass()).isEqualTo("org.apache.flink.util.DynamicCodeLoadingException");
        assertThat(refusal.signal().message()).contains("no.such.Backend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aTtlThatFlinkWouldSilentlyDropIsRefused(String backend) {
        UnsupportedJobException refusal =
                refusalOf(Specs.counting(backend, directory, true, Operator.withTtl(Duration.ofSeconds(1)), 1));

        assertThat(refusal.signal().feature()).startsWith("TTL with asynchronous state on ");
        assertThat(refusal.signal().message()).contains("would never expire");
    }

    @Test
    void exactlyOnceRowsWithoutCheckpointsAreRefused() {
        JobSpec spec = Specs.with(
                new State("hashmap", directory.toString(), Duration.ZERO, Guarantee.EXACTLY_ONCE, null, false, false));

        assertThatThrownBy(() -> new FlinkCounter().run(spec, signals, new StopRequest()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkpointInterval");
    }

    @Test
    void aStopWhileKafkaIsStillSoughtEndsTheRun() throws Exception {
        StopRequest stop = new StopRequest();
        stop.request();

        new FlinkCounter().run(Specs.with(Specs.state("hashmap", directory)), signals, stop);
    }

    private UnsupportedJobException refusalOf(JobSpec spec) {
        return catchThrowableOfType(
                UnsupportedJobException.class, () -> new FlinkCounter().run(spec, signals, new StopRequest()));
    }
}
