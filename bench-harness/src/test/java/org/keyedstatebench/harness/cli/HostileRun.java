package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.VariantManifest;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/** A stored run in which every text that a result may hold tries to become a part of the page that shows it. */
final class HostileRun {

    /** Global variable that exists if a text was executed. */
    static final String TRACE = "ksbHostile";
    /** Element that exists if a text was taken for HTML. */
    static final String TAG = "ksb-hostile";

    /** What has to be readable in a report, each as the text that it is. */
    static final List<String> SHOWN = List.of(
            mark("refusal"),
            mark("reason"),
            mark("setting"),
            mark("value"),
            mark("engine"),
            mark("cpu"),
            mark("command"));

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LONG_WORD = "Wort".repeat(400);
    private static final int SECONDS = 20;

    private HostileRun() {}

    private static String mark(String place) {
        return "<" + TAG + ">" + place + "</" + TAG + ">";
    }

    /** Closes whatever may be open, and then does what a page must not do. */
    static String payload(String place) {
        return mark(place) + "\"'`--></script></style></textarea></svg><script>window." + TRACE + "='" + place
                + "'</script><img src=x onerror=\"window." + TRACE
                + "=1\"><a href=\"javascript:alert(1)\">{{7*7}} ${7*7}"
                + " </a>\\u003cscript\\u003e &lt;b&gt; \u2028 \u202E";
    }

    /**
     * Writes the run.
     *
     * @return its folder, which has no report yet
     */
    static Path store(Path results) throws IOException {
        RunFolder folder = ResultStore.create(results, Clock.fixed(START, ZoneOffset.UTC), "hostile");
        RunResult run = RunFixture.sixVariants(2)
                // 64 characters, the longest name that there can be.
                .variant("a".repeat(64), payload("engine"), payload("backend"), Trigger.ASAP, Emission.PER_KEY)
                .valid("a".repeat(64), 1, 300)
                .flagged("flink-hashmap", 3, 4.5, Flag.GENERATOR_LIMITED)
                .invalid("flink-rocksdb", 3, 5.1, 3, payload("invalid") + " " + LONG_WORD)
                .failed("spark", 3, payload("reason") + " " + LONG_WORD)
                .unsupported("spark-10s", 3, payload("refusal") + " " + LONG_WORD)
                .build();
        List<TrialResult> trials = new ArrayList<>();
        for (TrialResult trial : run.trials()) {
            trials.add(withFiles(trial, folder));
        }
        Scenario scenario = run.scenario();
        List<Variant> variants = scenario.variants().stream()
                .map(variant -> new Variant(
                        variant.name(),
                        variant.engine(),
                        variant.stateBackend(),
                        variant.trigger(),
                        null,
                        variant.emission(),
                        variant.guarantee(),
                        variant.checkpointInterval(),
                        variant.changelog(),
                        false,
                        null,
                        null,
                        Map.of(payload("key"), payload("config"))))
                .toList();
        folder.write(new RunResult(
                run.schemaVersion(),
                folder.id(),
                run.status(),
                START,
                START.plusSeconds(3600),
                "./bench compare --out '" + payload("command") + "' " + LONG_WORD,
                run.seed(),
                new Scenario(
                        scenario.name(),
                        scenario.profile(),
                        scenario.workload(),
                        scenario.timing(),
                        scenario.resources(),
                        scenario.blocks(),
                        scenario.seed(),
                        variants,
                        null,
                        null),
                hostile(run.environment()),
                run.variants().stream().map(HostileRun::hostile).toList(),
                trials,
                null,
                null,
                null));
        return folder.path();
    }

    private static Environment hostile(Environment environment) {
        return new Environment(
                payload("cpu"),
                environment.logicalCores(),
                environment.memoryBytes(),
                payload("os"),
                payload("kernel"),
                payload("jvm") + " " + LONG_WORD,
                environment.clockTickNs(),
                payload("kafka"),
                Map.of(payload("component"), payload("version")),
                payload("commit"),
                null);
    }

    private static VariantManifest hostile(VariantManifest manifest) {
        Map<String, String> settings = new TreeMap<>(manifest.settings());
        settings.put(payload("setting"), payload("value") + " of " + manifest.name());
        settings.put("long." + LONG_WORD, LONG_WORD + manifest.name());
        Map<String, String> reasons =
                Map.of(payload("setting"), payload("reason"), payload("note"), payload("its reason"));
        return new VariantManifest(manifest.name(), manifest.engine(), payload("engine version"), settings, reasons);
    }

    private static TrialResult withFiles(TrialResult trial, RunFolder folder) throws IOException {
        RunFolder.TrialFiles files = folder.trial(trial.order(), trial.variant(), trial.block());
        Instant startedAt = START.plusSeconds(60L * trial.order());
        Files.writeString(files.log(), payload("log") + "\n" + LONG_WORD + "\n");
        Files.writeString(files.spec(), "{\"hostile\": \"</script>\"}");
        Files.writeString(files.signals(), signals(trial, startedAt));
        if (trial.latencyNs() != null) {
            writeLatencies(trial, startedAt, files.hlog());
        }
        return new TrialResult(
                Condition.ONLY,
                trial.variant(),
                trial.block(),
                trial.order(),
                trial.status(),
                trial.reason(),
                trial.flags(),
                startedAt,
                trial.refusal(),
                trial.events(),
                trial.latencyNs(),
                trial.throughput(),
                null,
                null,
                null,
                null,
                null,
                trial.latenessNs(),
                trial.startup(),
                trial.resources(),
                trial.checkpoints(),
                trial.batches(),
                folder.relative(files));
    }

    private static String signals(TrialResult trial, Instant startedAt) {
        List<Signal> signals = new ArrayList<>();
        signals.add(new Signal.Ready(payload("engine"), payload("version"), Map.of(payload("key"), payload("value"))));
        long at = startedAt.toEpochMilli();
        for (int second = 0; second < SECONDS; second += 5) {
            long then = at + second * 1000L;
            signals.add(new Signal.CheckpointCompleted(second, then, 15, 9_000, 18_000));
            signals.add(new Signal.BatchCompleted(
                    second, then + 100, 800, 9_999, Map.of(payload("phase"), 700L), 100, 50_000, 40));
            signals.add(new Signal.GcPause(then + 300, 9, payload("collector"), payload("cause")));
        }
        signals.add(
                trial.reason() == null
                        ? new Signal.Stopped(0L, 500 << 20, Map.of(payload("metric"), 1.0))
                        : new Signal.Failed(payload("signal")));
        StringBuilder lines = new StringBuilder(payload("no signal")).append('\n');
        signals.forEach(signal -> lines.append(signal.toJson()).append('\n'));
        return lines.toString();
    }

    private static void writeLatencies(TrialResult trial, Instant startedAt, Path file) {
        Random random = new Random(trial.order());
        try (IntervalLog log = new IntervalLog(file, startedAt.toEpochMilli())) {
            for (int second = 0; second < SECONDS; second++) {
                write(
                        log,
                        Series.OUTSIDE,
                        startedAt,
                        second,
                        100,
                        trial.latencyNs().p50(),
                        random);
                write(
                        log,
                        Series.LATENCY,
                        startedAt,
                        second,
                        1000,
                        trial.latencyNs().p50(),
                        random);
                write(log, Series.LATENESS, startedAt, second, 1000, 90_000, random);
                write(log, Series.THROUGHPUT, startedAt, second, 10, 1000, random);
            }
        }
    }

    /** Values around a median, with a long tail. */
    private static void write(
            IntervalLog log, String series, Instant startedAt, int second, int values, long median, Random random) {
        Histogram histogram = new Histogram(3);
        histogram.setStartTimeStamp(startedAt.toEpochMilli() + second * 1000L);
        histogram.setEndTimeStamp(startedAt.toEpochMilli() + second * 1000L + 1000);
        for (int i = 0; i < values; i++) {
            histogram.recordValue(Math.max(1, Math.round(median * Math.exp(random.nextGaussian() / 3))));
        }
        log.write(series, histogram);
    }
}
