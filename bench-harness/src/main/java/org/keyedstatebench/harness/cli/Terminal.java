package org.keyedstatebench.harness.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the output is shown on. The launcher looks, because Java cannot tell standard output from standard error; without it
 * both count as files.
 */
final class Terminal {

    private static final int USUAL_COLUMNS = 80;
    private static final File TERMINAL = new File("/dev/tty");

    private Terminal() {}

    /** Whether standard error is a terminal, on which a line can be written over. */
    static boolean isLive() {
        return is("err");
    }

    /** Whether standard output should be coloured. */
    static boolean colour(boolean refused) {
        return colour("out", refused);
    }

    /** @param stream out or err */
    static boolean colour(String stream, boolean refused) {
        String noColor = System.getenv("NO_COLOR");
        return is(stream) && !refused && (noColor == null || noColor.isEmpty());
    }

    private static boolean is(String stream) {
        return Boolean.getBoolean("bench.terminal." + stream) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Columns of the terminal as it is now; {@value #USUAL_COLUMNS} where it does not say. */
    static int columns() {
        // Java cannot ask; stty asks the terminal that is its standard input.
        ProcessBuilder stty = new ProcessBuilder("stty", "size")
                .redirectInput(TERMINAL)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = stty.start();
            String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return columns(size, System.getenv("COLUMNS"));
        } catch (IOException noTerminalOrNoStty) {
            return columns("", System.getenv("COLUMNS"));
        }
    }

    /**
     * @param size what stty says: rows and columns; zeros or nothing where it does not know
     * @param variable the value of COLUMNS, may be {@code null}
     */
    static int columns(String size, String variable) {
        for (String text : new String[] {size.strip().replaceFirst("^\\d+ ", ""), variable}) {
            if (text != null && text.matches("[1-9]\\d{0,4}")) {
                return Integer.parseInt(text);
            }
        }
        return USUAL_COLUMNS;
    }

    /** What a user should know and nothing ends for. */
    static void warn(String what) {
        System.err.println("bench: warning: " + what);
    }
}
