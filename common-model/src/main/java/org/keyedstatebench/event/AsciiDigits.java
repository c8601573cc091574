package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Writes numbers as ASCII digits to their final place, which must have been measured before. */
final class AsciiDigits {

    /** Digits of {@link #putHex}. */
    static final int HEX_LONG = 16;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /** Both digits of every byte. */
    private static final byte[] HEX_HIGH = new byte[256];

    private static final byte[] HEX_LOW = new byte[256];

    static {
        for (int b = 0; b < 256; b++) {
            HEX_HIGH[b] = HEX[b >>> 4];
            HEX_LOW[b] = HEX[b & 15];
        }
    }

    private AsciiDigits() {}

    /** @param number 0 or more */
    static int count(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * @param number 0 or more
     * @param digits as {@link #count} has it
     * @return the place behind it
     */
    static int put(int number, int digits, byte[] to, int at) {
        int rest = number;
        for (int place = at + digits - 1; place >= at; place--) {
            to[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    /** Sixteen digits; returns the place behind them. */
    static int putHex(long number, byte[] to, int at) {
        for (int b = 0; b < 8; b++) {
            int octet = (int) (number >>> (56 - 8 * b)) & 255;
            to[at + 2 * b] = HEX_HIGH[octet];
            to[at + 2 * b + 1] = HEX_LOW[octet];
        }
        return at + HEX_LONG;
    }
}
