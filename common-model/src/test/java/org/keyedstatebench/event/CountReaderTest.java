package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CountDecoder} says what a row means; the reader may know fewer forms, but never another meaning. */
class CountReaderTest {

    private final CountReader reader = new CountReader();

    @Test
    void everyRowOfAnEncoderForAKeyOfTheSpaceIsRead() {
        CountEncoder encoder = new CountEncoder();
        Random random = new Random(1);
        for (int n = 0; n < 100_000; n++) {
            int key = random.nextInt(KeySpace.MAX_KEYS) >>> random.nextInt(24);
            long count = 1 + (random.nextLong() >>> (5 + random.nextInt(58)));
            byte[] row = encoder.encode(KeySpace.name(key), count);
            assertThat(reader.read(row)).as(new String(row, UTF_8)).isTrue();
            assertThat(reader.keyIndex()).isEqualTo(key);
            assertThat(reader.count()).isEqualTo(count);
        }
    }

    @Test
    void whateverItReadsTheDecoderReadsAlike() {
        String alphabet = "0123456789{}\":,-. \\keyrunig_cotKEY\u00e4";
        Random random = new Random(2);
        int read = 0;
        for (int n = 0; n < 300_000; n++) {
            StringBuilder row = new StringBuilder("{\"key\":\"key-" + random.nextInt(1 + random.nextInt(100_000))
                    + "\",\"running_count\":" + random.nextInt(1 + random.nextInt(100_000)) + "}");
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(row.length());
                String by = String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
                switch (random.nextInt(4)) {
                    case 0 -> row.insert(at, by);
                    case 1 -> row.deleteCharAt(at);
                    case 2 -> row.setLength(at + 1);
                    default -> row.replace(at, at + 1, by);
                }
            }
            read += agrees(row.toString().getBytes(UTF_8)) ? 1 : 0;
        }
        assertThat(read).isBetween(100_000, 290_000);
    }

    @Test
    void bytesOfAnyKindAreReadAsTheDecoderDoesOrNotAtAll() {
        Random random = new Random(3);
        byte[] row = new CountEncoder().encode("key-12345", 678);
        for (int n = 0; n < 100_000; n++) {
            byte[] changed = Arrays.copyOf(row, row.length - random.nextInt(2));
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            agrees(changed);
        }
    }

    @Test
    void noTextStopsTheCollector() {
        JsonFuzz fuzz = new JsonFuzz(new Random(4));
        int counts = 0;
        for (int n = 0; n < 100_000; n++) {
            byte[] text = fuzz.next();
            agrees(text);
            String row = new String(text, ISO_8859_1).replace("value", "running_count");
            counts += CountDecoder.decode(row.getBytes(ISO_8859_1)).isPresent() ? 1 : 0;
        }
        assertThat(counts).isBetween(10_000, 90_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"key\":\"key-",
                "{\"key\":\"key-1",
                "{\"key\":\"key-1\",\"running_count\":",
                "{\"key\":\"key-1\",\"running_count\":1",
                "{\"key\":\"key-\",\"running_count\":1}",
                "{\"key\":\"key-01\",\"running_count\":1}",
                "{\"key\":\"key-1\",\"running_count\":0}",
                "{\"key\":\"key-1\",\"running_count\":01}",
                "{\"key\":\"key-1\",\"running_count\":-1}",
                "{\"key\":\"key-1\",\"running_count\":1.5}",
                "{\"key\":\"key-1\",\"running_count\":1e3}",
                "{\"key\":\"key-1\",\"running_count\":9223372036854775807}",
                "{\"key\":\"key-1\",\"running_count\":9223372036854775808}",
                "{\"key\":\"key-123456789\",\"running_count\":1}",
                "{\"key\":\"probe-1\",\"running_count\":1}",
                "{\"running_count\":1,\"key\":\"key-1\"}",
                "{\"key\": \"key-1\",\"running_count\":1}",
                "{\"key\":\"key-1\",\"running_count\":1} ",
                "{\"key\":\"key-1\",\"running_count\":1}}",
                "{\"key\":\"key-1\",\"running_count\":1,\"running_count\":2}"
            })
    void anyOtherFormIsLeftToTheDecoder(String row) {
        assertThat(reader.read(row.getBytes(UTF_8))).isFalse();
    }

    @Test
    void aTombstoneIsLeftToTheDecoder() {
        assertThat(reader.read(null)).isFalse();
    }

    private boolean agrees(byte[] row) {
        if (!reader.read(row)) {
            return false;
        }
        Optional<Count> decoded = CountDecoder.decode(row);
        assertThat(decoded).as(new String(row, UTF_8)).isPresent();
        assertThat(KeySpace.index(decoded.get().key())).isEqualTo(reader.keyIndex());
        assertThat(decoded.get().runningCount()).isEqualTo(reader.count());
        return true;
    }
}
