package org.keyedstatebench.harness.cli;

/** The exit codes that scripts may rely on. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int INVALID = 5;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
