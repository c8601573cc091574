package org.keyedstatebench.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;

/**
 * A figure of the comparison table: its words, and how it is made of the trials of a variant under a condition. Which figures a row
 * has, depends on the experiment alone, never on the engine: what a trial did not measure is left out.
 *
 * @param metric that is taken of each trial
 * @param basis which of the trials count, and how they become one
 * @param per what the figure is shared out among
 */
record TableFigure(String words, Metric metric, Basis basis, ToDoubleFunction<Condition> per) {

    /** Which trials count, and how they become one figure. */
    enum Basis {
        /** The median of the valid ones. */
        MEDIAN,
        /** The median of all that have the figure: it is the account of a question that an invalid trial may answer, too. */
        ACCOUNT,
        /** The highest of all: a median over valid trials of what must not be would always be zero. */
        MOST,
        /** The median, as a ratio to the variant that stands for the engine without the feature that is looked at. */
        TIMES_WITHOUT
    }

    private static final TableFigure P50 = median("latency p50", Metric.LATENCY_P50);
    private static final TableFigure P99 = median("p99", Metric.LATENCY_P99);
    private static final TableFigure DRAIN = median("drain", Metric.DRAIN_RATE);

    private static final List<TableFigure> STATE_PER_KEY = List.of(
            median("checkpointed state per key", Metric.DRAIN_STATE_BYTES).per(TableFigure::keysHit),
            median("memory of the state store per key", Metric.BATCH_STATE_BYTES_PER_KEY));

    private static final List<TableFigure> DISTRIBUTION = List.of(
            P50,
            median("p90", Metric.LATENCY_P90),
            P99,
            median("p99.9", Metric.LATENCY_P999),
            median("max", Metric.LATENCY_MAX),
            median("rows per event", Metric.ROWS_PER_EVENT));

    private static final List<TableFigure> CHECKPOINTS = List.of(
            P50,
            median("latency p99", Metric.LATENCY_P99),
            new TableFigure("duplicates", Metric.DUPLICATES, Basis.MOST),
            median("checkpoints", Metric.CHECKPOINTS),
            median("checkpoint p50", Metric.CHECKPOINT_P50),
            median("longest checkpoint", Metric.CHECKPOINT_MAX),
            median("written by one", Metric.CHECKPOINT_BYTES),
            median("whole state", Metric.CHECKPOINT_STATE_BYTES),
            median("latency p50 during checkpoints", Metric.DURING_CHECKPOINTS_P50),
            median("p99 during checkpoints", Metric.DURING_CHECKPOINTS_P99),
            median("p50 between checkpoints", Metric.BETWEEN_CHECKPOINTS_P50),
            median("p99 between checkpoints", Metric.BETWEEN_CHECKPOINTS_P99),
            median("batches", Metric.BATCHES),
            median("batch p50", Metric.BATCH_P50),
            median("longest batch", Metric.BATCH_MAX),
            median("state store", Metric.BATCH_STATE_BYTES),
            median("state commit p50, summed over tasks", Metric.BATCH_STATE_COMMIT_P50));

    private static final List<TableFigure> RECOVERY = List.of(
            median("outage after SIGKILL", Metric.OUTAGE),
            median("first count after", Metric.RESUMED),
            median("backlog gone after", Metric.CAUGHT_UP),
            median("events counted again", Metric.REPEATED_EVENTS),
            new TableFigure("lost", Metric.LOST_EVENTS, Basis.MOST));

    private static final List<TableFigure> COST = List.of(
            P50,
            P99,
            new TableFigure("p50, times that without", Metric.LATENCY_P50, Basis.TIMES_WITHOUT),
            new TableFigure("p99, times that without", Metric.LATENCY_P99, Basis.TIMES_WITHOUT),
            median("CPU per event", Metric.ENGINE_CPU_PER_EVENT),
            median("batches a second", Metric.BATCHES_AND_EMPTY_ONES)
                    .per(condition -> condition.timing().duration().toMillis() / 1e3),
            median("empty batches a second without load", Metric.BATCHES_WITHOUT_LOAD));

    private static final List<TableFigure> DRAIN_COST =
            List.of(DRAIN, new TableFigure("times that without", Metric.DRAIN_RATE, Basis.TIMES_WITHOUT));

    /** Beside the question whether counts start again after their TTL. */
    static final List<TableFigure> PAUSES = List.of(
            account("longest pause that a count survived", Metric.LONGEST_SURVIVED_PAUSE),
            account("shortest pause after which it started again", Metric.SHORTEST_EXPIRED_PAUSE),
            account("outlived its TTL by up to", Metric.EXPIRY_DELAY));

    /** Beside the question whether idle timers fire. */
    static final List<TableFigure> TIMERS = List.of(
            account("had to fire", Metric.TIMERS_DUE),
            account("did", Metric.TIMERS_FIRED),
            account("unexpected", Metric.TIMERS_UNEXPECTED),
            account("firing delay p50", Metric.TIMER_DELAY_P50),
            account("p99", Metric.TIMER_DELAY_P99));

    private TableFigure(String words, Metric metric, Basis basis) {
        this(words, metric, basis, condition -> 1);
    }

    private static TableFigure median(String words, Metric metric) {
        return new TableFigure(words, metric, Basis.MEDIAN);
    }

    private static TableFigure account(String words, Metric metric) {
        return new TableFigure(words, metric, Basis.ACCOUNT);
    }

    private TableFigure per(ToDoubleFunction<Condition> divisor) {
        return new TableFigure(words, metric, basis, divisor);
    }

    /** What a row shows of an experiment, in this order; nothing if the experiment does not tell. */
    static List<TableFigure> of(Dimension dimension, Experiment experiment) {
        boolean drain = experiment instanceof Experiment.Drain;
        return switch (dimension) {
            // A window under load ends at some time between two checkpoints.
            case STATE_ABSTRACTION -> drain ? STATE_PER_KEY : List.of();
            case STATE_BACKEND -> drain ? List.of(DRAIN) : List.of(P50, P99);
            case PER_RECORD_PROCESSING -> DISTRIBUTION;
            case CHECKPOINTING -> experiment instanceof Experiment.Recovery ? RECOVERY : CHECKPOINTS;
            case STATE_TTL -> experiment instanceof Experiment.Ttl ? List.of() : drain ? DRAIN_COST : COST;
            case TIMERS -> COST;
        };
    }

    /**
     * @param trials of the variant under the condition, whatever became of them
     * @param without those of the same engine without the feature; none if the variant itself has no feature to be held against it
     * @return empty if no trial has the figure
     */
    Optional<Figure> of(Condition condition, List<TrialResult> trials, List<TrialResult> without) {
        return switch (basis) {
            case MEDIAN -> metric.over(trials).map(spread -> figure(spread, condition));
            case ACCOUNT -> metric.overAny(trials).map(spread -> figure(spread, condition));
            case MOST ->
                metric.overAny(trials)
                        .map(spread ->
                                new Figure(words, spread.max(), metric.unit().word()));
            case TIMES_WITHOUT ->
                metric.over(without)
                        .map(Spread::median)
                        .filter(base -> base > 0)
                        .flatMap(base -> metric.over(trials)
                                .map(with -> new Figure(words, with.median() / base, Unit.RATIO.word())));
        };
    }

    private Figure figure(Spread spread, Condition condition) {
        double share = per.applyAsDouble(condition);
        String unit = metric.unit().word();
        return spread.trials() == 1
                ? new Figure(words, spread.median() / share, unit)
                : new Figure(words, spread.median() / share, unit, spread.min() / share, spread.max() / share);
    }

    /** How many of uniform keys the events of a drain are expected to have hit: an engine whose checkpoint is measured does not tell. */
    private static double keysHit(Condition condition) {
        double keys = condition.workload().keys().count();
        double events = ((Experiment.Drain) condition.experiment()).events();
        return keys * -Math.expm1(-events / keys);
    }
}
