package org.keyedstatebench.harness.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.harness.result.MicroResult;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TableRow.Claim;
import org.keyedstatebench.harness.result.TableRow.Verdict;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Dimension;
import org.keyedstatebench.harness.scenario.Experiment;
import org.keyedstatebench.process.Durations;

/**
 * Holds what the engines' documentation claims against what a run measured. The claims are text; each verdict is computed, and
 * without the figures that it needs there is none.
 */
final class MatrixClaims {

    /** What the Structured Streaming guide calls the latency of micro-batches: "as low as 100 milliseconds". */
    private static final long SPARK_MICRO_BATCH_NS = 100_000_000;

    /** What "low latency" is taken to mean where a document gives no number. */
    private static final long LOW_LATENCY_NS = 10_000_000;

    private static final double NS_PER_MS = 1e6;

    /** A checkpoint must be long enough that a standstill for its length would show beside the usual median. */
    private static final double SHOWS = 1.5;

    /**
     * Half of the two seconds within which no timer of a micro-batch engine is judged: with longer batches, the next event of a
     * key may come in the batch in which its timer would have fired, and rightly take its place.
     */
    private static final long LONGEST_BATCH_MS = 1_000;

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
        String claim = "State on the heap (hashmap) is faster to access than RocksDB, which serializes at each access.";
        Optional<Double> heap = micro("hashmap");
        Optional<Double> rocksdb = micro("rocksdb");
        if (heap.isEmpty() || rocksdb.isEmpty()) {
            add("flink", claim, Verdict.NOT_JUDGED, "no micro-benchmark of both in this run", Stream.empty());
        } else {
            add(
                    "flink",
                    claim,
                    verdict(heap.get() < rocksdb.get()),
                    String.format(
                            Locale.ROOT, "%.0f ns against %.0f ns per read-modify-write", heap.get(), rocksdb.get()),
                    Stream.empty());
        }
    }

    private void stateBackend() {
        String only = "transformWithState works with the RocksDB state store only.";
        Optional<TrialResult> refused = first("spark-hdfs", trial -> trial.status() == TrialStatus.UNSUPPORTED);
        Optional<TrialResult> hdfs = first("spark-hdfs", valid());
        Optional<TrialResult> rocksdb = first("spark", valid().and(undisturbed(Dimension.STATE_BACKEND)));
        if (rocksdb.isPresent() && (refused.isPresent() || hdfs.isPresent())) {
            add(
                    "spark",
                    only,
                    verdict(refused.isPresent()),
                    refused.isPresent() ? "the HDFS-backed store was refused, RocksDB worked" : "both worked",
                    Stream.concat(refused.or(() -> hdfs).stream(), rocksdb.stream()));
        } else {
            add("spark", only, Verdict.NOT_JUDGED, "not both stores were tried", Stream.empty());
        }
        String faster = "hashmap has the higher throughput, as long as the state fits the heap.";
        Optional<TrialResult> heapDrain = first("flink-hashmap", valid().and(trial -> trial.drain() != null));
        Optional<TrialResult> rocksDrain = heapDrain.flatMap(heap -> first(
                "flink-rocksdb",
                valid().and(trial -> trial.drain() != null && trial.condition().equals(heap.condition()))));
        if (heapDrain.isPresent() && rocksDrain.isPresent()) {
            double heap = heapDrain.get().drain().perSecond();
            double rocks = rocksDrain.get().drain().perSecond();
            add(
                    "flink",
                    faster,
                    verdict(heap > rocks),
                    String.format(Locale.ROOT, "drained %,.0f against %,.0f events/s", heap, rocks),
                    Stream.of(heapDrain.get(), rocksDrain.get()));
        } else {
            add("flink", faster, Verdict.NOT_JUDGED, "no valid drain of both under one condition", Stream.empty());
        }
    }

    private void perRecord() {
        latency("flink", "flink-rocksdb", "Each event is processed when it arrives, in milliseconds.", LOW_LATENCY_NS);
        latency("spark", "spark", "Micro-batches reach end-to-end latencies as low as 100 ms.", SPARK_MICRO_BATCH_NS);
    }

    private void latency(String engine, String variant, String claim, long limitNs) {
        Optional<TrialResult> trial = first(
                variant,
                valid().and(undisturbed(Dimension.PER_RECORD_PROCESSING)).and(t -> t.latencyNs() != null));
        if (trial.isEmpty()) {
            add(engine, claim, Verdict.NOT_JUDGED, "no valid trial of " + variant, Stream.empty());
            return;
        }
        Percentiles latency = trial.get().latencyNs();
        add(
                engine,
                claim,
                latency.p50() > limitNs && isYoung() ? Verdict.NOT_JUDGED : verdict(latency.p50() <= limitNs),
                String.format(
                        Locale.ROOT,
                        "median of %s %.1f ms (held against %d ms), lowest %.1f ms%s",
                        variant,
                        latency.p50() / 1e6,
                        limitNs / 1_000_000,
                        latency.min() / 1e6,
                        isYoung()
                                ? ", in JVMs that still compile after a warm-up of "
                                        + Durations.format(
                                                run.scenario().timing().warmup())
                                : ""),
                trial.stream());
    }

    /** JVMs that still compile: their latency can confirm that an engine is fast, and cannot deny it. */
    private boolean isYoung() {
        return !run.scenario().timing().showsEnginesAtRest();
    }

    private void checkpointing() {
        String goesOn = "Checkpoints are asynchronous: processing goes on meanwhile.";
        Optional<TrialResult> split = Stream.of("flink-checkpoint-1s", "flink-rocksdb")
                .flatMap(variant ->
                        first(
                                variant,
                                valid().and(undisturbed(Dimension.CHECKPOINTING))
                                        .and(MatrixClaims::isSplit))
                                .stream())
                .findFirst();
        if (split.isEmpty()) {
            add(
                    "flink",
                    goesOn,
                    Verdict.NOT_JUDGED,
                    "no trial with events during and between checkpoints",
                    Stream.empty());
        } else {
            double inside = MatrixTable.inside(split.get()).p50() / NS_PER_MS;
            double outside = MatrixTable.outside(split.get()).p50() / NS_PER_MS;
            double checkpoint = split.get().checkpoints().durationMs().p50();
            add(
                    "flink",
                    goesOn,
                    goesOn(inside, outside, checkpoint)
                            .map(MatrixClaims::verdict)
                            .orElse(Verdict.NOT_JUDGED),
                    String.format(
                            Locale.ROOT,
                            "p50 %.1f ms during checkpoints, %.1f ms between them; a standstill for a checkpoint's %.0f ms"
                                    + " would make it %.1f ms",
                            inside,
                            outside,
                            checkpoint,
                            standstill(outside, checkpoint)),
                    split.stream());
        }
        String once = "With exactly-once no reader of committed records sees a duplicate.";
        // A trial with duplicates is invalid, and has its account of events all the same.
        Optional<TrialResult> survived = first("flink-exactly-once", this::isOfKill);
        Optional<TrialResult> exactlyOnce =
                survived.or(() -> first("flink-exactly-once", trial -> trial.events() != null));
        if (exactlyOnce.isEmpty()) {
            add("flink", once, Verdict.NOT_JUDGED, "no trial of it", Stream.empty());
        } else {
            long duplicates = exactlyOnce.get().events().duplicates();
            add(
                    "flink",
                    once,
                    verdict(duplicates == 0),
                    duplicates + " duplicates, " + (survived.isPresent() ? "after SIGKILL" : "without a kill"),
                    exactlyOnce.stream());
        }
        String sink = "State is exactly-once across a failure, the Kafka sink at-least-once.";
        Optional<TrialResult> killed = first("spark", valid().and(trial -> trial.recovery() != null));
        if (killed.isEmpty()) {
            add("spark", sink, Verdict.NOT_JUDGED, "no valid trial with a kill", Stream.empty());
        } else {
            TrialResult.Events events = killed.get().events();
            add(
                    "spark",
                    sink,
                    verdict(events.lost() == 0 && events.finalCountsExact()),
                    String.format(
                            Locale.ROOT,
                            "after SIGKILL %,d events lost, final counts %s, %,d rows written again",
                            events.lost(),
                            events.finalCountsExact() ? "exact" : "wrong",
                            events.duplicates()),
                    killed.stream());
        }
    }

    private boolean isOfKill(TrialResult trial) {
        return trial.events() != null
                && run.scenario().conditions().stream()
                        .anyMatch(condition -> condition.name().equals(trial.condition())
                                && condition.experiment() instanceof Experiment.Recovery);
    }

    /**
     * Whether the work goes on during a checkpoint: events that are due meanwhile are slower then, because a checkpoint takes CPU, too,
     * but not as slow as if everybody waited for its end.
     *
     * @param insideMs median latency of events that are due during a checkpoint
     * @param outsideMs of all others
     * @param checkpointMs how long a checkpoint takes
     * @return empty where checkpoints are too short to tell
     */
    static Optional<Boolean> goesOn(double insideMs, double outsideMs, double checkpointMs) {
        double standstill = standstill(outsideMs, checkpointMs);
        return standstill < outsideMs * SHOWS ? Optional.empty() : Optional.of(insideMs < standstill);
    }

    /** Events are due at any time of the checkpoint, so at the median half of it would still lie ahead. */
    private static double standstill(double outsideMs, double checkpointMs) {
        return outsideMs + checkpointMs / 2;
    }

    private static boolean isSplit(TrialResult trial) {
        Percentiles inside = MatrixTable.inside(trial);
        Percentiles outside = MatrixTable.outside(trial);
        return inside != null && outside != null && inside.count() > 0 && outside.count() > 0;
    }

    private void ttl() {
        expired("flink", "flink-ttl", "An expired value is never returned (NeverReturnExpired).");
        expired("spark", "spark-ttl", "A value whose TTL is over is not returned.");
    }

    private void expired(String engine, String variant, String claim) {
        Optional<TrialResult> trial = first(variant, valid().and(t -> t.ttl() != null));
        if (trial.isEmpty()) {
            add(engine, claim, Verdict.NOT_JUDGED, "no valid trial of " + variant, Stream.empty());
            return;
        }
        TrialResult.Ttl ttl = trial.get().ttl();
        add(
                engine,
                claim,
                verdict(ttl.expiredAboveTtl() && ttl.survivedBelowTtl()),
                String.format(
                        Locale.ROOT,
                        "TTL %,d ms: counts survived pauses of up to %,d ms and started again from %,d ms on",
                        ttl.ttlMs(),
                        ttl.longestSurvivedMs(),
                        ttl.shortestExpiredMs()),
                trial.stream());
    }

    private void timers() {
        for (String engine : MatrixTable.ENGINES) {
            fired(engine, engine + "-timer", "A processing-time timer fires once its time has come.");
            fired(engine, engine + "-event-timer", "An event-time timer fires once the watermark has passed it.");
        }
        String idle = "With processing time, a trigger of 0 runs batches all the time, also without input.";
        Optional<TrialResult> trial = first(
                "spark-timer",
                valid().and(t -> t.batches() != null && t.batches().perSecondWithoutLoad() != null));
        if (trial.isEmpty()) {
            add("spark", idle, Verdict.NOT_JUDGED, "no valid trial that waited without load", Stream.empty());
            return;
        }
        double perSecond = trial.get().batches().perSecondWithoutLoad();
        add(
                "spark",
                idle,
                verdict(perSecond > 0),
                String.format(Locale.ROOT, "%.1f empty batches a second after the load had ended", perSecond),
                trial.stream());
    }

    private void fired(String engine, String variant, String claim) {
        Optional<TrialResult> trial = first(variant, valid().and(t -> t.timers() != null));
        if (trial.isEmpty()) {
            add(engine, claim, Verdict.NOT_JUDGED, "no valid trial of " + variant, Stream.empty());
            return;
        }
        TrialResult.Timers timers = trial.get().timers();
        boolean all = timers.fired() == timers.due() && timers.unexpected() == 0;
        long longestBatch = longestBatchMs(trial.get());
        boolean tooLong = longestBatch > LONGEST_BATCH_MS;
        add(
                engine,
                claim,
                !all && tooLong ? Verdict.NOT_JUDGED : verdict(all),
                String.format(
                        Locale.ROOT,
                        "%,d of %,d timers fired, %,d unexpected; delay p50 %.0f ms, p99 %.0f ms"
                                + (all || !tooLong
                                        ? ""
                                        : "; batches took up to " + longestBatch
                                                + " ms, so that a key's next event may have come in the batch of its timer"),
                        timers.fired(),
                        timers.due(),
                        timers.unexpected(),
                        timers.delayNs().p50() / 1e6,
                        timers.delayNs().p99() / 1e6),
                trial.stream());
    }

    private static long longestBatchMs(TrialResult trial) {
        return trial.batches() == null || trial.batches().durationMs() == null
                ? 0
                : trial.batches().durationMs().max();
    }

    private Optional<Double> micro(String backend) {
        return run.micro() == null
                ? Optional.empty()
                : run.micro().stream()
                        .filter(figure -> figure.module().startsWith("flink")
                                && backend.equals(figure.parameters().get("backend")))
                        .map(MicroResult.Figure::nsPerOp)
                        .reduce((earlier, later) -> later);
    }

    /** Of a condition that stands for the row, and in which nothing was killed or paused on purpose. */
    private Predicate<TrialResult> undisturbed(Dimension dimension) {
        Set<String> names = run.scenario().conditions().stream()
                .filter(condition -> condition.dimensions().contains(dimension))
                .filter(condition -> condition.experiment() instanceof Experiment.Offered)
                .map(Condition::name)
                .collect(Collectors.toSet());
        return trial -> names.contains(trial.condition());
    }

    private static Predicate<TrialResult> valid() {
        return trial -> trial.status() == TrialStatus.VALID;
    }

    private Optional<TrialResult> first(String variant, Predicate<TrialResult> which) {
        return run.trialsOf(variant).stream().filter(which).findFirst();
    }

    private static Verdict verdict(boolean holds) {
        return holds ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED;
    }

    private void add(String engine, String claim, Verdict verdict, String because, Stream<TrialResult> trials) {
        claims.add(new Claim(
                engine, claim, verdict, because, trials.map(TrialResult::order).toList()));
    }
}
