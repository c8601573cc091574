package org.keyedstatebench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.Judgement;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.PairedFigures;
import org.keyedstatebench.result.Unit;

/**
 * Writes the verdict of the gate in the XML that build servers read as test results: a test case for the trials, and one for each
 * judged metric. A regression is a failure, what is inconclusive is skipped, an invalid measurement is an error.
 */
public record JUnitReport(List<Case> cases, String timestamp, String seconds, String output) {

    private static final String PASSED = "";
    private static final String FAILURE = "failure";
    private static final String ERROR = "error";
    private static final String SKIPPED = "skipped";

    public int count(String ending) {
        return (int) cases.stream().filter(one -> one.ending().equals(ending)).count();
    }

    /** @param ending name of the element that says how it ended; empty if it passed */
    public record Case(String name, String seconds, String ending, String verdict, String message) {
        public Case {
            name = PlainText.line(name);
            message = PlainText.line(message);
        }
    }

    public static String render(GateResult result) {
        long millis = Duration.between(result.startedAt(), result.endedAt()).toMillis();
        String seconds = String.format(Locale.ROOT, "%.3f", millis / 1e3);
        String output = TerminalReport.render(GateReport.summary(result), false);
        var suite = new JUnitReport(cases(result, seconds), result.startedAt().toString(), seconds, output);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + HtmlReport.fill("junit.jte", Map.of("suite", suite));
    }

    private static List<Case> cases(GateResult result, String seconds) {
        Judgement judgement = result.judgement();
        String sides = ": " + result.candidate().label() + " against "
                + result.baseline().label();
        String trials = endingOfTrials(judgement);
        // With a failed trial the figures of the others may stand there, but nothing was concluded from them.
        boolean decided = trials.equals(ERROR) || trials.equals(FAILURE);
        List<Case> cases = new ArrayList<>();
        // Trials take their time together; a metric has none of its own.
        cases.add(
                new Case("trials" + sides, seconds, trials, judgement.verdict().word(), judgement.sentence()));
        for (MetricRow row : judgement.rows()) {
            if (row.metric().judged()) {
                String ending = decided ? SKIPPED : ending(row.verdict());
                String verdict = decided
                        ? "not judged, because trials failed"
                        : row.verdict().word();
                cases.add(new Case(row.metric().word() + sides, "0", ending, verdict, words(row)));
            }
        }
        return cases;
    }

    private static String endingOfTrials(Judgement judgement) {
        if (judgement.verdict() == GateVerdict.INVALID) {
            return ERROR;
        }
        if (judgement.verdict() == GateVerdict.REGRESSION && judgement.decidedByFailures()) {
            return FAILURE;
        }
        // A lone failure decides nothing, and yet no trials with it would have passed.
        return judgement.hardFailures().isEmpty() ? PASSED : SKIPPED;
    }

    private static String ending(GateVerdict verdict) {
        return switch (verdict) {
            case PASS, REPORTED -> PASSED;
            case REGRESSION -> FAILURE;
            case SUSPECTED, INCONCLUSIVE, INVALID -> SKIPPED;
        };
    }

    private static String words(MetricRow row) {
        PairedFigures figures = row.deciding();
        Unit unit = row.metric().unit();
        if (figures == null) {
            return row.metric().word() + ": not measured";
        }
        return "%s: baseline %s, candidate %s, %s times as bad; %s"
                .formatted(
                        row.metric().word(),
                        Figures.of(figures.baseline(), unit),
                        Figures.of(figures.candidate(), unit),
                        Figures.digits(figures.ratio()),
                        row.reason());
    }
}
