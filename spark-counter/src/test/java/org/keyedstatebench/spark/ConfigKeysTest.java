package org.keyedstatebench.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeysTest {

    private final ConfigKeys keys = new ConfigKeys();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.sql.shuffle.partitions",
                "spark.sql.streaming.minBatchesToRetain",
                "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled",
                "spark.sql.streaming.stateStore.rocksdb.trackTotalNumberOfRows",
                "spark.sql.warehouse.dir",
                "spark.locality.wait",
                "spark.shuffle.compress",
                "spark.ui.enabled",
                "spark.hadoop.fs.file.impl"
            })
    void aKeyThatSparkReadsIsAccepted(String key) {
        assertThatCode(() -> keys.check(Map.of(key, "1"))).doesNotThrowAnyException();
    }

    @Test
    void anUnknownSqlKeyIsRefusedWithTheNearestOnes() {
        assertThatThrownBy(() -> keys.check(Map.of("spark.sql.shuffle.partition", "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spark.sql.shuffle.partition (nearest: spark.sql.shuffle.partitions");
    }

    @Test
    void aTypoInARocksDbKeyIsFoundAlthoughSparkDoesNotRegisterThem() {
        assertThatThrownBy(() -> keys.check(Map.of("spark.sql.streaming.stateStore.rocksdb.compactOnComit", "true")))
                .hasMessageContaining("spark.sql.streaming.statestore.rocksdb.compactoncommit");
    }

    @Test
    void aTypoInACoreKeyIsRefused() {
        assertThatThrownBy(() -> keys.check(Map.of("spark.locality.wiat", "0")))
                .hasMessageContaining("did you mean spark.locality.wait?");
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        assertThatThrownBy(() -> keys.check(Map.of("shuffle.partitions", "2", "spark.sql.nonsense", "1")))
                .hasMessageContaining("shuffle.partitions (Spark heeds only keys that start with 'spark.')")
                .hasMessageContaining("spark.sql.nonsense (nearest:");
    }
}
