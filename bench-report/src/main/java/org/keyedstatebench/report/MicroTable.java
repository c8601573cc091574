package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.result.MicroResult;

/** Shows micro-benchmarks as a table for a terminal. */
public final class MicroTable {

    private static final List<Column> COLUMNS = List.of(
            Column.text("module"),
            Column.text("benchmark"),
            Column.text("parameters"),
            Column.number("ns/op"),
            Column.number("± (99.9 %)"),
            Column.number("B/op"));

    private MicroTable() {}

    /** @return lines that end in a line feed */
    public static String render(MicroResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MicroResult.Figure figure : result.figures()) {
            rows.add(List.of(
                    Cell.of(figure.module()),
                    Cell.of(figure.benchmark()),
                    Cell.of(parameters(figure.parameters())),
                    Cell.of(Figures.digits(figure.nsPerOp())),
                    figure.errorNs() == null ? Cell.none() : Cell.of(Figures.digits(figure.errorNs())),
                    figure.bytesPerOp() == null ? Cell.none() : Cell.of(bytes(figure.bytesPerOp()))));
        }
        Block.Table table = new Block.Table("Micro-benchmarks", COLUMNS, rows, List.of());
        return new TextTable(table, TerminalReport.WIDTH, (text, tone) -> text)
                .lines().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** JMH divides what JMH itself allocates, too, so that nothing is never quite nothing. */
    private static String bytes(double bytes) {
        return bytes < 0.05 ? "0" : Figures.digits(bytes);
    }
}
