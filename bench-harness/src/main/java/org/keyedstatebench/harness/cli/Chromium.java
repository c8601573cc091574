package org.keyedstatebench.harness.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyedstatebench.result.ResultException;

/** Takes a picture of a page with a Chromium that is installed already; the project brings no browser. */
final class Chromium {

    static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /**
     * No network, no first-run pages. Containers and root allow no sandbox; the pages are ours, on disk, and load nothing.
     */
    static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1600;

    private final Path program;

    Chromium(Path program) {
        this.program = program;
    }

    /** @throws ResultException if this machine has none */
    static Chromium require() {
        return new Chromium(
                find().orElseThrow(() -> new ResultException("no Chromium on the PATH to take a picture with;"
                        + " looked for " + String.join(", ", NAMES) + "; install one, e.g. apt-get install chromium")));
    }

    /** The first Chromium on this machine's search path. */
    static Optional<Path> find() {
        return find(System.getenv().getOrDefault("PATH", ""));
    }

    /** @param searchPath folders, separated as in PATH */
    static Optional<Path> find(String searchPath) {
        List<Path> folders = Stream.of(searchPath.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Takes a picture of the top of a page, {@value #WIDTH} by {@value #HEIGHT} pixels, in the light colour scheme.
     *
     * @param page on disk
     * @param picture the PNG file to write; replaced if it exists
     * @param temporaryFolder takes the browser's profile and whatever else it writes
     * @throws ResultException if no picture came out; the message says why
     */
    void screenshot(Path page, Path picture, Path temporaryFolder) throws InterruptedException {
        if (!Files.isRegularFile(page)) {
            throw new ResultException("there is no " + page + " to take a picture of");
        }
        Path raw = temporaryFolder.resolve("screenshot.png");
        Path log = temporaryFolder.resolve("chromium.log");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(program.toString(), "--headless"),
                        Stream.concat(
                                FLAGS.stream(),
                                Stream.of(
                                        "--user-data-dir=" + temporaryFolder.resolve("profile"),
                                        "--hide-scrollbars",
                                        "--force-device-scale-factor=1",
                                        "--window-size=" + WIDTH + "," + HEIGHT,
                                        // Lets scripts that draw come to their end before the picture is taken.
                                        "--virtual-time-budget=5000",
                                        "--screenshot=" + raw,
                                        page.toUri().toString())))
                .toList());
        // Beside its profile it writes caches into the home folder, and sockets into that for temporary files.
        builder.environment().putAll(Map.of("HOME", temporaryFolder.toString(), "TMPDIR", temporaryFolder.toString()));
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            run(builder, log);
            if (!Files.exists(raw)) {
                throw new ResultException(program + " took no picture of " + page + ": " + lastLine(log));
            }
            Path target = picture.toAbsolutePath();
            Files.createDirectories(target.getParent());
            Files.move(raw, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ResultException("cannot take a picture of " + page + " into " + picture + ": " + e, e);
        }
    }

    private void run(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new ResultException(
                        program + " did not end within " + LIMIT.toSeconds() + " s: " + lastLine(log));
            }
            if (process.exitValue() != 0) {
                throw new ResultException(
                        program + " ended with exit code " + process.exitValue() + ": " + lastLine(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1);
    }
}
