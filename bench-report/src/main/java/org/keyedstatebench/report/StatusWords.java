package org.keyedstatebench.report;

import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.result.TrialStatus;

/** The word and the tone of a trial's status. */
final class StatusWords {

    private StatusWords() {}

    static String word(TrialStatus status) {
        return switch (status) {
            case VALID -> "valid";
            case INVALID -> "invalid";
            case UNSUPPORTED -> "unsupported";
            case FAILED -> "failed";
        };
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
