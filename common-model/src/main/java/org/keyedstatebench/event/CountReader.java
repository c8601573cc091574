package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Reads key index and count straight from the bytes of a row as {@link CountEncoder} writes it for a key of a {@link KeySpace}, so
 * that the collector keeps up with any counter and allocates nothing.
 *
 * <p>It knows that one form and no other: what it does not know may still be a row, and {@link CountDecoder} says so. Where it knows
 * the form, both read the same. Not thread-safe.
 */
public final class CountReader {

    private static final byte[] BEFORE_KEY = ("{\"key\":\"" + KeySpace.PREFIX).getBytes(US_ASCII);
    private static final byte[] BEFORE_COUNT = "\",\"running_count\":".getBytes(US_ASCII);

    /** More digits than any index has are left to {@link CountDecoder}. */
    private static final int MOST_KEY_DIGITS = 8;

    /** So many digits never overflow. */
    private static final int MOST_COUNT_DIGITS = 18;

    private int keyIndex;
    private long count;

    /**
     * Reads a row; {@link #keyIndex} and {@link #count} belong to it if this returns true.
     *
     * @param row a Kafka record value, may be {@code null}
     * @return whether it has the form; if not, {@link CountDecoder} decides what it is
     */
    public boolean read(byte[] row) {
        if (row == null || !startsWith(row, 0, BEFORE_KEY)) {
            return false;
        }
        int keyFrom = BEFORE_KEY.length;
        int keyTo = endOfDigits(row, keyFrom, MOST_KEY_DIGITS);
        int countFrom = keyTo + BEFORE_COUNT.length;
        if (!isPlainNumber(row, keyFrom, keyTo) || !startsWith(row, keyTo, BEFORE_COUNT)) {
            return false;
        }
        int countTo = endOfDigits(row, countFrom, MOST_COUNT_DIGITS);
        if (!isPlainNumber(row, countFrom, countTo) || row[countFrom] == '0') {
            return false;
        }
        if (countTo != row.length - 1 || row[countTo] != '}') {
            return false;
        }
        keyIndex = (int) number(row, keyFrom, keyTo);
        count = number(row, countFrom, countTo);
        return true;
    }

    /** Index of the key of the last row that was read, 0 or more; there may be no such key. */
    public int keyIndex() {
        return keyIndex;
    }

    /** Running count of the last row that was read, 1 or more. */
    public long count() {
        return count;
    }

    private static boolean startsWith(byte[] row, int at, byte[] text) {
        return row.length - at >= text.length && Arrays.equals(row, at, at + text.length, text, 0, text.length);
    }

    /** Behind the digits from there on, or behind the first so many. */
    private static int endOfDigits(byte[] row, int from, int most) {
        int end = Math.min(row.length, from + most);
        int at = from;
        while (at < end && row[at] >= '0' && row[at] <= '9') {
            at++;
        }
        return at;
    }

    /** At least one digit, and no zero before others. */
    private static boolean isPlainNumber(byte[] row, int from, int to) {
        return to > from && (row[from] != '0' || to == from + 1);
    }

    private static long number(byte[] row, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + (row[at] - '0');
        }
        return number;
    }
}
