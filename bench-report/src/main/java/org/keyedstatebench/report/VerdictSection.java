package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.VariantPair;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.compare.VariantWords;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Variant;

/** Answers in sentences which engine, by how much, how sure, and what went wrong. */
final class VerdictSection {

    private static final int FEW_BATCHES = 10;

    private final RunResult run;
    private final Comparison comparison;
    private final List<Paragraph> sentences = new ArrayList<>();

    private VerdictSection(RunResult run, Comparison comparison) {
        this.run = run;
        this.comparison = comparison;
    }

    static Section of(RunResult run, Comparison comparison) {
        var verdict = new VerdictSection(run, comparison);
        if (ReportModel.isUndisturbed(run)) {
            verdict.engineAgainstEngine();
            verdict.againstReference();
        }
        verdict.sentences.addAll(RecoverySection.findings(run));
        verdict.sentences.addAll(DrainSection.findings(run));
        verdict.sentences.addAll(CapacitySection.findings(run));
        verdict.sentences.addAll(CurveSection.findings(run));
        verdict.accounting();
        comparison.variants().forEach(verdict::whatIsNotValid);
        verdict.flags();
        comparison.variants().forEach(verdict::fewBatches);
        verdict.howSure();
        return new Section("verdict", "Verdict", List.of(new Block.Bullets(verdict.sentences)));
    }

    private void engineAgainstEngine() {
        List<String> engines = List.copyOf(comparison.engines());
        if (comparison.betweenEngines().isEmpty()) {
            comparison.variants().forEach(this::alone);
            engines.forEach(engine -> comparison.withinEngine(engine).forEach(this::withinOneEngine));
        }
        for (int i = 0; i < engines.size(); i++) {
            for (int j = i + 1; j < engines.size(); j++) {
                pair(engines.get(i), engines.get(j));
            }
        }
    }

    private void pair(String first, String second) {
        Optional<VariantSummary> judged = comparison.fastest(first);
        Optional<VariantSummary> base = comparison.fastest(second);
        if (judged.isEmpty() || base.isEmpty()) {
            warn("Nothing can be said of %s against %s: %s has no valid trial."
                    .formatted(
                            Sentences.engine(first),
                            Sentences.engine(second),
                            Sentences.engine(judged.isEmpty() ? first : second)));
            return;
        }
        VariantPair pair = comparison.pair(judged.get(), base.get()).orElseThrow();
        Optional<PairedRatio> p50 = pair.ratio(Metric.LATENCY_P50);
        if (p50.isEmpty()) {
            warn("There is no block in which both %s and %s have a valid trial: no ratio can be given."
                    .formatted(judged.get().name(), base.get().name()));
            return;
        }
        String subject = whose(pair.base()) + " median latency";
        String compared = compared(pair, Metric.LATENCY_P50, subject, whose(pair.judged()), p50.get());
        say("At %s, %s; %s.".formatted(rate(), compared, lossOf(pair)));
        tell(pair, Metric.LATENCY_P99, "latency at the 99th percentile");
        tell(pair, Metric.ENGINE_CPU_PER_EVENT, "CPU time per event");
        say("%s; %s.".formatted(setup(pair.base()), setup(pair.judged())));
        if (comparison.betweenEngines().size() > 1) {
            say(
                    "These are each engine's variants with the lowest median latency; every other pair is in the table of engine"
                            + " against engine.");
        }
    }

    private static String whose(VariantSummary variant) {
        return Sentences.engine(variant.engine()) + "'s (" + variant.name() + ")";
    }

    /** Without two engines to compare, a figure is all there is to say. */
    private void alone(VariantSummary variant) {
        variant.spread(Metric.LATENCY_P50)
                .ifPresent(p50 -> say("At %s, %s has a median latency of %s (%s ms over %s)."
                        .formatted(
                                rate(),
                                variant.name(),
                                Figures.time(p50.median()),
                                Figures.range(
                                        p50.min() / Figures.NANOS_PER_MILLI, p50.max() / Figures.NANOS_PER_MILLI, "–"),
                                Sentences.many(p50.trials(), "valid trial"))));
    }

    private void withinOneEngine(VariantPair pair) {
        pair.ratio(Metric.LATENCY_P50).ifPresent(p50 -> {
            String subject = "the median latency of " + pair.base().name();
            String object = "that of " + pair.judged().name();
            sayAtLength(compared(pair, Metric.LATENCY_P50, subject, object, p50));
            tell(pair, Metric.ENGINE_CPU_PER_EVENT, "CPU time per event");
        });
    }

    private String rate() {
        return Figures.count(run.scenario().workload().rateHz()) + " events/s";
    }

    private void tell(VariantPair pair, Metric metric, String what) {
        String object = "that of " + pair.judged().name();
        pair.ratio(metric).ifPresent(ratio -> sayAtLength(compared(pair, metric, "its " + what, object, ratio)));
    }

    /** A clause whose subject is the base of the pair, the one with the lower median latency. */
    private static String compared(VariantPair pair, Metric metric, String subject, String object, PairedRatio ratio) {
        String first = subject + ", " + value(pair.base(), metric) + ",";
        String second = object + ", " + value(pair.judged(), metric) + ":";
        if (ratio.verdict() == PairedRatio.Verdict.NO_DIFFERENCE_DETECTABLE) {
            return "no difference is detectable between %s and %s ratio %s, %s"
                    .formatted(first, second, Figures.digits(ratio.inverse().median()), sureness(ratio.inverse(), ""));
        }
        boolean lower = ratio.median() >= 1;
        PairedRatio above = lower ? ratio : ratio.inverse();
        String times = Figures.digits(above.median()) + " times " + (lower ? "lower" : "higher");
        return first + " is " + times + " than " + second + " " + sureness(above, " times");
    }

    private static String setup(VariantSummary summary) {
        Variant variant = summary.variant();
        return "%s is %s with state in %s, %s, %s"
                .formatted(
                        variant.name(),
                        Sentences.engine(variant.engine()),
                        VariantWords.backend(variant),
                        VariantWords.trigger(variant.trigger()),
                        VariantWords.emission(variant.emission()));
    }

    private static String value(VariantSummary variant, Metric metric) {
        return Figures.of(variant.spread(metric).orElseThrow().median(), metric.unit());
    }

    private static String sureness(PairedRatio ratio, String noun) {
        if (ratio.interval().isEmpty()) {
            return "one block: no interval";
        }
        MedianInterval interval = ratio.interval().get();
        String range = Figures.range(interval.low(), interval.high(), " to ") + noun;
        return range + " over " + ratio.blocks() + " blocks, " + Figures.percent(interval.coverage()) + " interval";
    }

    private static String lossOf(VariantPair pair) {
        long judged = lost(pair.judged());
        long base = lost(pair.base());
        if (judged + base > 0) {
            return "%s lost %s, %s %s"
                    .formatted(
                            pair.base().name(),
                            Sentences.many(base, "event"),
                            pair.judged().name(),
                            Figures.count(judged));
        }
        boolean failed = Stream.of(pair.judged(), pair.base())
                .anyMatch(variant -> !variant.trials(TrialStatus.FAILED).isEmpty());
        return "no event was lost by either" + (failed ? " in the trials that came to an account of their events" : "");
    }

    private static long lost(VariantSummary variant) {
        return CorrectnessSection.events(variant.trials()).stream()
                .mapToLong(Events::lost)
                .sum();
    }

    private void againstReference() {
        Optional<VariantSummary> reference = comparison.reference();
        if (reference.isEmpty()) {
            warn(
                    "There is no valid trial of the reference: what this machine and this broker allow at best is not known.");
            return;
        }
        List<String> ratios = new ArrayList<>();
        comparison
                .toReference()
                .forEach(pair -> pair.ratio(Metric.LATENCY_P50)
                        .ifPresent(ratio -> ratios.add(pair.judged().name() + " " + Figures.digits(ratio.median()))));
        if (!ratios.isEmpty()) {
            say(
                    ("Median latency as a multiple of the reference's (a plain loop without an engine, %s: the floor that this"
                                    + " machine and broker allow): %s.")
                            .formatted(value(reference.get(), Metric.LATENCY_P50), String.join(", ", ratios)));
        }
    }

    private void accounting() {
        List<Events> all = CorrectnessSection.events(run.trials().stream()
                .filter(trial -> trial.status() == TrialStatus.VALID || trial.status() == TrialStatus.INVALID)
                .toList());
        if (all.isEmpty()) {
            warn("No trial came as far as to account for its events.");
            return;
        }
        long wrong = all.stream().filter(events -> !events.finalCountsExact()).count();
        boolean sound = wrong == 0 && all.stream().allMatch(events -> events.lost() == 0);
        say(
                "Over %s, %s events were sent, %s covered by a visible count, %s lost; %s; final counts are %s."
                        .formatted(
                                Sentences.many(all.size(), "trial"),
                                CorrectnessSection.sum(all, Events::sent),
                                CorrectnessSection.sum(all, Events::covered),
                                CorrectnessSection.sum(all, Events::lost),
                                Sentences.many(
                                        all.stream()
                                                .mapToLong(Events::duplicates)
                                                .sum(),
                                        "duplicate row"),
                                wrong == 0 ? "exact in every trial" : "wrong in " + Sentences.many(wrong, "trial")),
                sound ? Tone.GOOD : Tone.BAD);
    }

    private void whatIsNotValid(VariantSummary variant) {
        List<TrialResult> refused = variant.trials(TrialStatus.UNSUPPORTED);
        if (!refused.isEmpty()) {
            warn("%s is unsupported: %s refuses %s [%s]%s"
                    .formatted(
                            variant.name(),
                            Sentences.engine(variant.engine()),
                            refusal(refused.get(0)),
                            Sentences.trialsOf(refused),
                            run.scenario().blocks() > 1 ? ", and was not asked again in later blocks." : "."));
        }
        for (TrialStatus status : List.of(TrialStatus.INVALID, TrialStatus.FAILED)) {
            Sentences.byReason(variant.trials(status).stream())
                    .forEach((reason, trials) -> say(
                            "%s: %s %s, so without figures: %s"
                                    .formatted(
                                            variant.name(),
                                            Sentences.trialsOf(trials),
                                            Sentences.word(status),
                                            Sentences.quote(reason)),
                            Tone.BAD));
        }
        if (variant.trials().isEmpty()) {
            warn("%s was not run.".formatted(variant.name()));
        }
    }

    private static String refusal(TrialResult trial) {
        var refusal = trial.refusal();
        return refusal == null
                ? Sentences.quote(trial.reason())
                : "%s: \"%s\" (%s)"
                        .formatted(refusal.feature(), Sentences.quote(refusal.message()), refusal.errorClass());
    }

    private void flags() {
        Map<Flag, List<String>> trialsByFlag = new EnumMap<>(Flag.class);
        for (TrialResult trial : run.trials()) {
            for (Flag flag : trial.flags()) {
                trialsByFlag
                        .computeIfAbsent(flag, f -> new ArrayList<>())
                        .add(trial.order() + " (" + trial.variant() + ")");
            }
        }
        trialsByFlag.forEach((flag, trials) ->
                warn("Flagged %s in %s: %s.".formatted(flag.word(), Sentences.trials(trials), flag.meaning())));
    }

    private void fewBatches(VariantSummary variant) {
        variant.spread(Metric.BATCHES)
                .filter(batches -> batches.min() < FEW_BATCHES)
                .ifPresent(batches -> warn(
                        ("%s: only %s %s with input completed in a trial's measured window, so its percentiles %s; a longer"
                                        + " --duration gives more.")
                                .formatted(
                                        variant.name(),
                                        Figures.range(batches.min(), batches.max(), " to "),
                                        batches.max() == 1 ? "micro-batch" : "micro-batches",
                                        variant.variant().trigger().interval().isZero()
                                                ? "are those of a few long batches, not of batches at rest"
                                                : "mostly mirror the trigger interval")));
    }

    private void howSure() {
        int blocks = run.scenario().blocks();
        String wanted = Figures.percent(MedianInterval.WANTED_COVERAGE);
        if (blocks == 1) {
            warn(
                    ("There is one block only: every figure is a single measurement, and nothing says how far it would move if"
                                    + " repeated. --blocks %s or more gives intervals of at least %s.")
                            .formatted(MedianInterval.LEAST_VALUES, wanted));
        } else if (blocks < MedianInterval.LEAST_VALUES) {
            say(("With %s blocks, the widest interval that there is (smallest to largest ratio) has a confidence of %s;"
                            + " --blocks %s or more gives at least %s.")
                    .formatted(
                            blocks,
                            Figures.percent(MedianInterval.widestCoverage(blocks)),
                            MedianInterval.LEAST_VALUES,
                            wanted));
        }
    }

    /** A clause as a sentence of its own. */
    private void sayAtLength(String clause) {
        say("%s%s.".formatted(clause.substring(0, 1).toUpperCase(Locale.ROOT), clause.substring(1)));
    }

    private void say(String sentence) {
        say(sentence, Tone.PLAIN);
    }

    private void warn(String sentence) {
        say(sentence, Tone.WARNING);
    }

    private void say(String sentence, Tone tone) {
        sentences.add(new Paragraph(sentence, tone));
    }
}
