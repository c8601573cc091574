package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.result.RunResult;

class HtmlReportTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;";
    private static final int MOST_BYTES = 1_500_000;

    @Test
    void theReportOfADefaultRunIsSmallEnoughToMail() {
        RunResult run = RunFixture.sixVariants(3).build();

        String html = HtmlReport.render(ReportModel.of(run, Traces.of(run)));

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void everySectionIsAPanelUnderItsHeading() {
        RunResult run = RunFixture.sixVariants(3).build();
        ReportModel model = ReportModel.of(run, Traces.of(run));

        String html = HtmlReport.render(model);

        assertThat(model.sections())
                .hasSizeGreaterThan(10)
                .allSatisfy(section -> assertThat(html)
                        .contains("<section id=\"panel-" + section.id() + "\" class=\"panel\" aria-labelledby=\"title-"
                                + section.id() + "\">")
                        .contains("<h2 id=\"title-" + section.id() + "\">" + section.title() + "</h2>"));
    }

    @Test
    void nothingIsAskedOfAServer() {
        RunResult run = RunFixture.sixVariants(3).build();

        String html = HtmlReport.render(ReportModel.of(run, Traces.of(run)));

        assertThat(html).contains("default-src 'none'");
        assertThat(Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html).results())
                .extracting(found -> found.group(1))
                .isNotEmpty()
                .allMatch(target ->
                        target.startsWith("#") || target.equals("data:,") || target.matches("[A-Za-z0-9._/-]+"));
        assertThat(html).doesNotContain("@import").doesNotContain("url(");
    }

    @Test
    void aPercentileCarriesItsExactValue() {
        RunResult run = RunFixture.sixVariants(1).build();
        long p99 = run.trialsOf("spark").get(0).latencyNs().p99();

        String html = HtmlReport.render(ReportModel.of(run, Map.of()));

        assertThat(html)
                .contains("data-variant=\"spark\" data-metric=\"p99\" data-value=\"" + p99 + "\"")
                .contains("data-trial=\"" + run.trialsOf("spark").get(0).order()
                        + "\" data-metric=\"p99\" data-value=\"" + p99 + "\"");
    }

    @Test
    void hostileTextIsShownAsTextWhereverItStands() {
        Table table = new Table(
                HOSTILE,
                List.of(Column.text(HOSTILE)),
                List.of(List.of(new Cell(HOSTILE, Tone.BAD)
                        .with(new Block.Figure(HOSTILE, null, HOSTILE, HOSTILE))
                        .restingOn(List.of(
                                new Link(HOSTILE, "javascript:alert(1)"), new Link("up", "../../etc/passwd"))))),
                List.of(HOSTILE));
        Plot lines = new Plot(
                "p",
                HOSTILE,
                HOSTILE,
                new Lines(
                        Axis.linear(HOSTILE),
                        Axis.log(HOSTILE),
                        List.of(new Line(
                                HOSTILE, HOSTILE, new Look(1, 0), Weight.BOLD, new TreeMap<>(Map.of(1.0, 2.0)))),
                        List.of(new Mark("window", 0, 1, HOSTILE))),
                table);
        Plot intervals = new Plot(
                "i",
                HOSTILE,
                HOSTILE,
                new Plot.Intervals(
                        Axis.log(HOSTILE),
                        1,
                        List.of(new Plot.Interval(
                                HOSTILE, HOSTILE, new Look(1, 0), HOSTILE, new Spread(0.2, 0.1, 0.3, 1), List.of()))),
                table);
        Plot heat = new Plot(
                "h",
                HOSTILE,
                HOSTILE,
                new Plot.HeatMap(
                        Axis.linear(HOSTILE),
                        Axis.log(HOSTILE),
                        new Look(1, 0),
                        1,
                        1,
                        List.of(HOSTILE),
                        List.of(new Plot.Tick(0, HOSTILE)),
                        List.of(new Plot.Tick(0, HOSTILE))),
                table);

        String html = HtmlReport.render(new ReportModel(
                HOSTILE,
                List.of(HOSTILE),
                List.of(new Section(
                        "s",
                        HOSTILE,
                        List.of(
                                new Paragraph(HOSTILE),
                                new Block.Bullets(List.of(new Paragraph(HOSTILE))),
                                new Block.Command(HOSTILE),
                                new Block.Folded(HOSTILE, List.of(table)),
                                lines,
                                intervals,
                                heat)))));

        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("href=\"javascript")
                .doesNotContain("href=\"..")
                .contains("&lt;script&gt;alert(1)")
                .contains("\\u003cscript\\u003ealert(1)");
        // An attribute that ended early would leave its rest in a tag.
        assertThat(Pattern.compile("<[a-z][^<>]*onerror")
                        .matcher(html.replaceAll("\"[^\"<>]*\"", ""))
                        .find())
                .isFalse();
    }

    @Test
    void aRunWithoutAnyTrialHasAReportToo() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .status(RunResult.Status.INTERRUPTED)
                .build();

        assertThat(HtmlReport.render(ReportModel.of(run, Map.of())))
                .contains("INTERRUPTED")
                .contains("No trial was carried out.");
    }

    @Test
    void whatTheScriptDrawsIsTheSameTextWheneverItIsRendered() {
        Lines plot = new Lines(
                Axis.linear("x"),
                Axis.log("y", 1.0, 10.0),
                List.of(new Line("a", "", new Look(1, 0), Weight.BOLD, new TreeMap<>(Map.of(1.0, 2.0)))),
                List.of(new Mark("window", 0, 1, "w")));

        assertThat(HtmlText.json(plot))
                .isEqualTo("{\"lines\":[{\"hue\":1,\"label\":\"a\",\"pattern\":0,\"weight\":\"bold\",\"ys\":[2]}],"
                        + "\"marks\":[[\"window\",0,1,\"w\"]],\"x\":{\"label\":\"x\",\"room\":[],\"scale\":\"linear\"},"
                        + "\"xs\":[1],\"y\":{\"label\":\"y, log\",\"room\":[1,10],\"scale\":\"log\"}}");
    }
}
