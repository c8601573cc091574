package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.job.TriggerKind;
import picocli.CommandLine;

class CounterOptionsTest {

    private static final CounterOptions.Defaults MICRO_BATCH =
            new CounterOptions.Defaults("rocksdb", Trigger.every(Duration.ofSeconds(10)), Emission.PER_KEY, 2);
    private static final CounterOptions.Defaults PER_RECORD =
            new CounterOptions.Defaults("hashmap", Trigger.PER_RECORD, Emission.PER_EVENT, 2);

    @TempDir
    private Path folder;

    private JobSpec parse(CounterOptions.Defaults defaults, Map<String, String> environment, String... args) {
        CounterOptions options = new CounterOptions(defaults);
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return options.toSpec("test", environment);
    }

    @Test
    void theDefaultsPrintAndResume() {
        JobSpec spec = parse(MICRO_BATCH, Map.of(), "--state-dir", folder.toString());
        assertThat(spec.sink()).isEqualTo(Sink.print());
        assertThat(spec.source().topic()).isEqualTo("events");
        assertThat(spec.trigger()).isEqualTo(MICRO_BATCH.trigger());
        assertThat(spec.state().resume()).isTrue();
        assertThat(spec.state().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(spec.watermarkDelay()).isNull();
    }

    @Test
    void everyOptionReachesTheSpecification() {
        JobSpec spec = parse(
                MICRO_BATCH,
                Map.of(),
                ("--bootstrap-servers h:1 --kafka-property a=b --topic in --output-topic out --state-backend hdfs"
                                + " --trigger 250ms --emission per_event --guarantee exactly_once"
                                + " --checkpoint-interval 2s --watermark 5s --parallelism 3 --set x.y=z --state-dir "
                                + folder)
                        .split(" "));
        assertThat(spec.kafka().bootstrapServers()).isEqualTo("h:1");
        assertThat(spec.kafka().clientProperties()).containsEntry("a", "b");
        assertThat(spec.source().topic()).isEqualTo("in");
        assertThat(spec.sink()).isEqualTo(Sink.kafka("out"));
        assertThat(spec.state().backend()).isEqualTo("hdfs");
        assertThat(spec.trigger()).isEqualTo(Trigger.every(Duration.ofMillis(250)));
        assertThat(spec.emission()).isEqualTo(Emission.PER_EVENT);
        assertThat(spec.state().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
        assertThat(spec.state().checkpointInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(spec.watermarkDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(spec.parallelism()).isEqualTo(3);
        assertThat(spec.engineConfig()).containsEntry("x.y", "z");
        assertThat(spec.state().directory()).isEqualTo(folder.toString());
    }

    @Test
    void useRtmSelectsRealTimeWhereThereAreMicroBatches() {
        String[] args = {"--state-dir", folder.toString()};
        assertThat(parse(MICRO_BATCH, Map.of("USE_RTM", "1"), args).trigger().kind())
                .isEqualTo(TriggerKind.REAL_TIME);
        assertThat(parse(MICRO_BATCH, Map.of("USE_RTM", "0"), args).trigger().kind())
                .isEqualTo(TriggerKind.PROCESSING_TIME);
        assertThat(parse(PER_RECORD, Map.of("USE_RTM", "1"), args).trigger().kind())
                .isEqualTo(TriggerKind.PER_RECORD);
        assertThat(parse(MICRO_BATCH, Map.of("USE_RTM", "1"), "--trigger", "0", "--state-dir", folder.toString())
                        .trigger())
                .isEqualTo(Trigger.ASAP);
    }

    @Test
    void aSpecificationFileIsTakenAsItIs() throws Exception {
        JobSpec spec = parse(PER_RECORD, Map.of(), "--state-dir", folder.toString());
        Path file = Files.writeString(folder.resolve("job.json"), spec.toJson());
        assertThat(parse(MICRO_BATCH, Map.of("USE_RTM", "1"), "--spec", file.toString()))
                .isEqualTo(spec);
    }

    @Test
    void wrongValuesSayWhatWasExpected() {
        assertThatThrownBy(() -> parse(PER_RECORD, Map.of(), "--trigger", "soon"))
                .hasMessageContaining("expected a trigger")
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> parse(PER_RECORD, Map.of(), "--checkpoint-interval", "-3s"))
                .hasMessageContaining("expected a duration");
        assertThatThrownBy(() -> parse(PER_RECORD, Map.of(), "--no-such-option"))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    @Test
    void durationsSurviveTheirText() {
        for (String text : new String[] {"0", "1ms", "250ms", "10s", "5m", "24h", "90s"}) {
            assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
        }
        assertThat(Durations.format(Duration.ofSeconds(60))).isEqualTo("1m");
    }

    @Test
    void anEnginesOwnToolDecidesParallelismUnlessItIsSaid() {
        var told = new CounterOptions.Defaults("hashmap", Trigger.PER_RECORD, Emission.PER_EVENT, 4);
        String state = folder.toString();
        assertThat(parse(told, Map.of(), "--state-dir", state).parallelism()).isEqualTo(4);
        assertThat(parse(told, Map.of(), "--state-dir", state, "--parallelism", "3")
                        .parallelism())
                .isEqualTo(3);
        assertThat(parse(PER_RECORD, Map.of(), "--state-dir", state).parallelism())
                .isEqualTo(2);
    }

    @Test
    void aFolderThatStandsInForNoneIsNoFolderForCheckpoints() {
        CounterOptions options = new CounterOptions(PER_RECORD);
        options.resolve("test", Map.of());
        assertThat(options.namesCheckpoints()).isFalse();
        options.removeTemporaryState();
        assertThat(Path.of(options.spec().state().directory())).doesNotExist();
    }

    @Test
    void aCheckNeedsASpecification() {
        CounterOptions options = new CounterOptions(PER_RECORD);
        new CommandLine(options).parseArgs("--check");
        assertThatThrownBy(() -> options.resolve("test", Map.of())).hasMessage("--check needs --spec FILE");
    }
}
