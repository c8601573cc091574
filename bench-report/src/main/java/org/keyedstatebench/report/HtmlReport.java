package org.keyedstatebench.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes the report as one HTML file that needs no other: styles, scripts and data are in it, and it asks no server for
 * anything. All text of the model is shown as text.
 */
public final class HtmlReport {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    private HtmlReport() {}

    public static String render(ReportModel model) {
        String styles = load(UPLOT + "uPlot.min.css") + load("report.css");
        String scripts = load(UPLOT + "uPlot.iife.min.js") + "\n" + load("report.js");
        return fill("page.jte", Map.of("model", model, "styles", styles, "scripts", scripts));
    }

    /** The text of a template, in which all that it is given is shown as text. */
    static String fill(String template, Map<String, Object> given) {
        StringOutput out = new StringOutput();
        TEMPLATES.render(template, given, out);
        return out.toString();
    }

    private static String load(String resource) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource + "; is the build complete?");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the class path: " + e.getMessage(), e);
        }
    }
}
