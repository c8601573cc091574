package org.keyedstatebench.harness.cli;

import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** The seed, as an option; the same wherever something is drawn by one. */
final class SeedOption {

    /** Seeds that are drawn are short, because people type them. */
    private static final long MAX_DRAWN = 1_000_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of event sequences and trial order (default: drawn, printed).")
    private Long seed;

    /** {@code null} if it was not given. */
    Long given() {
        return seed;
    }

    long givenOrDrawn() {
        return seed != null ? seed : ThreadLocalRandom.current().nextLong(1, MAX_DRAWN);
    }
}
