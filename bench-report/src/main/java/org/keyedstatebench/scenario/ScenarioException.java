package org.keyedstatebench.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** Carries all mistakes of a scenario at once, so that a user mends them in one go. Its message has one line for each. */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    public ScenarioException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Ends what has any. */
    static void throwIfAny(List<Mistake> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(mistakes);
        }
    }

    /** At least one, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
