package org.keyedstatebench.harness.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keyedstatebench.harness.compare.Said.Answer;
import org.keyedstatebench.harness.result.MicroResult;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TableRow.Claim;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Dimension;
import org.keyedstatebench.harness.scenario.Experiment;
import org.keyedstatebench.process.Durations;

/**
 * Holds what the engines' documentation claims against what a run measured. The claims are text; each verdict is computed, and
 * without the figures that it needs there is none. Every trial that ran is heard, whatever its status: what is to be shown may be
 * what made it invalid.
 */
final class MatrixClaims {

    /** What the Structured Streaming guide calls the latency of micro-batches: "as low as 100 milliseconds". */
    private static final long SPARK_MICRO_BATCH_NS = 100_000_000;

    /** What "low latency" is taken to mean where a document gives no number. */
    private static final long LOW_LATENCY_NS = 10_000_000;

    private final RunResult run;
    private final List<Claim> claims = new ArrayList<>();

    private MatrixClaims(RunResult run) {
        this.run = run;
    }

    static List<Claim> of(Dimension dimension, RunResult run) {
        MatrixClaims all = new MatrixClaims(run);
        switch (dimension) {
            case STATE_ABSTRACTION -> all.stateAbstraction();
            case STATE_BACKEND -> all.stateBackend();
            case PER_RECORD_PROCESSING -> all.perRecord();
            case CHECKPOINTING -> all.checkpointing();
            case STATE_TTL -> all.ttl();
            case TIMERS -> all.timers();
        }
        return all.claims;
    }

    private void stateAbstraction() {
        List<MicroResult.Figure> flink = run.micro() == null
                ? List.of()
                : run.micro().stream()
                        .filter(figure -> figure.module().startsWith("flink"))
                        .toList();
        add(
                "flink",
                "State on the heap (hashmap) is faster to access than RocksDB, which serializes at each access.",
                SpeedAnswers.faster(flink, "hashmap", "rocksdb"),
                "no micro-benchmark of both in this run");
    }

    private void stateBackend() {
        add(
                "spark",
                "transformWithState works with the RocksDB state store only.",
                onlyRocksdb(),
                "not both stores were tried");
        add(
                "flink",
                "hashmap has the higher throughput, as long as the state fits the heap.",
                each(
                        condition -> condition.experiment() instanceof Experiment.Drain,
                        condition -> SpeedAnswers.drainsFaster(
                                condition.name(),
                                trials(condition, "flink-hashmap"),
                                trials(condition, "flink-rocksdb"))),
                "no valid drain of both under one condition");
    }

    /** Refused with one store is half of it: no other reason may have kept the query from working. */
    private List<Said> onlyRocksdb() {
        List<TrialResult> hdfs = run.trialsOf("spark-hdfs");
        List<TrialResult> rocksdb = run.trialsOf("spark").stream()
                .filter(trial -> isOffered(Dimension.STATE_BACKEND).test(trial.condition()))
                .toList();
        if (hdfs.isEmpty() || rocksdb.isEmpty()) {
            return List.of();
        }
        Optional<TrialResult> worked =
                rocksdb.stream().filter(MatrixClaims::counted).findFirst();
        if (worked.isEmpty()) {
            Optional<TrialResult> refused = rocksdb.stream()
                    .filter(trial -> trial.status() == TrialStatus.UNSUPPORTED)
                    .findFirst();
            return List.of(
                    refused.isPresent()
                            ? Said.by(refused.get(), Answer.NO, "RocksDB was refused, too")
                            : Said.nothing(rocksdb.get(0), "a RocksDB store that counted right"));
        }
        return hdfs.stream().map(trial -> ofHdfs(trial, worked.get())).toList();
    }

    private static Said ofHdfs(TrialResult trial, TrialResult rocksdb) {
        if (trial.status() == TrialStatus.UNSUPPORTED) {
            String error = trial.refusal() == null ? "" : " (" + trial.refusal().errorClass() + ")";
            return new Said(
                    Answer.YES,
                    "trial " + trial.order(),
                    "the HDFS-backed store was refused" + error + ", RocksDB worked",
                    List.of(trial, rocksdb));
        }
        return counted(trial)
                ? new Said(Answer.NO, "trial " + trial.order(), "both worked", List.of(trial, rocksdb))
                : Said.nothing(trial, "an HDFS-backed store that counted right or was refused");
    }

    /** Whatever else was wrong with it. */
    private static boolean counted(TrialResult trial) {
        return trial.events() != null && trial.events().covered() > 0 && TrialAnswers.isExact(trial.events());
    }

    private void perRecord() {
        latency("flink", "flink-rocksdb", "Each event is processed when it arrives, in milliseconds.", LOW_LATENCY_NS);
        latency("spark", "spark", "Micro-batches reach end-to-end latencies as low as 100 ms.", SPARK_MICRO_BATCH_NS);
    }

    private void latency(String engine, String variant, String claim, long limitNs) {
        boolean young = !run.scenario().timing().showsEnginesAtRest();
        String warmUp = Durations.format(run.scenario().timing().warmup());
        add(
                engine,
                claim,
                each(
                        condition -> isOffered(Dimension.PER_RECORD_PROCESSING).test(condition.name()),
                        condition -> SpeedAnswers.isBelow(
                                condition.name(), variant, trials(condition, variant), limitNs, young, warmUp)),
                "no valid trial of " + variant);
    }

    private void checkpointing() {
        add(
                "flink",
                "Checkpoints are asynchronous: processing goes on meanwhile.",
                // Of those with many checkpoints in a window, if there are any.
                Stream.of("flink-checkpoint-1s", "flink-rocksdb")
                        .map(variant -> each(
                                condition -> isOffered(Dimension.CHECKPOINTING).test(condition.name()),
                                condition -> SpeedAnswers.goesOn(condition.name(), trials(condition, variant))))
                        .filter(said -> !said.isEmpty())
                        .findFirst()
                        .orElse(List.of()),
                "no trial with events during and between checkpoints");
        add(
                "flink",
                "With exactly-once no reader of committed records sees a duplicate.",
                noDuplicates(ran("flink-exactly-once", trial -> true)),
                "no trial of it");
        add(
                "spark",
                "State is exactly-once across a failure, the Kafka sink at-least-once.",
                ran("spark", this::isOfKill).stream()
                        .map(TrialAnswers::exactState)
                        .toList(),
                "no trial with a kill");
    }

    /** By the trials with a kill; the others count where there are none, and where they have seen a duplicate. */
    private List<Said> noDuplicates(List<TrialResult> trials) {
        boolean anyKilled = trials.stream().anyMatch(this::isOfKill);
        return trials.stream()
                .map(trial -> TrialAnswers.noDuplicate(trial, isOfKill(trial)))
                .filter(said -> said.answer() == Answer.NO
                        || !anyKilled
                        || isOfKill(said.trials().get(0)))
                .toList();
    }

    private boolean isOfKill(TrialResult trial) {
        return run.scenario().conditions().stream()
                .anyMatch(condition -> condition.name().equals(trial.condition())
                        && condition.experiment() instanceof Experiment.Recovery);
    }

    private void ttl() {
        expired("flink", "flink-ttl", "An expired value is never returned (NeverReturnExpired).");
        expired("spark", "spark-ttl", "A value whose TTL is over is not returned.");
    }

    private void expired(String engine, String variant, String claim) {
        byTrial(engine, variant, claim, TrialAnswers::keepsItsTtl);
    }

    private void timers() {
        for (String engine : MatrixTable.ENGINES) {
            byTrial(
                    engine,
                    engine + "-timer",
                    "A processing-time timer fires once its time has come.",
                    TrialAnswers::everyTimerFires);
            byTrial(
                    engine,
                    engine + "-event-timer",
                    "An event-time timer fires once the watermark has passed it.",
                    TrialAnswers::everyTimerFires);
        }
        byTrial(
                "spark",
                "spark-timer",
                "With processing time, a trigger of 0 runs batches all the time, also without input.",
                TrialAnswers::runsWithoutInput);
    }

    private void byTrial(String engine, String variant, String claim, Function<TrialResult, Said> answer) {
        add(
                engine,
                claim,
                ran(variant, trial -> true).stream().map(answer).toList(),
                "no trial of " + variant + " that was not refused");
    }

    /** What was refused shows nothing of how it would have worked. */
    private List<TrialResult> ran(String variant, Predicate<TrialResult> which) {
        return run.trialsOf(variant).stream()
                .filter(trial -> trial.status() != TrialStatus.UNSUPPORTED)
                .filter(which)
                .toList();
    }

    private List<Said> each(Predicate<Condition> which, Function<Condition, Optional<Said>> answer) {
        return run.scenario().conditions().stream()
                .filter(which)
                .map(answer)
                .flatMap(Optional::stream)
                .toList();
    }

    private List<TrialResult> trials(Condition condition, String variant) {
        return run.trialsOf(variant).stream()
                .filter(trial -> trial.condition().equals(condition.name()))
                .toList();
    }

    /** Names of the conditions that stand for the row, and in which nothing was killed or paused on purpose. */
    private Predicate<String> isOffered(Dimension dimension) {
        return name -> run.scenario().conditions().stream()
                .anyMatch(condition -> condition.name().equals(name)
                        && condition.dimensions().contains(dimension)
                        && condition.experiment() instanceof Experiment.Offered);
    }

    private void add(String engine, String claim, List<Said> evidence, String missing) {
        Ruling ruling = Ruling.of(evidence, missing);
        claims.add(new Claim(engine, claim, ruling.verdict(), ruling.because(), MatrixTable.orders(ruling.trials())));
    }
}
