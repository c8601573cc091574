package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.keyedstatebench.scenario.FaultKind;

/**
 * Draws one fault after the other from a seed: the same seed and kinds give the same faults, however many are asked for. Kinds come
 * like cards of a deck that is shuffled anew when it is empty, so that none is left out, and of every two faults one strikes in the
 * middle of a recovery. Used by one thread.
 */
public final class FaultPlan {

    /** Longest pause before the next fault, milliseconds. */
    private static final int CALM_MS = 6_000;

    private static final int IN_RECOVERY_MS = 3_000;

    private static final double SHORTEST_MS = 100;
    private static final double LONGEST_MS = 30_000;

    private final Random random;
    private final List<FaultKind> kinds;
    private final List<FaultKind> deck = new ArrayList<>();
    private boolean secondOfTwo;
    private boolean firstOfTwoInRecovery;
    private int drawn;

    /** @param kinds at least one */
    public FaultPlan(long seed, List<FaultKind> kinds) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one kind of faults");
        }
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
    }

    /** The next fault; there is always one. */
    public PlannedFault next() {
        if (deck.isEmpty()) {
            deck.addAll(kinds);
            Collections.shuffle(deck, random);
        }
        boolean inRecovery = drawnInRecovery();
        int pauseMs = random.nextInt(inRecovery ? IN_RECOVERY_MS : CALM_MS);
        // As many of a tenth of a second to one as of ten seconds to a hundred would be, because both break different
        // things.
        double lastingMs = SHORTEST_MS * Math.pow(LONGEST_MS / SHORTEST_MS, random.nextDouble());
        return new PlannedFault(
                ++drawn,
                deck.remove(deck.size() - 1),
                inRecovery,
                Duration.ofMillis(pauseMs),
                Duration.ofMillis(Math.round(lastingMs)),
                random.nextDouble());
    }

    private boolean drawnInRecovery() {
        // Drawn in any case, so that what follows does not depend on which of two it is.
        boolean side = random.nextBoolean();
        if (!secondOfTwo) {
            // Before the first fault there is nothing to recover from.
            firstOfTwoInRecovery = side && drawn > 0;
        }
        boolean inRecovery = secondOfTwo ? !firstOfTwoInRecovery : firstOfTwoInRecovery;
        secondOfTwo = !secondOfTwo;
        return inRecovery;
    }
}
