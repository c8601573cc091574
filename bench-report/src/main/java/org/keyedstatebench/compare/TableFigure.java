package org.keyedstatebench.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.Unit;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A figure of the comparison table: its words, and how it is made of the trials of a variant under a condition. Which figures a row
 * has, stands in {@code figures.yaml} and depends on the experiment alone, never on the engine: what a trial did not measure is left out.
 *
 * @param metric that is taken of each trial
 * @param basis which of the trials count, and how they become one
 */
record TableFigure(String words, Metric metric, Basis basis) {

    /** Which trials count, and how they become one figure. */
    enum Basis {
        /** The median of the valid ones. */
        MEDIAN,
        /** The same, shared out among the keys that a drain is expected to have hit. */
        PER_KEY_HIT,
        /** The same, shared out among the seconds of the measured window. */
        PER_SECOND,
        /** The median of all that have the figure: it is the account of a question that an invalid trial may answer, too. */
        ACCOUNT,
        /** The highest of all: a median over valid trials of what must not be would always be zero. */
        MOST,
        /** The median, as a ratio to the variant that stands for the engine without the feature that is looked at. */
        TIMES_WITHOUT
    }

    /** By the name of their list: how each is made, by its words. */
    private static final Map<String, Map<String, String>> ALL =
            new YAMLMapper().readValue(TableFigure.class.getResourceAsStream("figures.yaml"), new TypeReference<>() {});

    /** Those of a list, such as {@code pauses}. */
    static List<TableFigure> listed(String name) {
        return ALL.get(name).entrySet().stream()
                .map(figure -> figure(figure.getKey(), figure.getValue().split(" ")))
                .toList();
    }

    private static TableFigure figure(String words, String... how) {
        return new TableFigure(words, Metric.valueOf(how[0]), how.length == 1 ? Basis.MEDIAN : Basis.valueOf(how[1]));
    }

    /** What a row shows of an experiment, in this order; nothing if the experiment does not tell. */
    static List<TableFigure> of(Dimension dimension, Experiment experiment) {
        boolean drain = experiment instanceof Experiment.Drain;
        return switch (dimension) {
            // A window under load ends at some time between two checkpoints.
            case STATE_ABSTRACTION -> drain ? listed("state-per-key") : List.of();
            case STATE_BACKEND -> listed(drain ? "drain" : "latency");
            case PER_RECORD_PROCESSING -> listed("distribution");
            case CHECKPOINTING -> listed(experiment instanceof Experiment.Recovery ? "recovery" : "checkpoints");
            case STATE_TTL -> experiment instanceof Experiment.Ttl ? List.of() : listed(drain ? "drain-cost" : "cost");
            case TIMERS -> listed("cost");
        };
    }

    /**
     * @param trials of the variant under the condition, whatever became of them
     * @param without those of the same engine without the feature; none if the variant itself has no feature to be held against it
     * @return empty if no trial has the figure
     */
    Optional<Figure> of(Condition condition, List<TrialResult> trials, List<TrialResult> without) {
        return switch (basis) {
            case MEDIAN -> metric.over(trials).map(spread -> figure(spread, 1));
            case PER_KEY_HIT -> metric.over(trials).map(spread -> figure(spread, keysHit(condition)));
            case PER_SECOND ->
                metric.over(trials)
                        .map(spread ->
                                figure(spread, condition.timing().duration().toMillis() / 1e3));
            case ACCOUNT -> metric.overAny(trials).map(spread -> figure(spread, 1));
            case MOST -> metric.overAny(trials).map(spread -> new Figure(words, spread.max(), metric.unit()));
            case TIMES_WITHOUT ->
                metric.over(without)
                        .map(Spread::median)
                        .filter(base -> base > 0)
                        .flatMap(base ->
                                metric.over(trials).map(with -> new Figure(words, with.median() / base, Unit.RATIO)));
        };
    }

    private Figure figure(Spread spread, double share) {
        return spread.trials() == 1
                ? new Figure(words, spread.median() / share, metric.unit())
                : new Figure(words, spread.median() / share, metric.unit(), spread.min() / share, spread.max() / share);
    }

    /** How many of uniform keys the events of a drain are expected to have hit: an engine whose checkpoint is measured does not tell. */
    private static double keysHit(Condition condition) {
        double keys = condition.workload().keys().count();
        double events = ((Experiment.Drain) condition.experiment()).events();
        return keys * -Math.expm1(-events / keys);
    }
}
