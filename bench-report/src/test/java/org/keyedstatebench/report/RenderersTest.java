package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.RunResult;

class RenderersTest {

    private static final String HOSTILE = "<script>alert(1)</script> | `rm` **bold** [a](http://b) \\ &amp; @team\n"
            + "# heading\u001B[31m red \u202Etxt";

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void allFormsHoldTheSameCells(int blocks) {
        RunResult run = RunFixture.sixVariants(blocks).build();
        ReportModel model = ReportModel.of(run, Traces.of(run));

        List<List<List<String>>> expected = cellsOf(model);

        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(RenderedTables.ofTerminal(TerminalReport.render(model, false)))
                .isEqualTo(expected);
        assertThat(RenderedTables.ofMarkdown(MarkdownReport.render(model))).isEqualTo(expected);
        assertThat(RenderedTables.ofHtml(HtmlReport.render(model))).isEqualTo(cells(model, true));
        assertThat(cells(model, true)).hasSizeGreaterThan(expected.size());
    }

    @Test
    void allFormsSayWhatAPlotShows() {
        RunResult run = RunFixture.sixVariants(3).build();
        ReportModel model = ReportModel.of(run, Traces.of(run));
        List<String> findings = model.sections().stream()
                .flatMap(section -> flat(section.blocks()).stream())
                .filter(Plot.class::isInstance)
                .map(plot -> RenderedTables.bare(((Plot) plot).finding()))
                .toList();

        assertThat(findings).hasSizeGreaterThan(20);
        assertThat(RenderedTables.bare(TerminalReport.render(model, false))).contains(findings);
        assertThat(RenderedTables.bare(RenderedTables.markdownText(MarkdownReport.render(model))))
                .contains(findings);
        assertThat(RenderedTables.bare(RenderedTables.htmlText(HtmlReport.render(model))))
                .contains(findings);
    }

    @Test
    void theSummaryForATerminalEndsWithTheVerdict() {
        ReportModel summary =
                ReportModel.of(RunFixture.sixVariants(3).build(), Map.of()).summary();

        assertThat(summary.sections())
                .extracting(Section::id)
                .containsExactly("table", "latency", "correctness", "verdict");
    }

    @Test
    void colourChangesNothingButTheColour() {
        ReportModel model = ReportModel.of(RunFixture.sixVariants(3).build(), Map.of());
        String plain = TerminalReport.render(model, false);
        String coloured = TerminalReport.render(model, true);

        assertThat(plain).doesNotContain("\u001B");
        assertThat(coloured).contains("\u001B[1m");
        assertThat(coloured.replaceAll("\u001B\\[\\d+m", "")).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void theTerminalReportFitsItsColumns(int blocks) {
        String report = TerminalReport.render(
                ReportModel.of(RunFixture.sixVariants(blocks).build(), Map.of()).summary(), false);

        assertThat(report.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TerminalReport.WIDTH));
    }

    @Test
    void hostileTextIsShownAsTextInMarkdown() {
        String markdown = MarkdownReport.render(ReportModel.of(hostileRun(), Map.of()));

        assertThat(markdown)
                .doesNotContain("<script")
                .doesNotContain("\u001B")
                .doesNotContain("\u202E")
                .doesNotContain("@team")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt; \\| \\`rm\\` \\*\\*bold\\*\\* \\[a\\](http://b) \\\\ &amp;amp;");
        assertThat(markdown.lines()).noneMatch(line -> line.startsWith("# heading"));
    }

    @Test
    void aHostileMessageCannotBreakATable() {
        ReportModel model = ReportModel.of(hostileRun(), Map.of());

        assertThat(RenderedTables.ofMarkdown(MarkdownReport.render(model)).size())
                .isEqualTo(cellsOf(model).size());
        assertThat(RenderedTables.ofMarkdown(MarkdownReport.render(model)))
                .allSatisfy(table ->
                        assertThat(table).allSatisfy(row -> assertThat(row).hasSameSizeAs(table.get(0))));
    }

    @Test
    void hostileTextCannotSteerATerminal() {
        String report = TerminalReport.render(ReportModel.of(hostileRun(), Map.of()), false);

        assertThat(report).doesNotContain("\u001B").doesNotContain("\u202E").contains("<script>alert(1)</script>");
    }

    @Test
    void aWarningStandsAboveTheVerdictInBothForms() {
        ReportModel model = ReportModel.of(
                RunFixture.sixVariants(1).status(RunResult.Status.INTERRUPTED).build(), Map.of());

        assertThat(TerminalReport.render(model, false)).containsSubsequence("INTERRUPTED", "VERDICT");
        assertThat(MarkdownReport.render(model)).containsSubsequence("**INTERRUPTED", "## Verdict");
    }

    @Test
    void theCommandToRepeatIsCopiedAsItIs() {
        ReportModel model = ReportModel.of(RunFixture.sixVariants(3).build(), Map.of());

        assertThat(TerminalReport.render(model, false)).contains("\n  ./bench compare --blocks 3 --seed 42\n");
        assertThat(MarkdownReport.render(model)).contains("```sh\n./bench compare --blocks 3 --seed 42\n```");
    }

    @Test
    void aLineOfMarkdownThatLooksLikeAListIsText() {
        ReportModel model = new ReportModel(
                "t",
                List.of(),
                List.of(new Section(
                        "s",
                        "s",
                        List.of(new Paragraph("- no list"), new Paragraph("1. no number"), new Paragraph("+1")))));

        assertThat(MarkdownReport.render(model)).contains("\n\\- no list\n", "\n1\\. no number\n", "\n\\+1\n");
    }

    @Test
    void numbersAreAlignedToTheRight() {
        Table table = new Table(
                "t",
                List.of(Column.text("name"), Column.number("value")),
                List.of(List.of(Cell.of("a"), Cell.of("1")), List.of(Cell.of("bcdef"), Cell.of("1,000"))),
                List.of());

        assertThat(new TextTable(table, 80, (text, tone) -> text).lines())
                .containsExactly("name   value", "─────  ─────", "a          1", "bcdef  1,000");
    }

    @Test
    void aCellThatIsTooWideIsWrappedAtSpaces() {
        Table table = new Table(
                "t",
                List.of(Column.text("a"), Column.text("b")),
                List.of(List.of(Cell.of("x"), Cell.of("one two three")), List.of(Cell.of("y"), Cell.of("four"))),
                List.of());

        assertThat(new TextTable(table, 12, (text, tone) -> text).lines())
                .containsExactly("a  b", "─  ─────────", "x  one two", "   three", "y  four");
    }

    @Test
    void aWordWiderThanItsLineIsBroken() {
        assertThat(PlainText.wrapped("ab cdefghij k", 4)).containsExactly("ab", "cdef", "ghij", "k");
    }

    private static RunResult hostileRun() {
        return RunFixture.sixVariants(1)
                .unsupported("spark-real-time", 2, HOSTILE)
                .failed("flink-hashmap", 2, HOSTILE)
                .flagged("flink-rocksdb", 2, 5, Flag.NOT_STEADY)
                .build();
    }

    private static List<List<List<String>>> cellsOf(ReportModel model) {
        return cells(model, false);
    }

    /** The blocks and those that are folded in them. */
    static List<Block> flat(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block ->
                        block instanceof Block.Folded folded ? flat(folded.blocks()).stream() : Stream.of(block))
                .toList();
    }

    /** @param bySecond whether also of tables with a row for every second, which only the HTML report shows */
    private static List<List<List<String>>> cells(ReportModel model, boolean bySecond) {
        return model.sections().stream()
                .flatMap(section -> flat(section.blocks()).stream())
                .map(block -> block instanceof Plot plot ? plot.data() : block)
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .filter(table -> bySecond || ReportModel.isShort(table))
                .map(table -> table.rows().stream()
                        .map(row -> row.stream()
                                .map(cell -> RenderedTables.bare(cell.text()))
                                .toList())
                        .toList())
                .toList();
    }
}
