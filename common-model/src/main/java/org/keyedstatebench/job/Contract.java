package org.keyedstatebench.job;

import tools.jackson.databind.json.JsonMapper;

/**
 * Numbers the forms of the job specification and of the signals, so that builds of different ages understand each other: a number
 * goes up when a writer can say something that an older reader must not pass over. Every piece of writing is of the oldest
 * contract that has all it says.
 */
public final class Contract {

    /** What is meant where no number is said. */
    public static final int FIRST = 1;

    /** The first one in which a job can run on a cluster, and keep its checkpoints elsewhere than in a folder of this machine. */
    public static final int CLUSTERS = 2;

    /** The first one in which a job can be written in another form than the engine's plain one, and keep more than a number. */
    public static final int FORMS = 3;

    /**
     * The first one in which a running job can be asked to keep its state or to change its parallelism, and another job goes on from what
     * was kept.
     */
    public static final int CHANGES = 4;

    /** The newest one that this build knows. */
    public static final int NEWEST = CHANGES;

    private Contract() {}

    /**
     * @param contract of what was read; {@code null} for none
     * @param what was read, as the subject of a sentence
     * @throws IllegalArgumentException if this build does not know it, in one sentence that says what to do
     */
    public static void check(Integer contract, String what) {
        int given = contract == null ? FIRST : contract;
        if (given > NEWEST) {
            throw new IllegalArgumentException(what + " is of contract " + given
                    + ", and this build knows contracts up to " + NEWEST + ": take a build that is as new");
        }
        if (given < FIRST) {
            throw new IllegalArgumentException(what + " is of contract " + given + ", expected " + FIRST + " or more");
        }
    }

    /**
     * The same of a text, first of all, because a newer contract may say everything else in another way.
     *
     * @param json passes over fields that it does not know
     * @throws tools.jackson.core.JacksonException if the text is not JSON
     */
    public static void checkFirst(JsonMapper json, String text, String what) {
        check(json.readValue(text, Head.class).contract(), what);
    }

    /** All that is looked at before the contract is known. */
    private record Head(Integer contract) {}

    /** Tells Jackson which number is left out. */
    public static final class IsFirst {

        @Override
        public boolean equals(Object contract) {
            return contract == null || contract.equals(FIRST);
        }

        @Override
        public int hashCode() {
            return FIRST;
        }
    }
}
