package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndsWithParentTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Starts {@link Sleeper} below {@link EndsWithParent}, prints its pid, and waits. */
    public static final class Parent {
        public static void main(String[] args) throws Exception {
            Process child = new ProcessBuilder(
                            JAVA,
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndsWithParent.class.getName(),
                            Sleeper.class.getName(),
                            "arg")
                    .start();
            try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
                System.out.println(out.readLine() + " " + child.pid());
                child.waitFor();
            }
        }
    }

    /** Says that it runs, and stays. */
    public static final class Sleeper {
        public static void main(String[] args) throws Exception {
            System.out.println("runs with " + args[0]);
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }

    @Test
    void aProgramEndsWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(JAVA, "-cp", System.getProperty("java.class.path"), Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).startsWith("runs with arg ");
            ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("runs with arg ".length())))
                    .orElseThrow();
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly();
            child.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aProgramWhoseParentIsGoneBeforeItRunsDoesNotRun() throws Exception {
        Process orphan = new ProcessBuilder(
                        JAVA,
                        "-D" + EndsWithParent.PARENT + "=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndsWithParent.class.getName(),
                        Sleeper.class.getName(),
                        "arg")
                .start();
        assertThat(orphan.inputReader(StandardCharsets.UTF_8).readLine()).isNull();
        assertThat(orphan.waitFor()).isEqualTo(143);
    }
}
