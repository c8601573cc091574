package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;

/** Takes the picture that the project's README shows; runs only where it is asked for by its name, see results/README.md. */
class ReportPicture {

    @Test
    void theReadmeShowsTheReportOfThePublishedRun() throws Exception {
        Path report = Checkout.HOME.resolve("results/reference/report.html");
        try (ReportBrowser browser = ReportBrowser.startOrSkip();
                ReportBrowser.Opened opened = browser.open(report, ColorScheme.LIGHT, 1280)) {
            opened.page().setViewportSize(1280, 1600);
            opened.page().screenshot(new Page.ScreenshotOptions().setPath(Checkout.HOME.resolve("docs/report.png")));
            assertThat(opened.errors()).isEmpty();
        }
    }
}
