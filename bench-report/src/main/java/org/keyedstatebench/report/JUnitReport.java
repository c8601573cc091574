package org.keyedstatebench.report;

import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.keyedstatebench.compare.Unit;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.Judgement;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.PairedFigures;

/**
 * Writes the verdict of the gate in the XML that build servers read as test results: a test case for the trials, and one for each
 * judged metric. A regression is a failure, what is inconclusive is skipped, an invalid measurement is an error.
 */
public final class JUnitReport {

    private static final String TRIALS = "trials";

    private final GateResult result;
    private final XMLStreamWriter xml;

    private enum Outcome {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED;

        String element() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Case(String name, Outcome outcome, String verdict, String message) {}

    private JUnitReport(GateResult result, XMLStreamWriter xml) {
        this.result = result;
        this.xml = xml;
    }

    public static String render(GateResult result) {
        try {
            StringWriter text = new StringWriter();
            new JUnitReport(result, XMLOutputFactory.newInstance().createXMLStreamWriter(text))
                    .write(cases(result.judgement()));
            return text.toString();
        } catch (XMLStreamException e) {
            // The text goes to memory, and is stripped of what XML cannot hold.
            throw new IllegalStateException("cannot write the verdict as XML: " + e.getMessage(), e);
        }
    }

    private static List<Case> cases(Judgement judgement) {
        Outcome trials = ofTrials(judgement);
        // With a failed trial the figures of the others may stand there, but nothing was concluded from them.
        boolean decided = trials == Outcome.ERROR || trials == Outcome.FAILURE;
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(TRIALS, trials, judgement.verdict().word(), judgement.sentence()));
        for (MetricRow row : judgement.rows()) {
            if (row.metric().judged()) {
                cases.add(new Case(
                        row.metric().word(),
                        decided ? Outcome.SKIPPED : ofMetric(row.verdict()),
                        decided
                                ? "not judged, because trials failed"
                                : row.verdict().word(),
                        words(row)));
            }
        }
        return cases;
    }

    private static Outcome ofTrials(Judgement judgement) {
        if (judgement.verdict() == GateVerdict.INVALID) {
            return Outcome.ERROR;
        }
        if (judgement.verdict() == GateVerdict.REGRESSION && judgement.decidedByFailures()) {
            return Outcome.FAILURE;
        }
        // A lone failure decides nothing, and yet no trials with it would have passed.
        return judgement.hardFailures().isEmpty() ? Outcome.PASSED : Outcome.SKIPPED;
    }

    private static Outcome ofMetric(GateVerdict verdict) {
        return switch (verdict) {
            case PASS, REPORTED -> Outcome.PASSED;
            case REGRESSION -> Outcome.FAILURE;
            case SUSPECTED, INCONCLUSIVE, INVALID -> Outcome.SKIPPED;
        };
    }

    private static String words(MetricRow row) {
        PairedFigures figures = row.deciding();
        Unit unit = row.metric().unit();
        return row.metric().word()
                + (figures == null
                        ? ": not measured"
                        : ": baseline " + Figures.of(figures.baseline(), unit) + ", candidate "
                                + Figures.of(figures.candidate(), unit) + ", " + Figures.digits(figures.ratio())
                                + " times as bad; " + row.reason());
    }

    private void write(List<Case> cases) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", "regression gate");
        attribute("tests", String.valueOf(cases.size()));
        attribute("failures", count(cases, Outcome.FAILURE));
        attribute("errors", count(cases, Outcome.ERROR));
        attribute("skipped", count(cases, Outcome.SKIPPED));
        attribute("timestamp", result.startedAt().toString());
        attribute("time", seconds());
        for (Case one : cases) {
            write(one);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(TerminalReport.render(GateReport.summary(result), false)));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return String.valueOf(
                cases.stream().filter(one -> one.outcome() == outcome).count());
    }

    private void write(Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", "keyedstatebench.gate");
        attribute(
                "name",
                one.name() + ": " + result.candidate().label() + " against "
                        + result.baseline().label());
        // Trials take their time together; a metric has none of its own.
        attribute("time", one.name().equals(TRIALS) ? seconds() : "0");
        if (one.outcome() != Outcome.PASSED) {
            boolean skipped = one.outcome() == Outcome.SKIPPED;
            xml.writeStartElement(one.outcome().element());
            if (!skipped) {
                attribute("type", one.verdict());
            }
            attribute("message", (skipped ? one.verdict() + ": " : "") + one.message());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private String seconds() {
        return String.format(
                Locale.ROOT,
                "%.3f",
                Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1e3);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(PlainText.line(value)));
    }

    /** Takes out what no XML document may contain, not even escaped: halves of characters and non-characters. */
    private static String legal(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> c == '\n'
                        || c == '\t'
                        || (c >= 0x20 && c < 0xD800)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c > 0xFFFF)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
