package org.keyedstatebench.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README of this library tells the truth: its example runs, and is the one that stands there. */
@Timeout(60)
class InProcessCounterTest {

    @Test
    void everyEventOfTheExampleGetsALatency() throws Exception {
        assertThat(InProcessCounter.measure(20_000, 20_000))
                .contains("sent=20000, covered=20000, duplicates=0, gaps=0, wrongFinalCounts=0, rows=20000")
                .matches("(?s).* p50 \\d+ ns, p99 \\d+ ns");
    }

    @Test
    void theReadmeShowsTheExampleAsItIs() throws Exception {
        String source = Files.readString(Path.of("src/test/java/org/keyedstatebench/example/InProcessCounter.java"));
        String example = source.substring(source.indexOf("    /** Sends"), source.indexOf("    /** A row"))
                .strip()
                .lines()
                .map(line -> line.replaceFirst("^ {4}", ""))
                .collect(Collectors.joining("\n"));
        assertThat(Path.of("README.md")).content().contains(example);
    }
}
