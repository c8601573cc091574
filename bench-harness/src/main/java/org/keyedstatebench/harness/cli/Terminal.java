package org.keyedstatebench.harness.cli;

/**
 * What the output is shown on. The launcher looks, because Java cannot tell standard output from standard error; without it
 * both count as files.
 */
final class Terminal {

    private Terminal() {}

    /** Whether standard error is a terminal, on which a line can be written over. */
    static boolean isLive() {
        return Boolean.getBoolean("bench.terminal.err") && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether standard output should be coloured. */
    static boolean colour(boolean refused) {
        return Boolean.getBoolean("bench.terminal.out")
                && !refused
                && System.getenv("NO_COLOR") == null
                && !"dumb".equals(System.getenv("TERM"));
    }
}
