package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantPair;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.compare.VariantWords;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialStatus;

/** Answers in sentences which engine, by how much, how sure, and what went wrong. */
final class VerdictSection {

    private static final int FEW_BATCHES = 10;
    private static final int QUOTE_LIMIT = 300;

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
        verdict.whatIsNotValid();
        verdict.flags();
        verdict.fewBatches();
        verdict.howSure();
        return new Section("verdict", "Verdict", List.of(new Block.Bullets(verdict.sentences)));
    }

    private void engineAgainstEngine() {
        List<String> engines = List.copyOf(comparison.engines());
        if (comparison.betweenEngines().isEmpty()) {
            comparison.variants().forEach(this::alone);
            withinOneEngine();
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
            String without = judged.isEmpty() ? first : second;
            warn("Nothing can be said of " + Sentences.engine(first) + " against " + Sentences.engine(second) + ": "
                    + Sentences.engine(without) + " has no valid trial.");
            return;
        }
        VariantPair pair = comparison.pair(judged.get(), base.get()).orElseThrow();
        Optional<PairedRatio> p50 = pair.ratio(Metric.LATENCY_P50);
        if (p50.isEmpty()) {
            warn("There is no block in which both " + judged.get().name() + " and "
                    + base.get().name() + " have a valid trial: no ratio can be given.");
            return;
        }
        String subject =
                Sentences.engine(pair.base().engine()) + "'s (" + pair.base().name() + ")";
        String object = Sentences.engine(pair.judged().engine()) + "'s ("
                + pair.judged().name() + ")";
        say("At " + rate() + ", " + compared(pair, Metric.LATENCY_P50, subject + " median latency", object, p50.get())
                + "; " + lossOf(pair) + ".");
        tell(pair, Metric.LATENCY_P99, "latency at the 99th percentile");
        tell(pair, Metric.ENGINE_CPU_PER_EVENT, "CPU time per event");
        say(setup(pair.base()) + "; " + setup(pair.judged()) + ".");
        if (comparison.betweenEngines().size() > 1) {
            say(
                    "These are each engine's variants with the lowest median latency; every other pair is in the table of engine"
                            + " against engine.");
        }
    }

    /** Without two engines to compare, a figure is all there is to say. */
    private void alone(VariantSummary variant) {
        variant.spread(Metric.LATENCY_P50)
                .ifPresent(p50 -> say("At " + rate() + ", " + variant.name() + " has a median latency of "
                        + Figures.time(p50.median()) + " ("
                        + Figures.range(p50.min() / Figures.NANOS_PER_MILLI, p50.max() / Figures.NANOS_PER_MILLI, "–")
                        + " ms over "
                        + Sentences.many(p50.trials(), "valid trial") + ")."));
    }

    private void withinOneEngine() {
        comparison.engines().stream()
                .flatMap(engine -> comparison.withinEngine(engine).stream())
                .forEach(pair -> pair.ratio(Metric.LATENCY_P50).ifPresent(p50 -> {
                    sayAtLength(compared(
                            pair,
                            Metric.LATENCY_P50,
                            "the median latency of " + pair.base().name(),
                            "that of " + pair.judged().name(),
                            p50));
                    tell(pair, Metric.ENGINE_CPU_PER_EVENT, "CPU time per event");
                }));
    }

    private String rate() {
        return Figures.count(run.scenario().workload().rateHz()) + " events/s";
    }

    private void tell(VariantPair pair, Metric metric, String what) {
        pair.ratio(metric).ifPresent(ratio -> {
            sayAtLength(compared(
                    pair, metric, "its " + what, "that of " + pair.judged().name(), ratio));
        });
    }

    /** A clause whose subject is the base of the pair, the one with the lower median latency. */
    private static String compared(VariantPair pair, Metric metric, String subject, String object, PairedRatio ratio) {
        String first = subject + ", " + value(pair.base(), metric) + ",";
        String second = object + ", " + value(pair.judged(), metric) + ":";
        if (ratio.verdict() == PairedRatio.Verdict.NO_DIFFERENCE_DETECTABLE) {
            return "no difference is detectable between " + first + " and " + second + " ratio "
                    + Figures.digits(ratio.inverse().median()) + ", " + sureness(ratio.inverse(), "");
        }
        boolean lower = ratio.median() >= 1;
        PairedRatio above = lower ? ratio : ratio.inverse();
        return first + " is " + Figures.digits(above.median()) + " times " + (lower ? "lower" : "higher") + " than "
                + second + " " + sureness(above, " times");
    }

    private static String setup(VariantSummary variant) {
        return variant.name() + " is " + Sentences.engine(variant.engine()) + " with state in "
                + VariantWords.backend(variant.variant()) + ", "
                + VariantWords.trigger(variant.variant().trigger()) + ", "
                + VariantWords.emission(variant.variant().emission());
    }

    private static String value(VariantSummary variant, Metric metric) {
        return Figures.of(variant.spread(metric).orElseThrow().median(), metric.unit());
    }

    private static String sureness(PairedRatio ratio, String noun) {
        if (ratio.interval().isEmpty()) {
            return "one block: no interval";
        }
        MedianInterval interval = ratio.interval().get();
        return Figures.range(interval.low(), interval.high(), " to ") + noun + " over " + ratio.blocks() + " blocks, "
                + Figures.percent(interval.coverage()) + " interval";
    }

    private static String lossOf(VariantPair pair) {
        long judged = lost(pair.judged());
        long base = lost(pair.base());
        if (judged + base == 0) {
            return "no event was lost by either"
                    + (hasFailed(pair.judged()) || hasFailed(pair.base())
                            ? " in the trials that came to an account of their events"
                            : "");
        }
        return pair.base().name() + " lost " + Sentences.many(base, "event") + ", "
                + pair.judged().name() + " " + Figures.count(judged);
    }

    private void againstReference() {
        Optional<VariantSummary> reference = comparison.reference();
        if (reference.isEmpty()) {
            warn(
                    "There is no valid trial of the reference: what this machine and this broker allow at best is not known.");
            return;
        }
        Optional<Spread> floor = reference.get().spread(Metric.LATENCY_P50);
        if (floor.isEmpty() || comparison.toReference().isEmpty()) {
            return;
        }
        String ratios = comparison.toReference().stream()
                .filter(pair -> pair.ratio(Metric.LATENCY_P50).isPresent())
                .map(pair -> pair.judged().name() + " "
                        + Figures.digits(
                                pair.ratio(Metric.LATENCY_P50).orElseThrow().median()))
                .collect(Collectors.joining(", "));
        if (!ratios.isEmpty()) {
            say("Median latency as a multiple of the reference's (a plain loop without an engine, "
                    + Figures.time(floor.get().median()) + ": the floor that this machine and broker allow): " + ratios
                    + ".");
        }
    }

    private void accounting() {
        List<Events> all = run.trials().stream()
                .filter(trial -> trial.status() == TrialStatus.VALID || trial.status() == TrialStatus.INVALID)
                .map(TrialResult::events)
                .filter(Objects::nonNull)
                .toList();
        if (all.isEmpty()) {
            warn("No trial came as far as to account for its events.");
            return;
        }
        long sent = all.stream().mapToLong(Events::sent).sum();
        long covered = all.stream().mapToLong(Events::covered).sum();
        long lost = all.stream().mapToLong(Events::lost).sum();
        long duplicates = all.stream().mapToLong(Events::duplicates).sum();
        long wrong = all.stream().filter(events -> !events.finalCountsExact()).count();
        String text = "Over " + Sentences.many(all.size(), "trial") + ", " + Figures.count(sent)
                + " events were sent, "
                + Figures.count(covered) + " covered by a visible count, " + Figures.count(lost) + " lost; "
                + Sentences.many(duplicates, "duplicate row") + "; final counts "
                + (wrong == 0 ? "are exact in every trial." : "are wrong in " + Sentences.many(wrong, "trial") + ".");
        sentences.add(new Paragraph(text, lost == 0 && wrong == 0 ? Tone.GOOD : Tone.BAD));
    }

    private void whatIsNotValid() {
        for (VariantSummary variant : comparison.variants()) {
            refusals(variant);
            withoutFigures(variant, TrialStatus.INVALID, "invalid");
            withoutFigures(variant, TrialStatus.FAILED, "failed");
            if (variant.trials().isEmpty()) {
                warn(variant.name() + " was not run.");
            }
        }
    }

    private void refusals(VariantSummary variant) {
        List<TrialResult> refused = variant.trials(TrialStatus.UNSUPPORTED);
        if (refused.isEmpty()) {
            return;
        }
        TrialResult first = refused.get(0);
        String words = first.refusal() == null
                ? Sentences.quote(first.reason(), QUOTE_LIMIT)
                : first.refusal().feature() + ": \""
                        + Sentences.quote(first.refusal().message(), QUOTE_LIMIT) + "\" ("
                        + first.refusal().errorClass() + ")";
        warn(variant.name() + " is unsupported: " + Sentences.engine(variant.engine()) + " refuses " + words + " ["
                + Sentences.trialsOf(refused) + "]"
                + (run.scenario().blocks() > 1 ? ", and was not asked again in later blocks." : "."));
    }

    private void withoutFigures(VariantSummary variant, TrialStatus status, String word) {
        Map<String, List<TrialResult>> byReason = variant.trials(status).stream()
                .collect(Collectors.groupingBy(
                        trial -> Objects.requireNonNullElse(trial.reason(), "no reason given"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        byReason.forEach((reason, trials) -> sentences.add(new Paragraph(
                variant.name() + ": " + Sentences.trialsOf(trials) + " " + word + ", so without figures: "
                        + Sentences.quote(reason, QUOTE_LIMIT),
                Tone.BAD)));
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
        trialsByFlag.forEach((flag, trials) -> warn("Flagged " + flag.word() + " in "
                + (trials.size() == 1 ? "trial " : "trials ") + Sentences.list(trials) + ": " + flag.meaning() + "."));
    }

    private void fewBatches() {
        for (VariantSummary variant : comparison.variants()) {
            variant.spread(Metric.BATCHES)
                    .filter(batches -> batches.min() < FEW_BATCHES)
                    .ifPresent(batches -> warn(variant.name() + ": only "
                            + Figures.range(batches.min(), batches.max(), " to ")
                            + (batches.max() == 1 ? " micro-batch" : " micro-batches")
                            + " with input completed in a trial's measured window, so its percentiles "
                            + (variant.variant().trigger().interval().isZero()
                                    ? "are those of a few long batches, not of batches at rest"
                                    : "mostly mirror the trigger interval")
                            + "; a longer --duration gives more."));
        }
    }

    private void howSure() {
        int blocks = run.scenario().blocks();
        if (blocks == 1) {
            warn(
                    "There is one block only: every figure is a single measurement, and nothing says how far it would move if"
                            + " repeated. --blocks " + MedianInterval.LEAST_VALUES
                            + " or more gives intervals of at least "
                            + Figures.percent(MedianInterval.WANTED_COVERAGE) + ".");
        } else if (blocks < MedianInterval.LEAST_VALUES) {
            say("With " + blocks
                    + " blocks, the widest interval that there is (smallest to largest ratio) has a confidence"
                    + " of " + Figures.percent(MedianInterval.widestCoverage(blocks)) + "; --blocks "
                    + MedianInterval.LEAST_VALUES + " or more gives at least "
                    + Figures.percent(MedianInterval.WANTED_COVERAGE) + ".");
        }
    }

    private static boolean hasFailed(VariantSummary variant) {
        return !variant.trials(TrialStatus.FAILED).isEmpty();
    }

    private static long lost(VariantSummary variant) {
        return variant.trials().stream()
                .map(TrialResult::events)
                .filter(Objects::nonNull)
                .mapToLong(Events::lost)
                .sum();
    }

    /** A clause as a sentence of its own. */
    private void sayAtLength(String clause) {
        say(clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".");
    }

    private void say(String sentence) {
        sentences.add(new Paragraph(sentence));
    }

    private void warn(String sentence) {
        sentences.add(new Paragraph(sentence, Tone.WARNING));
    }
}
