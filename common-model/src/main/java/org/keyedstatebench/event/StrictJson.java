package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Walks over one JSON text by the letter of RFC 8259 and makes no object but the strings that are asked for. A parser for everybody
 * guesses encodings, mends broken characters, sets limits of its own that change with its version, and costs each engine more than
 * its count.
 *
 * <p>Bytes must be UTF-8 by the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF; no byte order mark. An
 * escaped surrogate needs its other half. Objects and arrays lie at most {@value #DEPTH} inside each other. Numbers may have any
 * length. The methods that read something return false where it is not there; then the text is no JSON of the wanted shape, and
 * nothing more may be read. Not thread-safe: one text, one walk.
 */
final class StrictJson {

    /** As many objects and arrays may be open at once, the outermost one among them. */
    static final int DEPTH = 64;

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);
    private static final int END = -1;

    private final byte[] json;
    private int at;

    // The last string: what stands between its quotes.
    private int from;
    private int to;
    private boolean ascii;
    private boolean escaped;

    private long number;

    StrictJson(byte[] json) {
        this.json = json;
    }

    /** Goes over white space. */
    private int peek() {
        while (at < json.length) {
            byte b = json[at];
            if (b > ' ' || b < 0) {
                return b & 0xff;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return END;
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() {
        return peek() == END;
    }

    /** Reads one of the six structural characters. */
    boolean take(char structural) {
        if (peek() != structural) {
            return false;
        }
        at++;
        return true;
    }

    boolean string() {
        if (!take('"')) {
            return false;
        }
        from = at;
        ascii = true;
        escaped = false;
        int i = at;
        while (i >= 0 && i < json.length) {
            byte b = json[i];
            if (b == '"') {
                to = i;
                at = i + 1;
                return true;
            }
            if (b >= ' ' && b != '\\') {
                i++;
            } else if (b == '\\') {
                escaped = true;
                i = behindEscape(i);
            } else {
                ascii = false;
                i = behindCharacter(i);
            }
        }
        return false;
    }

    /** The last string that was read. */
    String text() {
        if (ascii && !escaped) {
            return new String(json, from, to - from, ISO_8859_1);
        }
        String raw = new String(json, from, to - from, UTF_8);
        return escaped ? unescape(raw) : raw;
    }

    /** Length of {@link #text} in UTF-8, bytes. */
    int textBytes() {
        return escaped ? text().getBytes(UTF_8).length : to - from;
    }

    /**
     * Which of these the last string is.
     *
     * @param names ASCII without anything that must be escaped
     * @return its index, -1 for none
     */
    int indexIn(byte[][] names) {
        if (escaped) {
            byte[] name = text().getBytes(UTF_8);
            return indexIn(names, name, 0, name.length);
        }
        return indexIn(names, json, from, to);
    }

    private static int indexIn(byte[][] names, byte[] name, int from, int to) {
        for (int n = 0; n < names.length; n++) {
            if (names[n].length == to - from && Arrays.equals(name, from, to, names[n], 0, to - from)) {
                return n;
            }
        }
        return -1;
    }

    /** Reads a number that has neither fraction nor exponent and fits a {@code long}; it is {@link #whole} then. */
    boolean wholeNumber() {
        int b = peek();
        boolean negative = b == '-';
        int digits = negative ? at + 1 : at;
        int end = behindDigits(digits);
        if (!isPlain(digits, end) || end - digits > 19 || isFractionOrExponent(end)) {
            return false;
        }
        // Below zero there is room for one more.
        long below = 0;
        for (int i = digits; i < end; i++) {
            int digit = json[i] - '0';
            if (i - digits == 18 && (below < Long.MIN_VALUE / 10 || below * 10 < Long.MIN_VALUE + digit)) {
                return false;
            }
            below = below * 10 - digit;
        }
        if (!negative && below == Long.MIN_VALUE) {
            return false;
        }
        number = negative ? below : -below;
        at = end;
        return true;
    }

    /** What {@link #wholeNumber} has read. */
    long whole() {
        return number;
    }

    /** @return whether the value is {@code true} or {@code false}; which one it is says {@link #whole}, 1 or 0 */
    boolean truth() {
        boolean yes = peek() == 't';
        number = yes ? 1 : 0;
        return literal(yes ? TRUE : FALSE);
    }

    /** Goes over a value of any kind within the outermost object. */
    boolean value() {
        return value(DEPTH - 1);
    }

    private boolean value(int depthLeft) {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> depthLeft > 0 && object(depthLeft - 1);
            case '[' -> depthLeft > 0 && array(depthLeft - 1);
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> number();
        };
    }

    private boolean object(int depthLeft) {
        if (!take('{') || take('}')) {
            return true;
        }
        do {
            if (!string() || !take(':') || !value(depthLeft)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    private boolean array(int depthLeft) {
        if (!take('[') || take(']')) {
            return true;
        }
        do {
            if (!value(depthLeft)) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    private boolean literal(byte[] word) {
        int end = at + word.length;
        if (end > json.length || !Arrays.equals(json, at, end, word, 0, word.length)) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean number() {
        int digits = byteAt(at) == '-' ? at + 1 : at;
        int end = behindDigits(digits);
        if (!isPlain(digits, end)) {
            return false;
        }
        if (byteAt(end) == '.') {
            int fraction = end + 1;
            end = behindDigits(fraction);
            if (end == fraction) {
                return false;
            }
        }
        if (byteAt(end) == 'e' || byteAt(end) == 'E') {
            int sign = byteAt(end + 1);
            int exponent = sign == '+' || sign == '-' ? end + 2 : end + 1;
            end = behindDigits(exponent);
            if (end == exponent) {
                return false;
            }
        }
        at = end;
        return true;
    }

    private int behindDigits(int i) {
        int end = i;
        while (end < json.length && json[end] >= '0' && json[end] <= '9') {
            end++;
        }
        return end;
    }

    /** At least one digit, and no zero before others. */
    private boolean isPlain(int digits, int end) {
        return end > digits && (json[digits] != '0' || end == digits + 1);
    }

    private boolean isFractionOrExponent(int i) {
        int b = byteAt(i);
        return b == '.' || b == 'e' || b == 'E';
    }

    private int byteAt(int i) {
        return i < json.length ? json[i] : END;
    }

    /** @return the place behind the escape, and behind the other half of an escaped surrogate; -1 if there is none */
    private int behindEscape(int backslash) {
        switch (byteAt(backslash + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return backslash + 2;
            }
            case 'u' -> {
                int unit = hex(backslash + 2);
                int next = backslash + 6;
                if (unit < 0 || Character.isLowSurrogate((char) unit)) {
                    return END;
                }
                if (!Character.isHighSurrogate((char) unit)) {
                    return next;
                }
                boolean paired = byteAt(next) == '\\' && byteAt(next + 1) == 'u';
                int low = paired ? hex(next + 2) : END;
                return low >= 0 && Character.isLowSurrogate((char) low) ? next + 6 : END;
            }
            default -> {
                return END;
            }
        }
    }

    /** @return the number that four digits make; -1 if they are not there */
    private int hex(int i) {
        int unit = 0;
        for (int place = i; place < i + 4; place++) {
            int digit = place < json.length ? hexDigit(json[place]) : END;
            if (digit < 0) {
                return END;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Not {@link Character#digit}, which takes digits of any script for some. */
    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        return b > 0 && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : END;
    }

    /**
     * By table 3-7 of the Unicode standard, "Well-Formed UTF-8 Byte Sequences".
     *
     * @return the place behind a character that is none of ASCII; -1 if the bytes are none
     */
    private int behindCharacter(int i) {
        int lead = json[i] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return isContinued(i + 1, 1) ? i + 2 : END;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int second = byteAt(i + 1) & 0xff;
            boolean overlong = lead == 0xe0 && second < 0xa0;
            boolean surrogate = lead == 0xed && second > 0x9f;
            return !overlong && !surrogate && isContinued(i + 1, 2) ? i + 3 : END;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int second = byteAt(i + 1) & 0xff;
            boolean overlong = lead == 0xf0 && second < 0x90;
            boolean beyond = lead == 0xf4 && second > 0x8f;
            return !overlong && !beyond && isContinued(i + 1, 3) ? i + 4 : END;
        }
        return END;
    }

    private boolean isContinued(int i, int times) {
        if (i + times > json.length) {
            return false;
        }
        for (int n = i; n < i + times; n++) {
            if ((json[n] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** @param raw a string that was read, so that every escape in it is a good one */
    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char kind = raw.charAt(++i);
            switch (kind) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(kind);
            }
        }
        return text.toString();
    }
}
