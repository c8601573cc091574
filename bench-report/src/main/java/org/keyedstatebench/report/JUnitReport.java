package org.keyedstatebench.report;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.Judgement;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.MetricVerdict;

/**
 * Writes the verdict of the gate in the XML that build servers read as test results: a test case for the trials, and one for each
 * judged metric. A regression is a failure, what is inconclusive is skipped, an invalid measurement is an error.
 */
public final class JUnitReport {

    private static final String TRIALS = "trials";

    private final GateResult result;
    private final Judgement judgement;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitReport(GateResult result) throws XMLStreamException {
        this.result = result;
        this.judgement = result.judgement();
        this.xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    public static String render(GateResult result) {
        try {
            var report = new JUnitReport(result);
            report.write();
            return report.text.toString();
        } catch (XMLStreamException e) {
            // The text goes to memory, and is stripped of what XML cannot hold.
            throw new IllegalStateException("cannot write the verdict as XML: " + e.getMessage(), e);
        }
    }

    private void write() throws XMLStreamException {
        List<MetricRow> judged =
                judgement.rows().stream().filter(row -> row.metric().judged()).toList();
        long failures = judged.stream().filter(row -> isFailure(row)).count() + (isCandidatesFailure() ? 1 : 0);
        long skipped = judged.stream().filter(row -> isSkipped(row)).count() + (isCandidatesLoneFailure() ? 1 : 0);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", "regression gate");
        attribute("tests", String.valueOf(judged.size() + 1));
        attribute("failures", String.valueOf(failures));
        attribute("errors", isInvalid() ? "1" : "0");
        attribute("skipped", String.valueOf(skipped));
        attribute("timestamp", result.startedAt().toString());
        attribute("time", seconds());
        startCase(TRIALS);
        if (isInvalid()) {
            outcome("error", judgement.verdict().word(), judgement.sentence());
        } else if (isCandidatesFailure()) {
            outcome("failure", judgement.verdict().word(), judgement.sentence());
        } else if (isCandidatesLoneFailure()) {
            outcome("skipped", judgement.verdict().word(), judgement.sentence());
        }
        xml.writeEndElement();
        for (MetricRow row : judged) {
            metric(row);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(TerminalReport.render(GateReport.summary(result), false)));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void metric(MetricRow row) throws XMLStreamException {
        startCase(row.metric().word());
        if (isFailure(row)) {
            outcome("failure", row.verdict().word(), words(row));
        } else if (isSkipped(row)) {
            outcome("skipped", word(row), words(row));
        }
        xml.writeEndElement();
    }

    /** With a failed trial the figures of the others may stand there, but nothing was concluded from them. */
    private boolean decidedByTrials() {
        return isInvalid() || isCandidatesFailure();
    }

    private boolean isFailure(MetricRow row) {
        return !decidedByTrials() && row.verdict() == MetricVerdict.REGRESSION;
    }

    private boolean isSkipped(MetricRow row) {
        return decidedByTrials()
                || row.verdict() == MetricVerdict.INCONCLUSIVE
                || row.verdict() == MetricVerdict.SUSPECTED;
    }

    private boolean isInvalid() {
        return judgement.verdict() == GateVerdict.INVALID;
    }

    private boolean isCandidatesFailure() {
        return judgement.verdict() == GateVerdict.REGRESSION && judgement.decidedByFailures();
    }

    /** It decides nothing, and yet no trials without it would have passed. */
    private boolean isCandidatesLoneFailure() {
        return !decidedByTrials() && !judgement.hardFailures().isEmpty();
    }

    private String word(MetricRow row) {
        return decidedByTrials()
                ? "not judged, because trials failed"
                : row.verdict().word();
    }

    private String words(MetricRow row) {
        GateMetric metric = row.metric();
        if (row.deciding() == null) {
            return metric.word() + ": not measured";
        }
        return metric.word() + ": baseline " + Figures.of(row.deciding().baseline(), metric.unit()) + ", candidate "
                + Figures.of(row.deciding().candidate(), metric.unit()) + ", "
                + Figures.digits(row.deciding().ratio()) + " times as bad; " + row.reason();
    }

    private void startCase(String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", "keyedstatebench.gate");
        attribute(
                "name",
                name + ": " + result.candidate().label() + " against "
                        + result.baseline().label());
        // Trials take their time together; a metric has none of its own.
        attribute("time", name.equals(TRIALS) ? seconds() : "0");
    }

    private String seconds() {
        return String.format(
                Locale.ROOT,
                "%.3f",
                Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1e3);
    }

    private void outcome(String element, String type, String message) throws XMLStreamException {
        xml.writeStartElement(element);
        if (!element.equals("skipped")) {
            attribute("type", type);
        }
        attribute("message", element.equals("skipped") ? type + ": " + message : message);
        xml.writeEndElement();
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
