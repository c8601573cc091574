package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Cell;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Refusal;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Variant;

/**
 * Fills the comparison table from trials under many conditions: each row from the conditions that stand for it, each entry with the
 * trials that it rests on. Pure.
 */
public final class MatrixTable {

    private static final String NANOSECONDS = "nanoseconds";
    private static final String MILLISECONDS = "milliseconds";
    private static final String BYTES = "bytes";
    private static final String PER_SECOND = "per-second";
    private static final String COUNT = "count";
    private static final String RATIO = "ratio";

    private final RunResult run;
    private final Map<String, EngineDescriptor> engines = new LinkedHashMap<>();

    private MatrixTable(RunResult run, List<EngineDescriptor> engines) {
        this.run = run;
        engines.forEach(engine -> this.engines.put(engine.id(), engine));
    }

    /**
     * The run with its table.
     *
     * @param micro micro-benchmarks that belong to it; none where no row asks for them
     * @param engines what the engines of the run say of themselves, in the order of the table
     */
    public static RunResult complete(RunResult run, List<MicroResult.Figure> micro, List<EngineDescriptor> engines) {
        RunResult measured = run.with(micro.isEmpty() ? null : micro, null);
        return measured.with(measured.micro(), of(measured, engines));
    }

    /** The rows that the run was made for, each with a cell for every engine that takes part in it. */
    static List<TableRow> of(RunResult run, List<EngineDescriptor> engines) {
        MatrixTable table = new MatrixTable(run, engines);
        return Stream.of(Dimension.values())
                .filter(dimension -> run.scenario().conditions().stream()
                        .anyMatch(condition -> condition.dimensions().contains(dimension)))
                .map(dimension ->
                        new TableRow(dimension, table.cells(dimension), MatrixClaims.of(dimension, run, engines)))
                .toList();
    }

    /** Those of descriptors come first, in their order. */
    private List<Cell> cells(Dimension dimension) {
        return Stream.concat(
                        engines.keySet().stream(),
                        run.scenario().variants().stream().map(Variant::engine))
                .distinct()
                .filter(engine -> takesPart(engine, dimension))
                .map(engine -> new Cell(engine, findings(dimension, engine)))
                .toList();
    }

    private boolean takesPart(String engine, Dimension dimension) {
        return !micro(engine, dimension).isEmpty()
                || run.scenario().conditions().stream()
                        .flatMap(condition -> variants(dimension, condition))
                        .anyMatch(variant -> variant.engine().equals(engine));
    }

    private List<Finding> findings(Dimension dimension, String engine) {
        List<Finding> all = new ArrayList<>();
        micro(engine, dimension).stream().map(MatrixTable::micro).forEach(all::add);
        for (Condition condition : run.scenario().conditions()) {
            variants(dimension, condition)
                    .filter(variant -> variant.engine().equals(engine))
                    .flatMap(variant -> findings(dimension, condition, variant))
                    .forEach(all::add);
        }
        return all;
    }

    /** Those that stand for a row: where a condition serves several, those whose descriptor says so. */
    private Stream<Variant> variants(Dimension dimension, Condition condition) {
        return condition.dimensions().contains(dimension)
                ? condition.variants().stream()
                        .map(run.scenario()::variant)
                        .filter(variant -> condition.dimensions().size() == 1
                                || rows(variant).contains(dimension.word()))
                : Stream.empty();
    }

    private List<String> rows(Variant variant) {
        return engines.containsKey(variant.engine())
                ? engines.get(variant.engine()).table().stream()
                        .filter(entry -> entry.variant().name().equals(variant.name()))
                        .flatMap(entry -> entry.rows().stream())
                        .toList()
                : List.of();
    }

    private Stream<Finding> findings(Dimension dimension, Condition condition, Variant variant) {
        List<TrialResult> trials = run.trialsOf(variant.name(), condition);
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

    private List<MicroResult.Figure> micro(String engine, Dimension dimension) {
        return dimension == Dimension.STATE_ABSTRACTION && engines.containsKey(engine)
                ? micro(run, engines.get(engine))
                : List.of();
    }

    static List<MicroResult.Figure> micro(RunResult run, EngineDescriptor engine) {
        return run.micro() == null || engine.micro() == null
                ? List.of()
                : run.micro().stream()
                        .filter(figure -> figure.module().equals(engine.micro().module()))
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
     * State divided by keys, after all events of a drain. How many keys there are is the engine's own number where it tells one,
     * and for the others what is to be expected of uniform keys.
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
        Stream<Optional<Figure>> figures = Stream.of(
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
                median("state commit p50, summed over tasks", trials, MILLISECONDS, Metric.BATCH_STATE_COMMIT_P50));
        return Stream.concat(figures, commitPhases(trials));
    }

    static Percentiles inside(TrialResult trial) {
        return trial.checkpoints() == null ? null : trial.checkpoints().latencyInsideNs();
    }

    static Percentiles outside(TrialResult trial) {
        return trial.checkpoints() == null ? null : trial.checkpoints().latencyOutsideNs();
    }

    /** The phases of a batch that the engine itself calls a commit, whatever their names in its version. */
    private static Stream<Optional<Figure>> commitPhases(List<TrialResult> trials) {
        return trials.stream()
                .flatMap(trial -> phases(trial).keySet().stream())
                .filter(phase -> phase.toLowerCase(Locale.ROOT).contains("commit"))
                .distinct()
                .sorted()
                .map(phase -> median(
                        "of it " + phase,
                        trials,
                        MILLISECONDS,
                        trial -> number(phases(trial).get(phase))));
    }

    private static Map<String, Long> phases(TrialResult trial) {
        return trial.batches() == null || trial.batches().medianPhaseMs() == null
                ? Map.of()
                : trial.batches().medianPhaseMs();
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
                drain(without(condition, variant)).findFirst().orElseThrow();
        return Stream.of(
                with,
                hasFeature && with.isPresent() && without.isPresent()
                        ? Optional.of(new Figure(
                                "times that without",
                                with.get().value() / without.get().value(),
                                RATIO))
                        : Optional.empty());
    }

    /** The trials that a feature is held against: those of the variant that stands for its engine. */
    private List<TrialResult> without(Condition condition, Variant variant) {
        return engines.containsKey(variant.engine())
                ? valid(run.trialsOf(engines.get(variant.engine()).main(), condition))
                : List.of();
    }

    private Optional<Figure> ratio(
            String name,
            List<TrialResult> trials,
            Condition condition,
            Variant variant,
            Function<Percentiles, Long> percentile) {
        Optional<Figure> without = percentile(name, without(condition, variant), TrialResult::latencyNs, percentile);
        Optional<Figure> with = percentile(name, trials, TrialResult::latencyNs, percentile);
        return without.isEmpty() || with.isEmpty() || without.get().value() == 0
                ? Optional.empty()
                : Optional.of(
                        new Figure(name, with.get().value() / without.get().value(), RATIO));
    }

    private static List<TrialResult> valid(Collection<TrialResult> trials) {
        return trials.stream()
                .filter(trial -> trial.status() == TrialStatus.VALID)
                .toList();
    }

    private static String setting(Variant variant, Condition condition) {
        int keys = condition.workload().keys().count();
        return variant.name() + ", " + String.format(Locale.ROOT, "%,d", keys) + " keys"
                + (condition.experiment() instanceof Experiment.Drain
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %,d/s", condition.workload().rateHz()))
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
