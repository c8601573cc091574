package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeftToParentTest {

    @Test
    void aProcessOutlivesCtrlCAndTheEndOfItsTerminalAndNothingElse() throws Exception {
        Process process = new ProcessBuilder(LeftToParent.command(List.of("sleep", "60"))).start();
        try {
            // The shell has become the command by then, or the signal meets the shell, which ignores it as well.
            process.waitFor(300, TimeUnit.MILLISECONDS);
            signal("-INT", process);
            signal("-HUP", process);
            assertThat(process.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();

            signal("-TERM", process);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        Process process = new ProcessBuilder(
                        LeftToParent.command(List.of("printf", "%s|", "a b", "$HOME", "it's \"x\"")))
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a b|$HOME|it's \"x\"|");
        assertThat(process.waitFor()).isZero();
    }

    private static void signal(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }
}
