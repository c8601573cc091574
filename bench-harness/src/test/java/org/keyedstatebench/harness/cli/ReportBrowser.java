package org.keyedstatebench.harness.cli;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, driven by the Node of this machine; opens reports and writes down what goes wrong in them. */
final class ReportBrowser implements AutoCloseable {

    private static final int OLDEST_NODE = 20;

    private static final List<String> CHROMIUMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** No network, no first-run pages. Containers and root allow no sandbox; the pages are ours, on disk, and load nothing. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private ReportBrowser(Path chromium, Path node) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(FLAGS));
    }

    /** Starts it; where that is impossible, the test is skipped and says why. */
    static ReportBrowser startOrSkip() throws Exception {
        Optional<Path> chromium = find(CHROMIUMS);
        Assumptions.assumeTrue(chromium.isPresent(), () -> "skipped: no Chromium on the PATH; looked for " + CHROMIUMS);
        Optional<Path> node = find(List.of("node", "nodejs"));
        Assumptions.assumeTrue(node.isPresent(), () -> "skipped: no Node.js on the PATH, which drives the browser");
        int version = versionOf(node.get());
        Assumptions.assumeTrue(
                version >= OLDEST_NODE,
                () -> "skipped: driving the browser needs Node.js " + OLDEST_NODE + " or newer, got " + version);
        return new ReportBrowser(chromium.get(), node.get());
    }

    private static Optional<Path> find(List<String> names) {
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static int versionOf(Path node) throws Exception {
        Process process = new ProcessBuilder(node.toString(), "--version").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor(10, TimeUnit.SECONDS);
        return Integer.parseInt(text.replaceFirst("^v(\\d+)\\..*", "$1"));
    }

    /** Opens a page and waits until it has drawn. */
    Opened open(Path file, ColorScheme scheme, int width) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
        Opened opened = new Opened(context, context.newPage(), new ArrayList<>(), new ArrayList<>());
        opened.page.onRequest(request -> opened.requests.add(request.url()));
        opened.page.onPageError(error -> opened.errors.add("uncaught: " + error));
        opened.page.onConsoleMessage(opened::hear);
        opened.page.onDialog(dialog -> {
            opened.errors.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        opened.page.navigate(file.toUri().toString());
        opened.page.waitForFunction("document.documentElement.dataset.ready === 'true'");
        return opened;
    }

    @Override
    public void close() {
        playwright.close();
    }

    /**
     * A page that has drawn.
     *
     * @param requests every address that was asked for
     * @param errors what the console said in anger, uncaught exceptions, dialogs
     */
    record Opened(BrowserContext context, Page page, List<String> requests, List<String> errors)
            implements AutoCloseable {

        private void hear(ConsoleMessage message) {
            if (!List.of("log", "info", "debug").contains(message.type())) {
                errors.add(message.type() + ": " + message.text());
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
