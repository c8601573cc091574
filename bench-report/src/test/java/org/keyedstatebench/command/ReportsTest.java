package org.keyedstatebench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import picocli.CommandLine;

/** A stored run can be looked at wherever it lies, and with a price that nobody knew when it was measured. */
class ReportsTest {

    @TempDir
    private Path results;

    private Path folder;
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void store() throws IOException {
        RunResult run = RunFixture.sixVariants(1).build();
        folder = Files.createDirectories(results.resolve("runs").resolve(run.id()));
        new RunFolder(folder).write(run);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(outBefore);
        System.setErr(errBefore);
    }

    @Test
    void whatCannotBeWrittenIsShownAllTheSame() throws IOException {
        // Also where everything may be written, as by root, nothing replaces a folder that is not empty.
        Files.createDirectories(folder.resolve(Reports.MARKDOWN).resolve("in-the-way"));

        assertThat(report(folder.toString())).isEqualTo(ExitCode.FAILURE);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("VERDICT").doesNotContain("Report: ");
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("bench: cannot write " + folder);
    }

    @Test
    void anOldRunGetsItsPriceWhenItIsRead() {
        assertThat(report(folder.toString(), "--price", "3.6/cpu-hour")).isEqualTo(ExitCode.OK);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("COST PER MILLION EVENTS")
                .contains("0.0982");
        assertThat(folder.resolve(Reports.HTML)).content().contains("0.0982");
    }

    @Test
    void aPriceThatIsNoneIsAWrongOption() {
        assertThat(report(folder.toString(), "--price", "cheap")).isEqualTo(ExitCode.USAGE);
    }

    private static int report(String... arguments) {
        Shell shell = new Shell(() -> false, e -> e, List.of());
        CommandLine command = shell.telling(new CommandLine(new ReportCommand()));
        command.setErr(new PrintWriter(new StringWriter()));
        return command.execute(arguments);
    }
}
