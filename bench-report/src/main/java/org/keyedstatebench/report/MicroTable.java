package org.keyedstatebench.report;

import java.util.Map;
import java.util.stream.Collectors;
import org.keyedstatebench.result.MicroResult;

/** Shows micro-benchmarks as a table for a terminal. */
public final class MicroTable {

    private MicroTable() {}

    /** @return lines that end in a line feed */
    public static String render(MicroResult result) {
        Table table = new Columns<MicroResult.Figure>()
                .text("module", MicroResult.Figure::module)
                .text("benchmark", MicroResult.Figure::benchmark)
                .text("parameters", figure -> parameters(figure.parameters()))
                .figure("ns/op", 1, MicroResult.Figure::nsPerOp)
                .figure("± (99.9 %)", 1, MicroResult.Figure::errorNs)
                .number("B/op", figure -> bytes(figure.bytesPerOp()))
                .table("Micro-benchmarks", result.figures());
        return new TextTable(table, TerminalReport.WIDTH, (text, tone) -> text)
                .lines().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** JMH divides what JMH itself allocates, too, so that nothing is never quite nothing. */
    private static String bytes(Double bytes) {
        return bytes != null && bytes < 0.05 ? "0" : Figures.digitsOrNone(bytes, 1);
    }
}
