package org.keyedstatebench.harness.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.result.MicroResult;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TableRow;
import org.keyedstatebench.harness.result.TableRow.Cell;
import org.keyedstatebench.harness.result.TableRow.Figure;
import org.keyedstatebench.harness.result.TableRow.Finding;
import org.keyedstatebench.harness.result.TableRow.Kind;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialResult.Refusal;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Dimension;
import org.keyedstatebench.harness.scenario.Experiment;
import org.keyedstatebench.harness.scenario.MatrixScenarios;
import org.keyedstatebench.harness.scenario.Variant;

/**
 * Fills the comparison table from trials under many conditions: each row from the conditions that stand for it, each entry with the
 * trials that it rests on. Pure.
 */
public final class MatrixTable {

    static final List<String> ENGINES = List.of("flink", "spark");

    private static final String NANOSECONDS = "nanoseconds";
    private static final String MILLISECONDS = "milliseconds";
    private static final String BYTES = "bytes";
    private static final String PER_SECOND = "per-second";
    private static final String COUNT = "count";
    private static final String RATIO = "ratio";

    private final RunResult run;
    private final MatrixScenarios scenarios;

    private MatrixTable(RunResult run, MatrixScenarios scenarios) {
        this.scenarios = scenarios;
        this.run = run;
    }

    /**
     * The run with its table.
     *
     * @param micro micro-benchmarks that belong to it; none where no row asks for them
     */
    public static RunResult complete(RunResult run, List<MicroResult.Figure> micro, List<EngineDescriptor> engines) {
        RunResult measured = run.with(micro.isEmpty() ? null : micro, null);
        return measured.with(measured.micro(), of(measured, engines));
    }

    /** The rows that the run was made for. */
    public static List<TableRow> of(RunResult run, List<EngineDescriptor> engines) {
        MatrixTable table = new MatrixTable(run, new MatrixScenarios(engines));
        List<TableRow> rows = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            boolean wanted = run.scenario().conditions().stream()
                    .anyMatch(condition -> condition.dimensions().contains(dimension));
            if (wanted) {
                List<Cell> cells = ENGINES.stream()
                        .map(engine -> new Cell(engine, table.findings(dimension, engine)))
                        .toList();
                rows.add(new TableRow(dimension, cells, MatrixClaims.of(dimension, run)));
            }
        }
        return rows;
    }

    private List<Finding> findings(Dimension dimension, String engine) {
        List<Finding> all = new ArrayList<>();
        if (dimension == Dimension.STATE_ABSTRACTION) {
            all.addAll(micro(engine));
        }
        for (Condition condition : run.scenario().conditions()) {
            if (!condition.dimensions().contains(dimension)) {
                continue;
            }
            for (String name : condition.variants()) {
                Variant variant = run.scenario().variant(name);
                if (variant.engine().equals(engine) && scenarios.belongs(name, dimension, condition)) {
                    findings(dimension, condition, variant).forEach(all::add);
                }
            }
        }
        return all;
    }

    private Stream<Finding> findings(Dimension dimension, Condition condition, Variant variant) {
        List<TrialResult> trials = trials(condition, variant.name());
        if (trials.isEmpty()) {
            return Stream.empty();
        }
        List<TrialResult> valid = valid(trials);
        String setting = setting(variant, condition);
        return Stream.concat(
                questions(dimension, condition, variant, setting, trials),
                valid.isEmpty()
                        ? Stream.of(failure(setting, trials))
                        : figures(dimension, condition, variant, setting, trials, valid));
    }

    /**
     * What is answered with yes or no, by every trial that came to an account, for a no may be what made it invalid. The account stands
     * beside the first question.
     */
    private static Stream<Finding> questions(
            Dimension dimension, Condition condition, Variant variant, String setting, List<TrialResult> trials) {
        if (dimension == Dimension.STATE_TTL && condition.experiment() instanceof Experiment.Ttl) {
            List<TrialResult> told =
                    trials.stream().filter(trial -> trial.ttl() != null).toList();
            return Stream.of(
                            verified(setting, trials, Question.STARTS_AGAIN, pauses(told)),
                            verified(setting, trials, Question.SURVIVES, List.of()))
                    .flatMap(Optional::stream);
        }
        if (dimension == Dimension.TIMERS && variant.operator().idleTimer() != null) {
            List<TrialResult> told =
                    trials.stream().filter(trial -> trial.timers() != null).toList();
            return verified(setting, trials, Question.TIMERS_FIRE, timers(told)).stream();
        }
        return Stream.empty();
    }

    private Stream<Finding> figures(
            Dimension dimension,
            Condition condition,
            Variant variant,
            String setting,
            List<TrialResult> trials,
            List<TrialResult> valid) {
        return switch (dimension) {
            case STATE_ABSTRACTION -> measured(setting, valid, bytesPerKey(valid, condition));
            case STATE_BACKEND ->
                measured(
                        setting,
                        valid,
                        condition.experiment() instanceof Experiment.Drain ? drain(valid) : latency(valid));
            case PER_RECORD_PROCESSING -> measured(setting, valid, Stream.concat(distribution(valid), rows(valid)));
            case CHECKPOINTING ->
                measured(
                        setting,
                        valid,
                        condition.experiment() instanceof Experiment.Recovery
                                ? recovery(valid, trials)
                                : checkpoints(valid, trials));
            case STATE_TTL -> ttlCost(condition, variant, setting, valid);
            case TIMERS ->
                cost(setting, valid, condition, variant, variant.operator().idleTimer() != null);
        };
    }

    private static Stream<Finding> measured(
            String setting, List<TrialResult> trials, Stream<Optional<Figure>> figures) {
        List<Figure> known = figures.flatMap(Optional::stream).toList();
        return known.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(Kind.MEASURED, setting, null, null, known, orders(trials), files(trials)));
    }

    /** A question of yes or no in a cell. */
    enum Question {
        STARTS_AGAIN("starts again after its TTL"),
        SURVIVES("survives a pause shorter than its TTL"),
        TIMERS_FIRE("idle timers fire");

        final String words;

        Question(String words) {
            this.words = words;
        }

        private Said answer(TrialResult trial) {
            return switch (this) {
                case STARTS_AGAIN -> TrialAnswers.startsAgain(trial);
                case SURVIVES -> TrialAnswers.survives(trial);
                case TIMERS_FIRE -> TrialAnswers.idleTimersFire(trial);
            };
        }
    }

    /** Empty if nothing ran: what was refused shows nothing. */
    private static Optional<Finding> verified(
            String setting, List<TrialResult> trials, Question question, List<Figure> figures) {
        Ruling ruling = Ruling.of(
                trials.stream()
                        .filter(trial -> trial.status() != TrialStatus.UNSUPPORTED)
                        .map(question::answer)
                        .toList(),
                "");
        return ruling.trials().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Kind.VERIFIED,
                        setting,
                        ruling.answer(),
                        question.words + (ruling.answer() == null ? ": cannot tell, " + ruling.because() : ""),
                        figures,
                        orders(ruling.trials()),
                        files(ruling.trials())));
    }

    private static Finding failure(String setting, List<TrialResult> trials) {
        List<TrialResult> refused = trials.stream()
                .filter(trial -> trial.status() == TrialStatus.UNSUPPORTED)
                .toList();
        if (refused.isEmpty()) {
            return new Finding(
                    Kind.NOT_VALID, setting, null, trials.get(0).reason(), List.of(), orders(trials), files(trials));
        }
        Refusal refusal = refused.get(0).refusal();
        return new Finding(
                Kind.REFUSED,
                setting,
                null,
                refusal.errorClass() + ": " + refusal.message(),
                List.of(),
                orders(refused),
                files(refused));
    }

    private List<Finding> micro(String engine) {
        return run.micro() == null
                ? List.of()
                : run.micro().stream()
                        .filter(figure -> figure.module().startsWith(engine))
                        .map(MatrixTable::micro)
                        .toList();
    }

    private static Finding micro(MicroResult.Figure figure) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("per operation", figure.nsPerOp(), NANOSECONDS));
        if (figure.bytesPerOp() != null) {
            figures.add(new Figure("heap allocated per operation", figure.bytesPerOp(), BYTES));
        }
        String method = figure.benchmark().substring(figure.benchmark().lastIndexOf('.') + 1);
        String parameters = figure.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .reduce((a, b) -> a + ", " + b)
                .map(text -> ", " + text)
                .orElse("");
        return new Finding(
                Kind.MEASURED, "micro-benchmark " + method + parameters, null, null, figures, List.of(), List.of());
    }

    /**
     * State divided by keys, after all events of a drain. How many keys there are is Spark's own number, and for the others what is
     * to be expected of uniform keys.
     */
    private static Stream<Optional<Figure>> bytesPerKey(List<TrialResult> trials, Condition condition) {
        if (!(condition.experiment() instanceof Experiment.Drain drained)) {
            // A window under load ends at some time between two checkpoints.
            return Stream.empty();
        }
        double keys = condition.workload().keys().count();
        double seen = keys * -Math.expm1(-drained.events() / keys);
        return Stream.of(
                median(
                        "checkpointed state per key",
                        trials,
                        BYTES,
                        trial -> trial.drain() == null || trial.drain().stateBytes() == null
                                ? null
                                : trial.drain().stateBytes() / seen),
                median(
                        "memory of the state store per key",
                        trials,
                        BYTES,
                        trial -> trial.batches() == null || trial.batches().stateKeys() == 0
                                ? null
                                : (double) trial.batches().stateBytes()
                                        / trial.batches().stateKeys()));
    }

    private static Stream<Optional<Figure>> latency(List<TrialResult> trials) {
        return Stream.of(
                percentile("latency p50", trials, TrialResult::latencyNs, Percentiles::p50),
                percentile("p99", trials, TrialResult::latencyNs, Percentiles::p99));
    }

    private static Stream<Optional<Figure>> distribution(List<TrialResult> trials) {
        return Stream.of(
                percentile("latency p50", trials, TrialResult::latencyNs, Percentiles::p50),
                percentile("p90", trials, TrialResult::latencyNs, Percentiles::p90),
                percentile("p99", trials, TrialResult::latencyNs, Percentiles::p99),
                percentile("p99.9", trials, TrialResult::latencyNs, Percentiles::p999),
                percentile("max", trials, TrialResult::latencyNs, Percentiles::max));
    }

    private static Stream<Optional<Figure>> rows(List<TrialResult> trials) {
        return Stream.of(median("rows per event", trials, COUNT, Metric.ROWS_PER_EVENT));
    }

    private static Stream<Optional<Figure>> drain(List<TrialResult> trials) {
        return Stream.of(median("drain", trials, PER_SECOND, Metric.DRAIN_RATE));
    }

    private static Stream<Optional<Figure>> checkpoints(List<TrialResult> trials, List<TrialResult> all) {
        return Stream.of(
                percentile("latency p50", trials, TrialResult::latencyNs, Percentiles::p50),
                percentile("latency p99", trials, TrialResult::latencyNs, Percentiles::p99),
                most("duplicates", all, TrialResult.Events::duplicates),
                median("checkpoints", trials, COUNT, Metric.CHECKPOINTS),
                median("checkpoint p50", trials, MILLISECONDS, Metric.CHECKPOINT_P50),
                median("written by one", trials, BYTES, Metric.CHECKPOINT_BYTES),
                percentile("latency p50 during checkpoints", trials, MatrixTable::inside, Percentiles::p50),
                percentile("p99 during checkpoints", trials, MatrixTable::inside, Percentiles::p99),
                percentile("p50 between checkpoints", trials, MatrixTable::outside, Percentiles::p50),
                percentile("p99 between checkpoints", trials, MatrixTable::outside, Percentiles::p99),
                median("batches", trials, COUNT, Metric.BATCHES),
                median("batch p50", trials, MILLISECONDS, Metric.BATCH_P50),
                median("of it walCommit", trials, MILLISECONDS, trial -> phase(trial, "walCommit")),
                median("commitOffsets", trials, MILLISECONDS, trial -> phase(trial, "commitOffsets")),
                median("state commit p50, summed over tasks", trials, MILLISECONDS, Metric.BATCH_STATE_COMMIT_P50));
    }

    static Percentiles inside(TrialResult trial) {
        return trial.checkpoints() == null ? null : trial.checkpoints().latencyInsideNs();
    }

    static Percentiles outside(TrialResult trial) {
        return trial.checkpoints() == null ? null : trial.checkpoints().latencyOutsideNs();
    }

    private static Double phase(TrialResult trial, String phase) {
        return trial.batches() == null || trial.batches().medianPhaseMs() == null
                ? null
                : number(trial.batches().medianPhaseMs().get(phase));
    }

    private static Stream<Optional<Figure>> recovery(List<TrialResult> trials, List<TrialResult> all) {
        return Stream.of(
                recovery("outage after SIGKILL", trials, MILLISECONDS, TrialResult.Recovery::outageMs),
                recovery("first count after", trials, MILLISECONDS, TrialResult.Recovery::resumedMs),
                recovery("backlog gone after", trials, MILLISECONDS, TrialResult.Recovery::caughtUpMs),
                recovery("events counted again", trials, COUNT, TrialResult.Recovery::repeatedEvents),
                most("lost", all, TrialResult.Events::lost));
    }

    private static Optional<Figure> recovery(
            String name, List<TrialResult> trials, String unit, Function<TrialResult.Recovery, Long> figure) {
        return median(
                name, trials, unit, trial -> trial.recovery() == null ? null : number(figure.apply(trial.recovery())));
    }

    private Stream<Finding> ttlCost(Condition condition, Variant variant, String setting, List<TrialResult> trials) {
        boolean hasTtl = variant.operator().ttl() != null;
        if (condition.experiment() instanceof Experiment.Ttl) {
            return Stream.empty();
        }
        return condition.experiment() instanceof Experiment.Drain
                ? measured(setting, trials, drainCost(trials, condition, variant, hasTtl))
                : cost(setting, trials, condition, variant, hasTtl);
    }

    private static List<Figure> pauses(List<TrialResult> told) {
        return Stream.of(
                        median(
                                "longest pause that a count survived",
                                told,
                                MILLISECONDS,
                                trial -> number(trial.ttl().longestSurvivedMs())),
                        median(
                                "shortest pause after which it started again",
                                told,
                                MILLISECONDS,
                                trial -> number(trial.ttl().shortestExpiredMs())),
                        median(
                                "outlived its TTL by up to",
                                told,
                                MILLISECONDS,
                                trial -> number(trial.ttl().expiryDelayMs())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Figure> timers(List<TrialResult> told) {
        return Stream.of(
                        median("had to fire", told, COUNT, trial ->
                                (double) trial.timers().due()),
                        median("did", told, COUNT, trial ->
                                (double) trial.timers().fired()),
                        median("unexpected", told, COUNT, trial ->
                                (double) trial.timers().unexpected()),
                        percentile(
                                "firing delay p50",
                                told,
                                trial -> trial.timers().delayNs(),
                                Percentiles::p50),
                        percentile("p99", told, trial -> trial.timers().delayNs(), Percentiles::p99))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Latency, and against the same engine without the feature if that ran beside it under the same condition. */
    private Stream<Finding> cost(
            String setting, List<TrialResult> trials, Condition condition, Variant variant, boolean hasFeature) {
        double seconds = condition.timing().duration().toMillis() / 1e3;
        Stream<Optional<Figure>> figures = Stream.of(
                percentile("latency p50", trials, TrialResult::latencyNs, Percentiles::p50),
                percentile("p99", trials, TrialResult::latencyNs, Percentiles::p99),
                hasFeature
                        ? ratio("p50, times that without", trials, condition, variant, Percentiles::p50)
                        : Optional.empty(),
                hasFeature
                        ? ratio("p99, times that without", trials, condition, variant, Percentiles::p99)
                        : Optional.empty(),
                median(
                        "CPU per event",
                        trials,
                        NANOSECONDS,
                        trial -> trial.resources() == null || trial.resources().engineCpuMicrosPerEvent() == null
                                ? null
                                : trial.resources().engineCpuMicrosPerEvent() * 1000),
                median(
                        "batches a second",
                        trials,
                        COUNT,
                        trial -> trial.batches() == null
                                ? null
                                : (trial.batches().count() + trial.batches().empty()) / seconds),
                median(
                        "empty batches a second without load",
                        trials,
                        COUNT,
                        trial ->
                                trial.batches() == null ? null : trial.batches().perSecondWithoutLoad()));
        return measured(setting, trials, figures);
    }

    /** Throughput, and against the same engine without the feature if that drained beside it. */
    private Stream<Optional<Figure>> drainCost(
            List<TrialResult> trials, Condition condition, Variant variant, boolean hasFeature) {
        Optional<Figure> with = drain(trials).findFirst().orElseThrow();
        Optional<Figure> without =
                drain(valid(trials(condition, without(variant)))).findFirst().orElseThrow();
        return Stream.of(
                with,
                hasFeature && with.isPresent() && without.isPresent()
                        ? Optional.of(new Figure(
                                "times that without",
                                with.get().value() / without.get().value(),
                                RATIO))
                        : Optional.empty());
    }

    /** The variant that a feature is held against. */
    private static String without(Variant variant) {
        return variant.engine().equals("flink") ? "flink-rocksdb" : "spark";
    }

    private Optional<Figure> ratio(
            String name,
            List<TrialResult> trials,
            Condition condition,
            Variant variant,
            Function<Percentiles, Long> percentile) {
        Optional<Figure> without =
                percentile(name, valid(trials(condition, without(variant))), TrialResult::latencyNs, percentile);
        Optional<Figure> with = percentile(name, trials, TrialResult::latencyNs, percentile);
        return without.isEmpty() || with.isEmpty() || without.get().value() == 0
                ? Optional.empty()
                : Optional.of(
                        new Figure(name, with.get().value() / without.get().value(), RATIO));
    }

    private List<TrialResult> trials(Condition condition, String variant) {
        return run.trials().stream()
                .filter(trial -> trial.condition().equals(condition.name())
                        && trial.variant().equals(variant))
                .toList();
    }

    private static List<TrialResult> valid(Collection<TrialResult> trials) {
        return trials.stream()
                .filter(trial -> trial.status() == TrialStatus.VALID)
                .toList();
    }

    private static String setting(Variant variant, Condition condition) {
        int keys = condition.workload().keys().count();
        return variant.name() + ", " + String.format(java.util.Locale.ROOT, "%,d", keys) + " keys"
                + (condition.experiment() instanceof Experiment.Drain
                        ? ""
                        : String.format(
                                java.util.Locale.ROOT,
                                ", %,d/s",
                                condition.workload().rateHz()))
                + (condition.experiment() instanceof Experiment.Recovery ? ", killed" : "");
    }

    private static Optional<Figure> percentile(
            String name,
            List<TrialResult> trials,
            Function<TrialResult, Percentiles> which,
            Function<Percentiles, Long> percentile) {
        return median(name, trials, NANOSECONDS, trial -> {
            Percentiles percentiles = which.apply(trial);
            return percentiles == null || percentiles.count() == 0
                    ? null
                    : percentile.apply(percentiles).doubleValue();
        });
    }

    private static Optional<Figure> median(
            String name, List<TrialResult> trials, String unit, Function<TrialResult, Double> value) {
        List<Double> values =
                trials.stream().map(value).filter(Objects::nonNull).toList();
        return Spread.of(values).map(spread -> new Figure(name, spread.median(), unit));
    }

    private static Optional<Figure> median(String name, List<TrialResult> trials, String unit, Metric metric) {
        return metric.over(trials).map(spread -> new Figure(name, spread.median(), unit));
    }

    /** The highest of all trials, also of invalid ones: a median over valid trials of what must not be would always be zero. */
    private static Optional<Figure> most(String name, List<TrialResult> all, ToLongFunction<TrialResult.Events> field) {
        return all.stream()
                .map(TrialResult::events)
                .filter(Objects::nonNull)
                .map(events -> new Figure(name, field.applyAsLong(events), COUNT))
                .max(Comparator.comparingDouble(Figure::value));
    }

    private static Double number(Long value) {
        return value == null ? null : value.doubleValue();
    }

    static List<Integer> orders(List<TrialResult> trials) {
        return trials.stream().map(TrialResult::order).toList();
    }

    private static List<String> files(List<TrialResult> trials) {
        return trials.stream()
                .flatMap(trial -> trial.files().values().stream().sorted())
                .toList();
    }
}
