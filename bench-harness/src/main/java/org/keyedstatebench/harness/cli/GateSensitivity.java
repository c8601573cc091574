package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Processing;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GatePower;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.gate.PairedFigures;
import org.keyedstatebench.job.TestDelay;

/**
 * Shows that the gate works on a machine: the same build on both sides must not fail, a delay on purpose must; and how small a
 * slow-down would be found there, from the spread of the pairs of the same build.
 */
final class GateSensitivity {

    private static final List<Double> SLOWER_BY = List.of(0.2, 0.5);

    private final GateOptions options;
    private final GateRules rules;
    private final BiFunction<GateRules, Map<String, String>, Optional<GateResult>> compare;

    /** @param compare runs this build against itself with further settings of the candidate; nothing if it was interrupted */
    GateSensitivity(GateOptions options, BiFunction<GateRules, Map<String, String>, Optional<GateResult>> compare) {
        this.options = options;
        // A fifth of a fast job's median is less than a change that anybody would notice.
        this.rules = options.rules().withMinimumChange(Duration.ZERO);
        this.compare = compare;
    }

    /** @return the exit code: regression if the same build failed, inconclusive if a delay was not found */
    int run(EngineDescriptor engine) {
        Optional<GateResult> same = compare.apply(rules, Map.of());
        if (same.isEmpty()) {
            return ExitCode.INTERRUPTED;
        }
        List<String> lines = new ArrayList<>(List.of(line("the same build", "no regression", same.get())));
        GateVerdict verdict = same.get().judgement().verdict();
        boolean failed = verdict == GateVerdict.REGRESSION || verdict == GateVerdict.INVALID;
        int code = failed ? ExitCode.of(verdict) : ExitCode.OK;
        Optional<PairedFigures> p50 = p50(same.get());
        for (double share : p50.isPresent() ? SLOWER_BY : List.<Double>of()) {
            String delay = delay(engine.processing(), p50.get().baseline() * share);
            Optional<GateResult> slower = compare.apply(rules, Map.of(TestDelay.KEY, delay));
            if (slower.isEmpty()) {
                return ExitCode.INTERRUPTED;
            }
            String what = String.format(Locale.ROOT, "about %.0f %% slower (%s=%s)", share * 100, TestDelay.KEY, delay);
            lines.add(line(what, "regression", slower.get()));
            boolean found = slower.get().judgement().verdict() == GateVerdict.REGRESSION;
            code = code == ExitCode.OK && !found ? ExitCode.INCONCLUSIVE : code;
        }
        System.out.println("\nSelf-test of the gate with " + rules.pairs() + " pairs, changes below 1 ms judged too");
        lines.addAll(power(same.get()));
        lines.forEach(System.out::println);
        return code;
    }

    private List<String> power(GateResult same) {
        List<Pair> pairs = new ArrayList<>(same.pairs());
        pairs.addAll(same.confirmation());
        // What disturbs this machine belongs to it, and is discarded again when it is played.
        same.discarded().forEach(discarded -> pairs.add(discarded.pair()));
        try {
            return new GatePower(rules, options.mostRepeats(), options.isGuarded(), pairs).lines();
        } catch (IllegalArgumentException tooFew) {
            return List.of("How small a slow-down is found cannot be said: " + tooFew.getMessage());
        }
    }

    private static Optional<PairedFigures> p50(GateResult result) {
        return Optional.ofNullable(result.judgement().row(GateMetric.P50).first());
    }

    /** A pause delays half of its length on average; in a micro-batch, which waits for it, all of it. */
    static String delay(Processing processing, double nanos) {
        double pause = processing == Processing.MICRO_BATCH ? nanos : 2 * nanos;
        return Math.max(1, Math.round(pause / 1e6)) + "ms";
    }

    private static String line(String what, String expected, GateResult result) {
        String ratio = p50(result)
                .map(p50 -> String.format(Locale.ROOT, "p50 %.2f times as high", p50.ratio()))
                .orElse("p50 not measured");
        return "  " + what + ": " + result.judgement().verdict().word() + " (expected: " + expected + "), " + ratio;
    }
}
