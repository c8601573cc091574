package org.keyedstatebench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.keyedstatebench.process.ChildProcess;

/**
 * What the output is shown on. The launcher looks, because Java cannot tell standard output from standard error; without it
 * both count as files.
 */
public final class Terminal {

    private static final int USUAL_COLUMNS = 80;
    private static final Path TERMINAL = Path.of("/dev/tty");
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private Terminal() {}

    /** Whether standard error is a terminal, on which a line can be written over. */
    public static boolean isLive() {
        return is("err");
    }

    /** Whether standard output should be coloured. */
    public static boolean colour(boolean refused) {
        return colour("out", refused);
    }

    /** @param stream out or err */
    public static boolean colour(String stream, boolean refused) {
        String noColor = System.getenv("NO_COLOR");
        return is(stream) && !refused && (noColor == null || noColor.isEmpty());
    }

    private static boolean is(String stream) {
        return Boolean.getBoolean("bench.terminal." + stream) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Columns of the terminal as it is now; {@value #USUAL_COLUMNS} where it does not say. */
    public static int columns() {
        String size = "";
        // Java cannot ask; stty asks the terminal that is its standard input.
        try (ChildProcess stty = ChildProcess.of(List.of("stty", "size"))
                .input(TERMINAL)
                .errorsApart()
                .start()) {
            stty.await(LIMIT);
            size = String.join("", stty.output());
        } catch (IOException noTerminalOrNoStty) {
            // Then the variable says it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return columns(size, System.getenv("COLUMNS"));
    }

    /**
     * @param size what stty says: rows and columns; zeros or nothing where it does not know
     * @param variable the value of COLUMNS, may be {@code null}
     */
    public static int columns(String size, String variable) {
        for (String text : new String[] {size.strip().replaceFirst("^\\d+ ", ""), variable}) {
            if (text != null && text.matches("[1-9]\\d{0,4}")) {
                return Integer.parseInt(text);
            }
        }
        return USUAL_COLUMNS;
    }

    /** What a user should know and nothing ends for. */
    public static void warn(String what) {
        System.err.println("bench: warning: " + what);
    }
}
