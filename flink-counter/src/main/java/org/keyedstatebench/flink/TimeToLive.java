package org.keyedstatebench.flink;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** Says how a count is forgotten: so long after its last change, and never seen again after that. */
final class TimeToLive {

    /** Flink's own default: so many entries of a heap table are looked at with each access. */
    private static final int ENTRIES_PER_ACCESS = 5;

    /** Flink's own default: a compaction asks for the time again after so many entries. */
    private static final long ENTRIES_PER_CLOCK_QUERY = 1000;

    private TimeToLive() {}

    /** Each backend takes the cleanup that is meant for it: hashmap the incremental one, RocksDB and ForSt the filter. */
    static StateTtlConfig of(Duration ttl) {
        return StateTtlConfig.newBuilder(ttl)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .cleanupIncrementally(ENTRIES_PER_ACCESS, false)
                .cleanupInRocksdbCompactFilter(ENTRIES_PER_CLOCK_QUERY)
                .build();
    }
}
