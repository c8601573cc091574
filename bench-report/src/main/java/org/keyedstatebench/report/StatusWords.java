package org.keyedstatebench.report;

import java.util.Locale;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.result.TrialStatus;

/** The word and the tone of a trial's status. */
final class StatusWords {

    private StatusWords() {}

    static String word(TrialStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static Cell cell(TrialStatus status) {
        Tone tone = switch (status) {
            case VALID -> Tone.GOOD;
            case UNSUPPORTED -> Tone.WARNING;
            case INVALID, FAILED -> Tone.BAD;
        };
        return new Cell(word(status), tone);
    }
}
