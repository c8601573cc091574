package org.keyedstatebench.report;

import static org.keyedstatebench.report.Sentences.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.VariantPair;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.compare.VariantWords;
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
        verdict.sentences.addAll(OperationsSection.findings(run));
        verdict.sentences.addAll(FaultsSection.findings(run));
        verdict.sentences.addAll(DrainSection.findings(run));
        verdict.sentences.addAll(CapacitySection.findings(run));
        verdict.sentences.addAll(CurveSection.findings(run));
        verdict.sentences.add(CorrectnessSection.finding(run));
        comparison.variants().stream()
                .filter(variant -> run.scenario().conditions().stream()
                        .anyMatch(condition -> condition.variants().contains(variant.name())))
                .forEach(verdict::whatIsNotValid);
        verdict.flags();
        comparison.variants().forEach(verdict::fewBatches);
        verdict.howSure();
        return new Section("verdict", "Verdict", new Block.Bullets(verdict.sentences));
    }

    private void engineAgainstEngine() {
        List<String> engines = List.copyOf(comparison.engines());
        if (comparison.betweenEngines().isEmpty()) {
            if (engines.size() == 1) {
                fastestForm(engines.get(0));
            }
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
            String without = judged.isEmpty() ? first : second;
            warn(Words.of("verdict.no-trial", engine(first), engine(second), engine(without)));
            return;
        }
        VariantPair pair = comparison.pair(judged.get(), base.get()).orElseThrow();
        Optional<PairedRatio> p50 = pair.ratio(Metric.LATENCY_P50);
        if (p50.isEmpty()) {
            warn(Words.of("verdict.no-block", judged.get().name(), base.get().name()));
            return;
        }
        String subject = whose(pair.base()) + " median latency";
        String compared = compared(pair, Metric.LATENCY_P50, subject, whose(pair.judged()), p50.get());
        say("At " + rate() + ", " + compared + "; " + lossOf(pair) + ".");
        tellOfTailAndCost(pair);
        say(setup(pair.base()) + "; " + setup(pair.judged()) + ".");
        if (comparison.betweenEngines().size() > 1) {
            say(Words.of("verdict.other-pairs"));
        }
    }

    private static String whose(VariantSummary variant) {
        return engine(variant.engine()) + "'s (" + variant.name() + ")";
    }

    /** Without two engines to compare, a figure is all there is to say. */
    private void alone(VariantSummary variant) {
        variant.spread(Metric.LATENCY_P50).ifPresent(p50 -> {
            double millis = Figures.NANOS_PER_MILLI;
            String range = Figures.range(p50.min() / millis, p50.max() / millis, "–") + " ms";
            say("At " + rate() + ", " + variant.name() + " has a median latency of " + Figures.time(p50.median()) + " ("
                    + range + " over " + Sentences.many(p50.trials(), "valid trial") + ").");
        });
    }

    /** Of several forms of one engine. */
    private void fastestForm(String engine) {
        List<VariantSummary> forms = comparison.variants().stream()
                .filter(form -> form.engine().equals(engine) && form.hasValidTrial())
                .toList();
        if (forms.size() > 1) {
            comparison
                    .fastest(engine)
                    .ifPresent(form -> say(Words.of(
                            "verdict.forms",
                            forms.size(),
                            engine(engine),
                            form.name(),
                            value(form, Metric.LATENCY_P50),
                            forms.get(0).name())));
        }
    }

    private void withinOneEngine(VariantPair pair) {
        tell(pair, Metric.LATENCY_P50, "the median latency of " + pair.base().name());
        tellOfTailAndCost(pair);
    }

    private void tellOfTailAndCost(VariantPair pair) {
        tell(pair, Metric.LATENCY_P99, "its latency at the 99th percentile");
        tell(pair, Metric.ENGINE_CPU_PER_EVENT, "its CPU time per event");
    }

    private String rate() {
        return Figures.count(run.scenario().workload().rateHz()) + " events/s";
    }

    private void tell(VariantPair pair, Metric metric, String subject) {
        String object = "that of " + pair.judged().name();
        pair.ratio(metric).ifPresent(ratio -> {
            String clause = compared(pair, metric, subject, object, ratio);
            say(clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".");
        });
    }

    /** A clause whose subject is the base of the pair, the one with the lower median latency. */
    private static String compared(VariantPair pair, Metric metric, String subject, String object, PairedRatio ratio) {
        String first = subject + ", " + value(pair.base(), metric) + ",";
        String second = object + ", " + value(pair.judged(), metric) + ":";
        if (ratio.verdict() == PairedRatio.Verdict.NO_DIFFERENCE_DETECTABLE) {
            PairedRatio inverse = ratio.inverse();
            return "no difference is detectable between " + first + " and " + second + " ratio "
                    + Figures.digits(inverse.median()) + ", " + sureness(inverse, "");
        }
        boolean lower = ratio.median() >= 1;
        PairedRatio above = lower ? ratio : ratio.inverse();
        String times = Figures.digits(above.median()) + " times " + (lower ? "lower" : "higher");
        return first + " is " + times + " than " + second + " " + sureness(above, " times");
    }

    private static String setup(VariantSummary summary) {
        Variant variant = summary.variant();
        return variant.name() + " is " + engine(variant.engine()) + " with state in " + VariantWords.backend(variant)
                + ", " + variant.trigger().words() + ", " + VariantWords.emission(variant.emission());
    }

    private static String value(VariantSummary variant, Metric metric) {
        return Figures.of(variant.spread(metric).orElseThrow().median(), metric.unit());
    }

    private static String sureness(PairedRatio ratio, String noun) {
        return ratio.interval()
                .map(interval -> Figures.range(interval.low(), interval.high(), " to ") + noun + " over "
                        + ratio.blocks() + " blocks, " + Figures.percent(interval.coverage()) + " interval")
                .orElse("one block: no interval");
    }

    private static String lossOf(VariantPair pair) {
        long judged = lost(pair.judged());
        long base = lost(pair.base());
        if (judged + base > 0) {
            return Words.of(
                    "verdict.lost",
                    pair.base().name(),
                    Sentences.many(base, "event"),
                    pair.judged().name(),
                    judged);
        }
        boolean failed = Stream.of(pair.judged(), pair.base())
                .anyMatch(variant -> !variant.trials(TrialStatus.FAILED).isEmpty());
        return "no event was lost by either" + (failed ? " in the trials that came to an account of their events" : "");
    }

    private static long lost(VariantSummary variant) {
        return CorrectnessSection.total(CorrectnessSection.events(variant.trials()), Events::lost);
    }

    private void againstReference() {
        Optional<VariantSummary> reference = comparison.reference();
        if (reference.isEmpty()) {
            warn(Words.of("verdict.no-reference"));
            return;
        }
        String ratios = comparison.toReference().stream()
                .flatMap(pair -> pair.ratio(Metric.LATENCY_P50).stream()
                        .map(ratio -> pair.judged().name() + " " + Figures.digits(ratio.median())))
                .collect(Collectors.joining(", "));
        if (!ratios.isEmpty()) {
            say(Words.of("verdict.reference", value(reference.get(), Metric.LATENCY_P50), ratios));
        }
    }

    private void whatIsNotValid(VariantSummary variant) {
        List<TrialResult> refused = variant.trials(TrialStatus.UNSUPPORTED);
        if (!refused.isEmpty()) {
            TrialResult.Refusal refusal = refused.get(0).refusal();
            String words = refusal == null
                    ? Sentences.quote(refused.get(0).reason())
                    : refusal.feature() + ": \"" + Sentences.quote(refusal.message()) + "\" (" + refusal.errorClass()
                            + ")";
            warn(variant.name() + " is unsupported: " + engine(variant.engine()) + " refuses " + words + " ["
                    + Sentences.trialsOf(refused) + "]"
                    + (run.scenario().blocks() > 1 ? ", and was not asked again in later blocks." : "."));
        }
        for (TrialStatus status : List.of(TrialStatus.INVALID, TrialStatus.FAILED)) {
            Sentences.byReason(variant.trials(status).stream()).forEach((reason, trials) -> {
                String which = variant.name() + ": " + Sentences.trialsOf(trials) + " " + Sentences.word(status);
                say(which + ", so without figures: " + Sentences.quote(reason), Tone.BAD);
            });
        }
        if (variant.trials().isEmpty()) {
            warn(variant.name() + " was not run.");
        }
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
        trialsByFlag.forEach((flag, trials) -> warn(
                "Flagged " + flag.word() + " in " + Sentences.trials(trials) + ": " + Sentences.meaning(flag) + "."));
    }

    private void fewBatches(VariantSummary variant) {
        variant.spread(Metric.BATCHES)
                .filter(batches -> batches.min() < FEW_BATCHES)
                .ifPresent(batches -> warn(Words.of(
                        variant.variant().trigger().interval().isZero()
                                ? "verdict.few-long-batches"
                                : "verdict.few-batches",
                        variant.name(),
                        Sentences.batches(Figures.range(batches.min(), batches.max(), " to "), batches.max() == 1))));
    }

    private void howSure() {
        int blocks = run.scenario().blocks();
        String wanted = Figures.percent(MedianInterval.WANTED_COVERAGE);
        if (blocks == 1) {
            warn(Words.of("verdict.one-block", MedianInterval.LEAST_VALUES, wanted));
        } else if (blocks < MedianInterval.LEAST_VALUES) {
            String widest = Figures.percent(MedianInterval.widestCoverage(blocks));
            say(Words.of("verdict.few-blocks", MedianInterval.LEAST_VALUES, wanted, blocks, widest));
        }
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
