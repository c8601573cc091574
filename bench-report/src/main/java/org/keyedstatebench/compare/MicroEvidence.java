package org.keyedstatebench.compare;

import static org.keyedstatebench.compare.Evidence.words;
import static org.keyedstatebench.result.TableRow.Verdict.CANNOT_TELL;
import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.result.Unit;

/** What micro-benchmarks say of a step of the counter alone: what it costs, and with which backend it costs less. Pure. */
final class MicroEvidence {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MicroEvidence() {}

    /** Those of a run that are of an engine. */
    static List<MicroResult.Figure> of(RunResult run, EngineDescriptor engine) {
        return run.micro() == null || engine.micro() == null
                ? List.of()
                : run.micro().stream()
                        .filter(figure -> figure.module().equals(engine.micro().module()))
                        .toList();
    }

    /** @param measured that the figure is of */
    static Finding finding(MicroResult.Figure figure, MicroResult measured) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("per operation", figure.nsPerOp(), Unit.NANOSECONDS));
        if (figure.bytesPerOp() != null) {
            figures.add(new Figure("heap allocated per operation", figure.bytesPerOp(), Unit.BYTES));
        }
        Map<String, String> others = new LinkedHashMap<>(figure.parameters());
        String subject = Objects.requireNonNullElse(others.remove("backend"), figure.module());
        String setting = subject + ", micro-benchmark " + named(figure, others) + when(measured);
        return new Finding(
                Kind.MEASURED, setting, null, null, figures, List.of(), List.of(MicroResult.DOCUMENT.file()));
    }

    /** When, and of which build: the figures may be older than the run. */
    private static String when(MicroResult micro) {
        String commit = micro.environment().gitCommit();
        return ", measured " + MINUTE.format(micro.startedAt()) + (commit == null ? "" : " at commit " + commit);
    }

    /** Whether a backend takes less time per operation than another, for each set of parameters that both were measured with. */
    static List<Evidence> faster(List<MicroResult.Figure> figures, String backend, String other) {
        Map<String, MicroResult.Figure> others = byCase(figures, other);
        return byCase(figures, backend).entrySet().stream()
                .filter(one -> others.containsKey(one.getKey()))
                .map(one -> faster(one.getKey(), one.getValue(), others.get(one.getKey())))
                .toList();
    }

    private static Map<String, MicroResult.Figure> byCase(List<MicroResult.Figure> figures, String backend) {
        return figures.stream()
                .filter(figure -> backend.equals(figure.parameters().get("backend")))
                .collect(Collectors.toMap(MicroEvidence::where, figure -> figure, (a, b) -> b, TreeMap::new));
    }

    private static String where(MicroResult.Figure figure) {
        Map<String, String> others = new TreeMap<>(figure.parameters());
        others.remove("backend");
        return named(figure, others);
    }

    /** The benchmark's method, with parameters. */
    static String named(MicroResult.Figure figure, Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> ", " + entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(
                        "", figure.benchmark().substring(figure.benchmark().lastIndexOf('.') + 1), ""));
    }

    private static Evidence faster(String where, MicroResult.Figure one, MicroResult.Figure other) {
        String words = score(one) + " against " + score(other) + " ns per operation";
        if (one.errorNs() == null || other.errorNs() == null) {
            return new Evidence(CANNOT_TELL, where, words + ", without an error to judge them by", List.of());
        }
        double lead = other.nsPerOp() - one.nsPerOp();
        boolean overlap = Math.abs(lead) <= one.errorNs() + other.errorNs();
        String intervals = "99.9 % intervals" + (one.forks() == 1 || other.forks() == 1 ? " within one JVM" : "");
        return new Evidence(
                overlap ? CANNOT_TELL : lead > 0 ? CONFIRMED : NOT_CONFIRMED,
                where,
                words + (overlap ? ", and their " + intervals + " overlap" : " (" + intervals + ")"),
                List.of());
    }

    private static String score(MicroResult.Figure figure) {
        return words("%.0f", figure.nsPerOp()) + (figure.errorNs() == null ? "" : words(" ± %.0f", figure.errorNs()));
    }
}
