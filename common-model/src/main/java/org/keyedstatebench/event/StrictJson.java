package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * Walks over one JSON text by the letter of RFC 8259 and, where it is plain ASCII, makes no object but the strings that are asked for.
 * A parser for everybody guesses encodings, mends broken characters, sets limits of its own that change with its version, and costs
 * each engine more than its count.
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
                return (ascii && !escaped) || isOfCharacters();
            }
            if (b >= 0 && b < ' ') {
                return false;
            }
            ascii &= b > 0;
            escaped |= b == '\\';
            i = b == '\\' ? behindEscape(i) : i + 1;
        }
        return false;
    }

    /** Whether the last string has no broken ones; Java's decoder and encoder are as strict as the Unicode standard. */
    private boolean isOfCharacters() {
        ByteBuffer bytes = ByteBuffer.wrap(json, from, to - from);
        CoderResult result = UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(to - from), true);
        return !result.isError() && (!escaped || UTF_8.newEncoder().canEncode(text()));
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
        byte[] bytes = escaped ? text().getBytes(UTF_8) : json;
        int start = escaped ? 0 : from;
        int end = escaped ? bytes.length : to;
        for (int n = 0; n < names.length; n++) {
            if (Arrays.equals(bytes, start, end, names[n], 0, names[n].length)) {
                return n;
            }
        }
        return -1;
    }

    /** Reads a number that has neither fraction nor exponent and fits a {@code long}; it is {@link #whole} then. */
    boolean wholeNumber() {
        boolean negative = peek() == '-';
        int digits = negative ? at + 1 : at;
        if (!number()) {
            return false;
        }
        // Below zero there is room for one more.
        long below = 0;
        for (int i = digits; i < at; i++) {
            int digit = json[i] - '0';
            boolean isDigit = digit >= 0 && digit <= 9;
            if (!isDigit || below < Long.MIN_VALUE / 10 || below * 10 < Long.MIN_VALUE + digit) {
                return false;
            }
            below = below * 10 - digit;
        }
        number = negative ? below : -below;
        return negative || below != Long.MIN_VALUE;
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
            case '{' -> depthLeft > 0 && members(true, '}', depthLeft - 1);
            case '[' -> depthLeft > 0 && members(false, ']', depthLeft - 1);
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> number();
        };
    }

    /** Of an object or of an array, whose bracket is the next byte. */
    private boolean members(boolean named, char close, int depthLeft) {
        at++;
        if (take(close)) {
            return true;
        }
        do {
            if ((named && !(string() && take(':'))) || !value(depthLeft)) {
                return false;
            }
        } while (take(','));
        return take(close);
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
        // At least one digit, and no zero before others.
        if (end == digits || (json[digits] == '0' && end > digits + 1)) {
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

    private int byteAt(int i) {
        return i < json.length ? json[i] : END;
    }

    /** @return the place behind the escape; -1 if there is none */
    private int behindEscape(int backslash) {
        int kind = byteAt(backslash + 1);
        if (kind != 'u') {
            return "\"\\/bfnrt".indexOf(kind) < 0 ? END : backslash + 2;
        }
        int end = backslash + 6;
        for (int i = backslash + 2; i < end; i++) {
            if (Character.digit(byteAt(i), 16) < 0) {
                return END;
            }
        }
        return end;
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
