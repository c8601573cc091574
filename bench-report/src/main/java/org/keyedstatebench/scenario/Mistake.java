package org.keyedstatebench.scenario;

/**
 * One thing that is wrong in what a user wrote, and where.
 *
 * @param file as the user named it; {@code null} if it did not come from a file
 * @param line from 1; 0 if the whole file is meant
 * @param column from 1; 0 if the whole line is meant
 * @param message what was expected and what came
 */
public record Mistake(String file, int line, int column, String message) {

    /** In what did not come from a file. */
    static Mistake said(String message) {
        return new Mistake(null, 0, 0, message);
    }

    /** {@code FILE:LINE:COLUMN: message}, the form that editors jump to; parts that are not known are left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (file != null) {
            text.append(file).append(':');
            if (line > 0) {
                text.append(line).append(':');
            }
            if (column > 0) {
                text.append(column).append(':');
            }
            text.append(' ');
        }
        return text.append(message).toString();
    }
}
