package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.event.HostileRecords.HostileRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The rule, by a list that was written by hand and by a parser that somebody else wrote. */
class EventDecoderTest {

    private static final int INPUTS = 1_000_000;
    private static final int PARTS = 8;

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    @ParameterizedTest
    @MethodSource("hostileRecords")
    void aHostileRecordIsWhatItsListSays(HostileRecord hostile) {
        assertThat(EventDecoder.decode(hostile.value()).map(KeyedEvent::key))
                .isEqualTo(Optional.ofNullable(hostile.key()));
    }

    @ParameterizedTest
    @MethodSource("hostileRecords")
    void theStrictParserSaysTheSame(HostileRecord hostile) {
        if (hostile.value() != null) {
            assertThat(oracle(hostile.value()).map(KeyedEvent::key)).isEqualTo(Optional.ofNullable(hostile.key()));
        }
    }

    private static Stream<HostileRecord> hostileRecords() {
        return HostileRecords.all().stream();
    }

    @Test
    void theListHasAllKinds() {
        List<HostileRecord> all = HostileRecords.all();
        assertThat(all).hasSizeGreaterThan(60).extracting(HostileRecord::what).doesNotHaveDuplicates();
        assertThat(all).filteredOn(HostileRecord::isMalformed).hasSizeGreaterThan(60);
        assertThat(all).filteredOn(hostile -> !hostile.isMalformed()).hasSizeGreaterThan(30);
    }

    /** Whatever is decoded can be written as a row, and is read back from it as it was. */
    @ParameterizedTest
    @MethodSource("hostileRecords")
    void aRowOfAnyKeyIsReadBack(HostileRecord hostile) {
        if (!hostile.isMalformed()) {
            byte[] row = new CountEncoder().encode(hostile.key(), 3);
            assertThat(CountDecoder.decode(row)).contains(Count.of(hostile.key(), 3));
            assertThat(row.length + hostile.key().getBytes(UTF_8).length).isLessThan(32 * 1024);
        }
    }

    @Test
    void aMillionTextsAreDecodedAsAStrictParserDoes() {
        long seed = System.nanoTime();
        int wellFormed = IntStream.range(0, PARTS)
                .parallel()
                .map(part -> agreements(seed + part))
                .sum();
        assertThat(wellFormed).as("seed %d", seed).isBetween(INPUTS / 10, INPUTS * 9 / 10);
    }

    /** @return how many of the texts are well-formed events */
    private static int agreements(long seed) {
        JsonFuzz fuzz = new JsonFuzz(new Random(seed));
        int wellFormed = 0;
        for (int n = 0; n < INPUTS / PARTS; n++) {
            byte[] input = fuzz.next();
            Optional<KeyedEvent> expected = oracle(input);
            Optional<KeyedEvent> decoded = EventDecoder.decode(input);
            if (!decoded.equals(expected)) {
                fail("seed " + seed + ", input " + n + ": expected " + expected + ", got " + decoded + " of "
                        + HexFormat.of().formatHex(input));
            }
            wellFormed += decoded.isPresent() ? 1 : 0;
        }
        return wellFormed;
    }

    /**
     * The rule once more, put together from what others wrote: the JDK for UTF-8, Jackson for JSON. Jackson skips a byte order mark and
     * guesses other encodings by their zero bytes, which no JSON has.
     */
    private static Optional<KeyedEvent> oracle(byte[] input) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
            if (text.startsWith("\ufeff") || text.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            // Not from the text, nor without its table of names: there Jackson 3.2 takes U+0661 for a hexadecimal
            // digit.
            try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), input)) {
                return Optional.ofNullable(event(parser));
            }
        } catch (CharacterCodingException | JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static KeyedEvent event(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        boolean good = true;
        Map<String, Object> fields = new LinkedHashMap<>();
        int depth = 1;
        while (good && depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            if (token.isStructStart()) {
                depth++;
                good &= depth <= 64;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
                good &= isUnicode(parser.getString());
            }
            if (depth == 1 && token == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    good &= isUnicode(parser.getString());
                } else if (value.isStructStart()) {
                    depth++;
                }
                if (List.of("event_id", "event_type", "key", "value", "produced_at")
                        .contains(name)) {
                    good &= fields.put(name, fieldValue(parser, value)) == null;
                }
            }
        }
        return good && parser.nextToken() == null ? event(fields) : null;
    }

    private static Object fieldValue(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            default -> token;
        };
    }

    private static KeyedEvent event(Map<String, Object> fields) {
        if (fields.get("event_id") instanceof String
                && fields.get("event_type") instanceof String
                && fields.get("key") instanceof String key
                && !key.isEmpty()
                && key.getBytes(UTF_8).length <= 4096
                && fields.get("value") instanceof BigInteger value
                && value.bitLength() < 64
                && fields.get("produced_at") instanceof BigInteger producedAt
                && producedAt.signum() > 0
                && producedAt.compareTo(BigInteger.valueOf(253402300799999L)) <= 0) {
            return new KeyedEvent(key, producedAt.longValue());
        }
        return null;
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
