package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Cell;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Refusal;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Unit;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.MatrixScenarios;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Variant;

/**
 * Fills the comparison table: each row from the conditions and variants that stand for it, each entry with the trials that it rests
 * on. A condition that was made for the table says which rows it serves; under any other, variants stand for the dimensions that their
 * settings belong to. Pure.
 */
public final class ComparisonTable {

    /** What every trial under load tells something of. */
    private static final List<Dimension> OF_ANY_RUN =
            List.of(Dimension.STATE_BACKEND, Dimension.PER_RECORD_PROCESSING, Dimension.CHECKPOINTING);

    private static final List<Question> OF_TTL = List.of(
            new Question("starts again after its TTL", TrialEvidence::startsAgain, TableFigure.listed("pauses")),
            new Question("survives a pause shorter than its TTL", TrialEvidence::survives, List.of()));

    private static final List<Question> OF_TIMERS =
            List.of(new Question("idle timers fire", TrialEvidence::idleTimersFire, TableFigure.listed("timers")));

    private final RunResult run;
    private final Map<String, EngineDescriptor> engines = new LinkedHashMap<>();
    private final MicroResult micro;
    private final boolean nothingElse;

    private ComparisonTable(RunResult run, MicroResult micro, List<EngineDescriptor> engines) {
        this.run = run;
        this.micro = micro;
        engines.forEach(engine -> this.engines.put(engine.id(), engine));
        nothingElse = run.scenario().conditions().stream()
                .noneMatch(condition -> condition.dimensions().isEmpty());
    }

    /**
     * The run with its table.
     *
     * @param micro micro-benchmarks that belong to it; {@code null} where no row asks for them
     * @param engines what the engines of the run say of themselves, in the order of the table
     */
    public static RunResult complete(RunResult run, MicroResult micro, List<EngineDescriptor> engines) {
        RunResult measured =
                run.withMicro(micro == null ? null : micro.figures()).withTable(null);
        return measured.withTable(of(measured, micro, engines));
    }

    /** The table of a run without micro-benchmarks. */
    public static List<TableRow> of(RunResult run, List<EngineDescriptor> engines) {
        return of(run, null, engines);
    }

    /**
     * The rows that a run was made for that was made for nothing else, each with a cell for every engine that takes part in it; of any
     * other run all six, with what it shows of every engine but the reference.
     */
    private static List<TableRow> of(RunResult run, MicroResult micro, List<EngineDescriptor> engines) {
        ComparisonTable table = new ComparisonTable(run, micro, engines);
        return Stream.of(Dimension.values())
                .filter(dimension -> !table.nothingElse
                        || run.scenario().conditions().stream()
                                .anyMatch(condition -> condition.dimensions().contains(dimension)))
                .map(dimension ->
                        new TableRow(dimension, table.cells(dimension), ClaimVerdicts.of(dimension, run, engines)))
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
        boolean compared = !nothingElse
                && run.scenario().variants().stream()
                        .anyMatch(variant -> variant.engine().equals(engine));
        return !engine.equals(Comparison.REFERENCE_ENGINE)
                && (compared
                        || !micro(engine, dimension).isEmpty()
                        || places(dimension, engine).findAny().isPresent());
    }

    private List<Finding> findings(Dimension dimension, String engine) {
        return Stream.concat(
                        micro(engine, dimension).stream().map(figure -> MicroEvidence.finding(figure, micro)),
                        places(dimension, engine).flatMap(place -> findings(dimension, place)))
                .toList();
    }

    /** Where a row looks: at a variant under a condition. */
    private record Place(Condition condition, VariantSummary of) {

        List<Figure> figures(List<TableFigure> figures, List<TrialResult> without) {
            return figures.stream()
                    .flatMap(figure -> figure.of(condition, of.trials(), without).stream())
                    .toList();
        }
    }

    private Stream<Place> places(Dimension dimension, String engine) {
        return run.scenario().conditions().stream()
                .flatMap(condition -> places(condition, engine))
                .filter(place -> isOfTable(place)
                        ? MatrixScenarios.standsFor(
                                rows(place.of().variant()),
                                dimension,
                                place.condition().dimensions())
                        : belongsTo(dimension, place));
    }

    private static boolean isOfTable(Place place) {
        return !place.condition().dimensions().isEmpty();
    }

    private Stream<Place> places(Condition condition, String engine) {
        return VariantSummary.under(run, condition).stream()
                .filter(variant -> variant.engine().equals(engine))
                .map(variant -> new Place(condition, variant));
    }

    private List<String> rows(Variant variant) {
        return Stream.ofNullable(engines.get(variant.engine()))
                .flatMap(engine -> engine.table().stream())
                .filter(entry -> entry.variant().name().equals(variant.name()))
                .flatMap(entry -> entry.rows().stream())
                .toList();
    }

    /**
     * A variant without a valid trial belongs to the dimensions whose setting no other variant of the engine has shown to work: a
     * refused trigger says nothing about a backend that works with another trigger. If every single setting works elsewhere, it is
     * their combination that failed, and how records are processed is where it stands.
     */
    private boolean belongsTo(Dimension dimension, Place place) {
        if (place.of().hasValidTrial()) {
            return OF_ANY_RUN.contains(dimension);
        }
        Variant variant = place.of().variant();
        List<Dimension> unproven = OF_ANY_RUN.stream()
                .filter(each -> places(place.condition(), variant.engine())
                        .filter(other -> other.of().hasValidTrial())
                        .noneMatch(other ->
                                VariantWords.of(each, other.of().variant()).equals(VariantWords.of(each, variant))))
                .toList();
        return unproven.contains(dimension) || (unproven.isEmpty() && dimension == Dimension.PER_RECORD_PROCESSING);
    }

    private Stream<Finding> findings(Dimension dimension, Place place) {
        if (place.of().trials().isEmpty()) {
            return Stream.empty();
        }
        String setting = place.of().name() + ", "
                + (isOfTable(place)
                        ? setting(place.condition(), place.of().variant().placement())
                        : VariantWords.inTable(dimension, place.of().variant()));
        return Stream.concat(
                questions(dimension, place).stream().flatMap(question -> verified(setting, question, place).stream()),
                place.of().hasValidTrial()
                        ? measured(setting, dimension, place).stream()
                        : Stream.of(failure(setting, place.of().trials())));
    }

    private static String setting(Condition condition, Placement placement) {
        String keys = Evidence.words("%,d keys", condition.workload().keys().count());
        String rate = Evidence.words(", %,d/s", condition.workload().rateHz());
        int bytes = condition.workload().stateBytes();
        boolean stored = placement != null && placement.checkpointLatency() != null;
        return keys
                + (bytes == 0 ? "" : Evidence.words(" of %,d bytes beside the count", bytes))
                + (condition.experiment() instanceof Experiment.Drain ? "" : rate)
                + (condition.experiment() instanceof Experiment.Recovery ? ", killed" : "")
                + (stored ? ", " + placement.words() : "");
    }

    /**
     * What a cell answers with yes or no, by every trial that came to an account, for a no may be what made it invalid.
     *
     * @param account that stands beside the answer
     */
    private record Question(String words, Function<TrialResult, Evidence> evidence, List<TableFigure> account) {}

    private static List<Question> questions(Dimension dimension, Place place) {
        if (dimension == Dimension.STATE_TTL && place.condition().experiment() instanceof Experiment.Ttl) {
            return OF_TTL;
        }
        boolean timers =
                dimension == Dimension.TIMERS && place.of().variant().operator().idleTimer() != null;
        return timers ? OF_TIMERS : List.of();
    }

    private static Optional<Finding> verified(String setting, Question question, Place place) {
        Evidence evidence = Evidence.ofEach(place.of().trials(), question.evidence(), "");
        String open = evidence.answer() == null ? ": cannot tell, " + evidence.words() : "";
        return evidence.trials().isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Kind.VERIFIED,
                        setting,
                        evidence.answer(),
                        question.words() + open,
                        place.figures(question.account(), List.of()),
                        evidence.trials()));
    }

    private Optional<Finding> measured(String setting, Dimension dimension, Place place) {
        Experiment experiment = place.condition().experiment();
        List<Figure> figures =
                new ArrayList<>(place.figures(TableFigure.of(dimension, experiment), without(dimension, place)));
        if (dimension == Dimension.CHECKPOINTING && !(experiment instanceof Experiment.Recovery)) {
            figures.addAll(commitPhases(place.of().validTrials()));
        }
        return figures.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Kind.MEASURED, setting, null, null, figures, place.of().validTrials()));
    }

    /** The trials that a feature is held against: those of the variant that stands for its engine. */
    private List<TrialResult> without(Dimension dimension, Place place) {
        Variant variant = place.of().variant();
        boolean hasFeature = dimension == Dimension.TIMERS
                ? variant.operator().idleTimer() != null
                : variant.operator().ttl() != null;
        return hasFeature && engines.containsKey(variant.engine())
                ? run.trialsOf(engines.get(variant.engine()).main(), place.condition())
                : List.of();
    }

    /** The phases of a batch that the engine itself calls a commit, whatever their names in its version. */
    private static List<Figure> commitPhases(List<TrialResult> valid) {
        Map<String, List<Double>> phases = new TreeMap<>();
        valid.stream()
                .map(TrialResult::batches)
                .filter(batches -> batches != null && batches.medianPhaseMs() != null)
                .flatMap(batches -> batches.medianPhaseMs().entrySet().stream())
                .filter(phase -> phase.getKey().toLowerCase(Locale.ROOT).contains("commit"))
                .forEach(phase -> phases.computeIfAbsent(phase.getKey(), name -> new ArrayList<>())
                        .add((double) phase.getValue()));
        return phases.entrySet().stream()
                .map(phase -> new Figure("of it " + phase.getKey(), Spread.median(phase.getValue()), Unit.MILLISECONDS))
                .toList();
    }

    private static Finding failure(String setting, List<TrialResult> trials) {
        List<TrialResult> refused = trials.stream()
                .filter(trial -> trial.status() == TrialStatus.UNSUPPORTED && trial.refusal() != null)
                .toList();
        if (refused.isEmpty()) {
            return Finding.of(Kind.NOT_VALID, setting, null, trials.get(0).reason(), List.of(), trials);
        }
        Refusal refusal = refused.get(0).refusal();
        return Finding.of(
                Kind.REFUSED,
                setting + " (" + refusal.feature() + ")",
                null,
                refusal.errorClass() + ": " + refusal.message(),
                List.of(),
                refused);
    }

    private List<MicroResult.Figure> micro(String engine, Dimension dimension) {
        return dimension == Dimension.STATE_ABSTRACTION && engines.containsKey(engine)
                ? MicroEvidence.of(run, engines.get(engine))
                : List.of();
    }
}
