package org.keyedstatebench.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String shown(boolean live) {
        StepProgress progress = new StepProgress(new PrintStream(bytes, true, UTF_8), live);
        progress.started(2, "measurements", Duration.ofSeconds(75));
        progress.progress(1, 2, "lateness", Duration.ofSeconds(75));
        progress.progress(1, 2, "lateness", Duration.ofSeconds(40));
        progress.progress(2, 2, "CPU", Duration.ofSeconds(-3));
        progress.done();
        return bytes.toString(UTF_8);
    }

    @Test
    void withoutATerminalEachStepIsALineOnce() {
        assertThat(shown(false)).isEqualToNormalizingNewlines("""
                        2 measurements, about 1 min 15 s
                        [1/2] lateness, 1 min 15 s left
                        [2/2] CPU, 0 s left
                        """);
    }

    @Test
    void onATerminalOneLineChangesAndIsGoneInTheEnd() {
        assertThat(shown(true))
                .contains("\r\033[K[1/2] lateness, 40 s left\r\033[K[2/2] CPU, 0 s left")
                .endsWith("\r\033[K");
    }
}
