package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes texts near the border between well-formed events and malformed ones: half by a grammar that breaks its own rules now and
 * then, half by changing a few bytes of such a text or of a hostile record. A character stands for a byte.
 */
final class JsonFuzz {

    private static final String[] NAMES = {"event_id", "event_type", "key", "value", "produced_at"};
    private static final String[] PIECES = {
        "\"",
        "\\",
        "\\u",
        "\\ud83d",
        "\\ude00",
        "\\u0000",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\0",
        "e",
        "E",
        ".",
        "-",
        "+",
        "0",
        "9",
        "true",
        "null",
        "\u00c0\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f0\u009f\u0098\u0080",
        "\u00f4\u0090",
        "\u00ef\u00bb\u00bf",
        "\u00e2\u0082\u00ac",
        "\u00c3",
        "\u0080",
        "\u00ff",
        "\"key\":",
        "9223372036854775807",
        "253402300799999"
    };
    private static final String[] CHARACTERS = {
        "k",
        "key-1",
        " ",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\u00e9",
        "\\uD83D\\uDE00",
        "\u00c3\u00a9",
        "\u007f",
        "\u00e2\u0082\u00ac",
        "\u00f0\u009f\u0098\u0080",
        "\u00ee\u0080\u0080",
        "\u00f4\u008f\u00bf\u00bf"
    };
    private static final String[] BROKEN_CHARACTERS = {
        "\\ud800",
        "\\udc00",
        "\\ud83d\\ud83d",
        "\\x",
        "\\u12",
        "\\",
        "\0",
        "\t",
        "\u00ff",
        "\u00c0\u00af",
        "\u00ed\u00a0\u0080",
        "\u00e0\u0080\u0080",
        "\u00f0\u0080\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00e2\u0082"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "17",
        "-17",
        "1760000000000",
        "999999999999999999",
        "-999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "-9223372036854775809",
        "1000000000000000000",
        "9223372036854775799",
        "99999999999999999999",
        "00",
        "01",
        "-01",
        "1.0",
        "1e3",
        "1E+3",
        "-1.5e-3",
        "1.",
        ".1",
        "1e",
        "1e+",
        "-",
        "+1",
        "0x1",
        "NaN",
        "253402300799999",
        "253402300800000"
    };
    private static final String[] SPACES = {" ", "\t", "\n", "\r", "  "};

    private final Random random;
    private final List<byte[]> hostile = new ArrayList<>();

    JsonFuzz(Random random) {
        this.random = random;
        HostileRecords.all().stream()
                .map(HostileRecords.HostileRecord::value)
                .filter(value -> value != null && value.length < 300)
                .forEach(hostile::add);
    }

    byte[] next() {
        boolean change = random.nextBoolean();
        byte[] text = change && oneIn(4) ? hostile.get(random.nextInt(hostile.size())) : event().getBytes(ISO_8859_1);
        for (int changes = change ? 1 + random.nextInt(2) : 0; changes > 0; changes--) {
            text = changed(text);
        }
        return text;
    }

    private byte[] changed(byte[] text) {
        int at = random.nextInt(text.length + 1);
        int behind = Math.min(text.length, at + random.nextInt(4));
        String before = new String(text, 0, at, ISO_8859_1);
        String after = new String(text, behind, text.length - behind, ISO_8859_1);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(text, at);
            case 1 -> (before + after).getBytes(ISO_8859_1);
            case 2 -> (before + (char) random.nextInt(256) + after).getBytes(ISO_8859_1);
            case 3 -> (before + any(PIECES) + after).getBytes(ISO_8859_1);
            case 4 -> {
                byte[] flipped = text.clone();
                if (at < text.length) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
            default -> (before + any(PIECES) + new String(text, at, text.length - at, ISO_8859_1)).getBytes(ISO_8859_1);
        };
    }

    private String event() {
        List<String> members = new ArrayList<>();
        for (String name : NAMES) {
            if (!oneIn(60)) {
                members.add(member(name));
            }
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            members.add(oneIn(30) ? member(any(NAMES)) : string(2) + space() + ":" + value(0));
        }
        if (oneIn(3)) {
            Collections.shuffle(members, random);
        }
        return space() + "{" + String.join(space() + ",", members) + space() + "}" + space();
    }

    private String member(String name) {
        boolean text = name.equals("event_id") || name.equals("event_type") || name.equals("key");
        String value;
        if (oneIn(40)) {
            value = value(0);
        } else if (text) {
            value = name.equals("key") ? "\"k" + string(2).substring(1) : string(3);
        } else {
            value = oneIn(10) ? any(NUMBERS) : String.valueOf(1 + random.nextInt(Integer.MAX_VALUE));
        }
        String written = oneIn(20) ? "\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1) : name;
        return space() + "\"" + written + "\"" + space() + ":" + space() + value;
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> string(3);
            case 1 -> any(NUMBERS);
            case 2 -> oneIn(2) ? "true" : "false";
            case 3 -> "null";
            case 4 -> "[" + value(depth + 1) + (oneIn(2) ? "," + space() + value(depth + 1) : "") + "]";
            default -> "{" + (oneIn(3) ? "" : string(2) + ":" + value(depth + 1)) + space() + "}";
        };
    }

    private String string(int most) {
        StringBuilder text = new StringBuilder("\"");
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            text.append(oneIn(60) ? any(BROKEN_CHARACTERS) : any(CHARACTERS));
        }
        return text.append('"').toString();
    }

    private String space() {
        return oneIn(12) ? any(SPACES) : "";
    }

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
