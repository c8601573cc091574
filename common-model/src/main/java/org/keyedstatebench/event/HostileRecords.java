package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Records that have stopped a counter, or could stop one, or could be taken for an event by one engine and not by another; what
 * {@link EventDecoder} says of each stands beside it by hand. All counters are fed this one list by their tests, and the generator
 * sends from it.
 */
public final class HostileRecords {

    /** An ordinary time of sending, epoch milliseconds. */
    private static final String NOW = "1760000000000";

    private static final String HEAD = "{\"event_id\":\"e\",\"event_type\":\"view\",";
    private static final String TAIL = ",\"value\":1,\"produced_at\":" + NOW + "}";

    private static final List<HostileRecord> ALL = Collections.unmodifiableList(new HostileRecords().list());

    private final List<HostileRecord> records = new ArrayList<>();

    private HostileRecords() {}

    /**
     * One of the list.
     *
     * @param what is special about it
     * @param value as it stands in the topic, {@code null} for a tombstone; not to be changed
     * @param key what a counter counts; {@code null} if the record is malformed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record HostileRecord(String what, byte[] value, String key) {

        public boolean isMalformed() {
            return key == null;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** All, in an order of no meaning. */
    public static List<HostileRecord> all() {
        return ALL;
    }

    private List<HostileRecord> list() {
        records.add(new HostileRecord("tombstone", null, null));
        malformed("nothing", "");
        malformed("white space", " \t\r\n");
        noObjects();
        brokenTexts();
        brokenCharacters();
        keys();
        numbers();
        names();
        nesting();
        return records;
    }

    private void noObjects() {
        malformed("no JSON", "not json");
        malformed("null", "null");
        malformed("number", "17");
        malformed("string", "\"text\"");
        malformed("array", "[1,2,3]");
        malformed("event in an array", "[" + keyed("\"k\"") + "]");
        malformed("empty object", "{}");
        malformed("NUL", "\0");
        malformed("64 NULs", "\0".repeat(64));
    }

    private void brokenTexts() {
        String event = keyed("\"k\"");
        malformed("cut off in the middle", event.substring(0, event.length() / 2));
        malformed("without its last byte", event.substring(0, event.length() - 1));
        malformed("something behind it", event + " x");
        malformed("second event behind it", event + event);
        malformed("comma behind it", event + ",");
        malformed("bracket too many", event + "}");
        malformed("NUL behind it", event + "\0");
        malformed("comma before the end", event.substring(0, event.length() - 1) + ",}");
        malformed("two commas", event.replace(",\"value\"", ",,\"value\""));
        malformed("no comma", event.replace(",\"value\"", "\"value\""));
        malformed("no colon", event.replace("\"value\":", "\"value\" "));
        malformed("comment", event.replace(",\"value\"", "/**/,\"value\""));
        malformed("single quotes", event.replace('"', '\''));
        malformed("name without quotes", event.replace("\"key\"", "key"));
        malformed("byte order mark", utf8("\ufeff") + event);
        malformed("UTF-16", latin1(event.getBytes(UTF_16BE)));
        malformed("form feed between tokens", event.replace(":", ":\f"));
        malformed("no-break space between tokens", event.replace(":", ":" + utf8("\u00a0")));
        good("white space everywhere", " \r\n" + event.replaceAll("([{}:,])", "\t$1\n ") + "\t", "k");
    }

    private void brokenCharacters() {
        malformed("escaped high surrogate alone", keyed("\"\\ud800\""));
        malformed("escaped low surrogate alone", keyed("\"\\uDC00\""));
        malformed("escaped surrogates the wrong way round", keyed("\"\\udc00\\ud800\""));
        malformed("two escaped high surrogates", keyed("\"\\ud800\\ud800\""));
        malformed("escaped high surrogate before a letter", keyed("\"\\ud83dx\""));
        malformed("escaped high surrogate before another escape", keyed("\"\\ud83d\\n\""));
        malformed("escaped high surrogate at the end", keyed("\"a\\ud83d\""));
        malformed("surrogate as bytes", keyed("\"\u00ed\u00a0\u0080\""));
        malformed("pair of surrogates as bytes", keyed("\"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\""));
        malformed("lone surrogate in another field", keyed("\"k\",\"note\":\"\\udfff\""));
        malformed("lone surrogate in another name", keyed("\"k\",\"\\udfff\":1"));
        malformed("lone surrogate in the id", keyed("\"k\"").replace("\"e\"", "\"\\ud800\""));
        malformed("overlong NUL", keyed("\"\u00c0\u0080\""));
        malformed("overlong slash in three bytes", keyed("\"\u00e0\u0080\u00af\""));
        malformed("overlong slash in four bytes", keyed("\"\u00f0\u0080\u0080\u00af\""));
        malformed("above U+10FFFF", keyed("\"\u00f4\u0090\u0080\u0080\""));
        malformed("byte that UTF-8 never has", keyed("\"\u00ff\""));
        malformed("continuation alone", keyed("\"\u0080\""));
        malformed("character cut off by the quote", keyed("\"\u00e2\u0082\""));
        malformed("character cut off by the end", HEAD + "\"key\":\"\u00e2\u0082");
        malformed("Latin-1", keyed("\"sch\u00f6n\""));
        malformed("broken bytes in another field", keyed("\"k\",\"note\":\"\u00fe\""));
        malformed("NUL in a string", keyed("\"a\0b\""));
        malformed("line feed in a string", keyed("\"a\nb\""));
        malformed("tab in a string", keyed("\"a\tb\""));
        malformed("unknown escape", keyed("\"\\x41\""));
        malformed("escape of three digits", keyed("\"\\u041\""));
        malformed("escape with a digit of another script", keyed("\"\\u004" + utf8("\u0661") + "\""));
        malformed("backslash at the end", keyed("\"k\\\""));
    }

    private void keys() {
        good("escaped pair of surrogates", keyed("\"\\ud83d\\uDE00\""), "\ud83d\ude00");
        good("the same as bytes", keyed(utf8("\"\ud83d\ude00\"")), "\ud83d\ude00");
        good("escaped NUL", keyed("\"\\u0000\""), "\0");
        good("escaped NUL within", keyed("\"a\\u0000b\""), "a\0b");
        good("every short escape", keyed("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\\/\b\f\n\r\t");
        good("delete character", keyed("\"\u007f\""), "\u007f");
        good("line separator", keyed(utf8("\"\u2028\"")), "\u2028");
        good("no character", keyed(utf8("\"\uffff\"")), "\uffff");
        good("byte order mark as a key", keyed(utf8("\"\ufeff\"")), "\ufeff");
        good("composed letter", keyed(utf8("\"\u00e9\"")), "\u00e9");
        good("decomposed letter", keyed(utf8("\"e\u0301\"")), "e\u0301");
        good("dotless i", keyed(utf8("\"\u0131\"")), "\u0131");
        good("upper case", keyed("\"K\""), "K");
        good("blank", keyed("\" \""), " ");
        good("blank behind", keyed("\"k \""), "k ");
        good("key that looks like a row", keyed("\"{\\\"key\\\":\\\"k\\\"}\""), "{\"key\":\"k\"}");
        good("question mark", keyed("\"?\""), "?");
        good("replacement character", keyed(utf8("\"\ufffd\"")), "\ufffd");
        String longest = "x".repeat(EventDecoder.MAX_KEY_BYTES);
        good("longest key", keyed("\"" + longest + "\""), longest);
        malformed("key one byte longer", keyed("\"" + longest + "x\""));
        String wide = "\u20ac".repeat(EventDecoder.MAX_KEY_BYTES / 3);
        good("longest key of wide characters", keyed(utf8("\"" + wide + "\"")), wide);
        malformed("wide characters one too many", keyed(utf8("\"" + wide + "\u20ac\"")));
        String escapes = "\\u0001".repeat(EventDecoder.MAX_KEY_BYTES);
        good("longest key of escapes", keyed("\"" + escapes + "\""), "\u0001".repeat(EventDecoder.MAX_KEY_BYTES));
        malformed("escapes one too many", keyed("\"" + escapes + "\\n\""));
        malformed("empty key", keyed("\"\""));
        malformed("number as key", keyed("42"));
        malformed("null as key", keyed("null"));
        malformed("Boolean as key", keyed("true"));
        malformed("array as key", keyed("[\"k\"]"));
        malformed("object as key", keyed("{\"key\":\"k\"}"));
        malformed("no key", HEAD + TAIL.substring(1));
    }

    private void numbers() {
        good("least value", event("\"n\"", "-9223372036854775808", NOW), "n");
        good("greatest value", event("\"n\"", "9223372036854775807", NOW), "n");
        good("minus zero as value", event("\"n\"", "-0", NOW), "n");
        malformed("value below the range", event("\"n\"", "-9223372036854775809", NOW));
        malformed("value above the range", event("\"n\"", "9223372036854775808", NOW));
        malformed("value of 300 digits", event("\"n\"", "9".repeat(300), NOW));
        malformed("fraction", event("\"n\"", "17.0", NOW));
        malformed("exponent", event("\"n\"", "1e3", NOW));
        malformed("zero before digits", event("\"n\"", "01", NOW));
        malformed("plus", event("\"n\"", "+1", NOW));
        malformed("point before digits", event("\"n\"", ".5", NOW));
        malformed("minus alone", event("\"n\"", "-", NOW));
        malformed("not a number", event("\"n\"", "NaN", NOW));
        malformed("infinity", event("\"n\"", "-Infinity", NOW));
        malformed("hexadecimal", event("\"n\"", "0x1f", NOW));
        malformed("digits of another script", event("\"n\"", utf8("\u0661\u0662"), NOW));
        malformed("number in quotes", event("\"n\"", "\"1\"", NOW));
        malformed("no value", event("\"n\"", "null", NOW));
        good("first millisecond", event("\"early\"", "1", "1"), "early");
        good("last millisecond", event("\"late\"", "1", "" + EventDecoder.MAX_PRODUCED_AT), "late");
        malformed("the epoch", event("\"n\"", "1", "0"));
        malformed("before the epoch", event("\"n\"", "1", "-1"));
        malformed("behind the last millisecond", event("\"n\"", "1", "" + (EventDecoder.MAX_PRODUCED_AT + 1)));
        malformed("nanoseconds", event("\"n\"", "1", NOW + "000000"));
        malformed("least time", event("\"n\"", "1", "-9223372036854775808"));
        malformed("greatest time", event("\"n\"", "1", "9223372036854775807"));
        malformed("a little below the greatest time", event("\"n\"", "1", "9223372036854775000"));
        malformed("time as text", event("\"n\"", "1", "\"2026-01-01T00:00:00Z\""));
        malformed("time with a fraction", event("\"n\"", "1", NOW + ".5"));
        malformed("no time", event("\"n\"", "1", "null"));
    }

    private void names() {
        String event = keyed("\"k\"");
        malformed("good key, then an empty one", keyed("\"k\",\"key\":\"\""));
        malformed("empty key, then a good one", keyed("\"\",\"key\":\"k\""));
        malformed("two good keys", keyed("\"k\",\"key\":\"l\""));
        malformed("the same key twice", keyed("\"k\",\"key\":\"k\""));
        malformed("second key by an escaped name", keyed("\"k\",\"\\u006bey\":\"l\""));
        malformed("two values", event.replace("\"value\":1", "\"value\":1,\"value\":1"));
        malformed("two ids", event.replace("{", "{\"event_id\":\"f\","));
        malformed("two times", event.replace("}", ",\"produced_at\":1}"));
        malformed("name in upper case", event.replace("\"key\"", "\"KEY\""));
        malformed("name with a blank", event.replace("\"key\"", "\"key \""));
        malformed("name with a NUL", event.replace("\"key\"", "\"key\\u0000\""));
        malformed("no id", event.replace("\"event_id\":\"e\",", ""));
        malformed("id is null", event.replace("\"e\"", "null"));
        malformed("type is a number", event.replace("\"view\"", "1"));
        good("escaped name", event.replace("\"key\"", "\"\\u006b\\u0065y\""), "k");
        good("other name twice", keyed("\"k\",\"note\":1,\"note\":{\"key\":\"l\",\"key\":2}"), "k");
        good("empty name", keyed("\"k\",\"\":null"), "k");
        good("key in an inner object first", event.replace("{", "{\"note\":{\"key\":\"wrong\"},"), "k");
        good("empty id and type", event.replace("\"e\"", "\"\"").replace("\"view\"", "\"\""), "k");
        good("other numbers of any kind", keyed("\"k\",\"note\":[0.5,-0,1e400,1E-9," + "9".repeat(1200) + "]"), "k");
        good("long string", keyed("\"k\",\"note\":\"" + "y".repeat(100_000) + "\""), "k");
        good(
                "five names the other way round",
                "{" + TAIL.substring(1, TAIL.length() - 1)
                        + ",\"key\":\"k\",\"event_type\":\"view\",\"event_id\":\"e\"}",
                "k");
    }

    private void nesting() {
        good("deepest array", keyed("\"k\",\"note\":" + nested("[", "]", StrictJson.DEPTH - 1)), "k");
        malformed("array one deeper", keyed("\"k\",\"note\":" + nested("[", "]", StrictJson.DEPTH)));
        good("deepest object", keyed("\"k\",\"note\":" + nested("{\"key\":", "}", StrictJson.DEPTH - 2, "{}")), "k");
        malformed("object one deeper", keyed("\"k\",\"note\":" + nested("{\"key\":", "}", StrictJson.DEPTH - 1, "{}")));
        malformed("100,000 open brackets", keyed("\"k\",\"note\":" + "[".repeat(100_000)));
        malformed("100,000 brackets", keyed("\"k\",\"note\":" + nested("[", "]", 100_000)));
        malformed("nothing but open brackets", "{\"a\":".repeat(80));
        malformed("bracket closed by the other one", keyed("\"k\",\"note\":[{]}"));
    }

    private static String nested(String open, String close, int times) {
        return nested(open, close, times, "");
    }

    private static String nested(String open, String close, int times, String innermost) {
        return open.repeat(times) + innermost + close.repeat(times);
    }

    private static String keyed(String key) {
        return HEAD + "\"key\":" + key + TAIL;
    }

    private static String event(String key, String value, String producedAt) {
        return HEAD + "\"key\":" + key + ",\"value\":" + value + ",\"produced_at\":" + producedAt + "}";
    }

    /** Texts are bytes here, one a character; this is what a real text looks like then. */
    private static String utf8(String text) {
        return latin1(text.getBytes(UTF_8));
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private void malformed(String what, String bytes) {
        records.add(new HostileRecord(what, bytes.getBytes(ISO_8859_1), null));
    }

    private void good(String what, String bytes, String key) {
        records.add(new HostileRecord(what, bytes.getBytes(ISO_8859_1), key));
    }
}
