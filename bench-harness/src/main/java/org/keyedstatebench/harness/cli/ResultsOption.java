package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunFolder;
import picocli.CommandLine.Option;

/** Where results go, as an option; the same for every command that measures. */
public final class ResultsOption {

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for results (default: results).")
    private Path out;

    /** @param name of the run, which the new folder has in its own */
    public RunFolder create(String name) {
        Path results = out == null ? Home.folder().resolve("results") : out.toAbsolutePath();
        return ResultStore.create(results, Clock.systemUTC(), name);
    }
}
