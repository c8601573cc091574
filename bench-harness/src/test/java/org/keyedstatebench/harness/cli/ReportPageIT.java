package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** The HTML report as its reader gets it: the file of a real run, and one of a run that means ill, in a real browser. */
@Timeout(600)
@ExtendWith(RealRun.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageIT {

    private static final int PANELS = 10;
    private static final long MOST_BYTES = 1_500_000;

    private ReportBrowser browser;
    private RunResult result;
    private Path realReport;
    private Path hostileReport;

    @BeforeAll
    void openBrowser(RealRun real, @TempDir Path folder) throws Exception {
        browser = ReportBrowser.startOrSkip();
        result = ResultStore.read(real.run());
        realReport = real.run().resolve("report.html");
        hostileReport = HostileRun.store(folder).resolve("report.html");
        BenchProcess report =
                BenchProcess.run(folder, "report", hostileReport.getParent().toString());
        assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.OK);
    }

    @AfterAll
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private Path report(String name) {
        return name.equals("real") ? realReport : hostileReport;
    }

    @ParameterizedTest
    @CsvSource({"real,    LIGHT, 1280", "real,    DARK,  400", "hostile, LIGHT, 400"})
    void theReportIsWholeQuietAccessibleAndFitsTheWindow(String name, ColorScheme scheme, int width) {
        try (ReportBrowser.Opened opened = browser.open(report(name), scheme, width)) {
            Page page = opened.page();
            everyPanelShowsSomething(page);
            assertThat(pixels(page, "scrollWidth"))
                    .as("width of the page, without a scroll bar to the right; too wide: %s", tooWide(page))
                    .isLessThanOrEqualTo(pixels(page, "clientWidth"));
            assertThat(seriousViolations(page)).isEmpty();
            assertThat(opened.errors()).isEmpty();
            assertThat(opened.requests()).containsExactly(report(name).toUri().toString());
            if (name.equals("hostile")) {
                whatARunContainsIsShownAsTextAndNeverActs(page);
            } else if (scheme == ColorScheme.LIGHT) {
                thePercentilesOnThePageAreThoseOfTheResult(page);
            }
        }
    }

    /** As opened, for a reader who clicks nothing away: what is folded is opened first. */
    private static void everyPanelShowsSomething(Page page) {
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        List<Locator> panels = page.locator("section[id^='panel-']").all();
        assertThat(panels).hasSizeGreaterThanOrEqualTo(PANELS);
        SoftAssertions.assertSoftly(softly -> {
            for (Locator panel : panels) {
                String id = panel.getAttribute("id");
                String heading = panel.locator("h2").first().innerText().strip();
                softly.assertThat(heading).as("heading of %s", id).isNotEmpty();
                softly.assertThat(panel.innerText().replace(heading, "").strip().length())
                        .as("text in %s", id)
                        .isGreaterThan(20);
                softly.assertThat(panel.boundingBox().height)
                        .as("height of %s", id)
                        .isGreaterThan(50);
                softly.assertThat(panel.evaluate("""
                                panel => [...panel.querySelectorAll('canvas')].filter(canvas => canvas.width === 0
                                    || !canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
                                        .data.some(value => value !== 0)).length
                                """))
                        .as("empty drawings in %s", id)
                        .isEqualTo(0);
                softly.assertThat(panel.evaluate("""
                                panel => [...panel.querySelectorAll('svg')]
                                    .filter(svg => svg.querySelector('path, line, circle, rect, polyline, text') === null)
                                    .length
                                """))
                        .as("empty drawings in %s", id)
                        .isEqualTo(0);
            }
        });
        assertThat(page.locator("section[id^='panel-'] canvas, section[id^='panel-'] svg")
                        .count())
                .as("drawings")
                .isGreaterThanOrEqualTo(5);
    }

    private static int pixels(Page page, String name) {
        return (int) page.evaluate("document.documentElement." + name);
    }

    /** What sticks out to the right and is not in a box of its own that scrolls. */
    private static Object tooWide(Page page) {
        return page.evaluate("""
                () => [...document.body.querySelectorAll('*')]
                    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .filter(e => !e.closest('svg') || e.tagName === 'svg')
                    .filter(e => { for (let p = e.parentElement; p; p = p.parentElement) {
                        if (getComputedStyle(p).overflowX !== 'visible') return false; } return true; })
                    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))
                """);
    }

    private static List<String> seriousViolations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + ": "
                                + rule.getNodes().stream()
                                        .limit(3)
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .toList())
                        .toList();
    }

    private void thePercentilesOnThePageAreThoseOfTheResult(Page page) {
        List<TrialResult> valid = result.trials().stream()
                .filter(trial -> trial.status() == TrialStatus.VALID)
                .toList();
        assertThat(valid).hasSizeGreaterThan(2);
        for (TrialResult trial : valid) {
            percentiles(trial.latencyNs()).forEach((metric, nanos) -> {
                showsOfTrial(page, trial.order(), metric, nanos);
                showsMedian(page, trial.variant(), metric, nanos);
            });
        }
    }

    private static Map<String, Long> percentiles(Percentiles latency) {
        return Map.of(
                "p50", latency.p50(),
                "p90", latency.p90(),
                "p99", latency.p99(),
                "p999", latency.p999(),
                "max", latency.max());
    }

    private static void showsOfTrial(Page page, int order, String metric, long nanos) {
        for (Locator cell : cells(page, "[data-trial='" + order + "'][data-metric='" + metric + "']")) {
            assertThat(cell.getAttribute("data-value"))
                    .as("%s of trial %d", metric, order)
                    .isEqualTo(Long.toString(nanos));
            looksLike(cell, nanos);
        }
    }

    /** One block, so the median of the variant is the figure of its only trial, but for the rounding of logarithms. */
    private static void showsMedian(Page page, String variant, String metric, long nanos) {
        for (Locator cell : cells(page, "[data-variant='" + variant + "'][data-metric='" + metric + "']")) {
            assertThat(Double.parseDouble(cell.getAttribute("data-value")))
                    .as("%s of %s", metric, variant)
                    .isCloseTo((double) nanos, withinPercentage(1e-7));
            looksLike(cell, nanos);
        }
    }

    private static List<Locator> cells(Page page, String selector) {
        List<Locator> cells = page.locator(selector).all();
        assertThat(cells).as(selector).isNotEmpty();
        return cells;
    }

    /** In milliseconds, with three significant digits. */
    private static void looksLike(Locator cell, long nanos) {
        double millis =
                Double.parseDouble(cell.innerText().strip().replace(",", "").replaceAll("[^0-9.].*$", ""));
        assertThat(millis * 1e6)
                .as("shown for %d ns: %s", nanos, cell.innerText())
                .isCloseTo((double) nanos, withinPercentage(0.51));
    }

    @ParameterizedTest
    @CsvSource({"real", "hostile"})
    void theReportIsSmallEnoughToMail(String name) throws Exception {
        assertThat(Files.size(report(name))).isBetween(10_000L, MOST_BYTES);
    }

    private static void whatARunContainsIsShownAsTextAndNeverActs(Page page) {
        assertThat(page.evaluate("typeof window." + HostileRun.TRACE)).isEqualTo("undefined");
        assertThat(page.locator(HostileRun.TAG).count())
                .as("elements made from text")
                .isZero();
        assertThat(page.locator("[onerror], [onclick], [onload], [onmouseover], [href^='javascript:']")
                        .count())
                .as("attributes made from text")
                .isZero();
        String text = (String) page.evaluate("""
                () => {
                    const body = document.body.cloneNode(true);
                    body.querySelectorAll('script, style, template').forEach(element => element.remove());
                    return body.textContent;
                }
                """);
        for (String shown : HostileRun.SHOWN) {
            assertThat(text).contains(shown);
        }
    }
}
