package org.keyedstatebench.spark;

import java.time.Duration;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Operator;
import scala.Tuple2;

/**
 * The counter of {@code flatMapGroupsWithState}, which people wrote before there was {@code transformWithState}: one state for each
 * key, with a timeout that plays the timer.
 *
 * @param <S> what stands in the state
 */
final class CountingGroups<S> implements FlatMapGroupsWithStateFunction<String, Tally, S, Tuple2<byte[], byte[]>> {

    private static final long serialVersionUID = 1;

    private final Emission emission;
    private final StoredCount<S> stored;
    private final Duration idle;

    /** @param operator a counter, with or without a processing-time timer */
    CountingGroups(Emission emission, Operator operator, StoredCount<S> stored) {
        this.emission = emission;
        this.stored = stored;
        this.idle = operator.idleTimer() == null ? null : operator.idleTimer().idle();
    }

    static GroupStateTimeout timeout(Operator operator) {
        return operator.idleTimer() == null ? GroupStateTimeout.NoTimeout() : GroupStateTimeout.ProcessingTimeTimeout();
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> call(String key, Iterator<Tally> events, GroupState<S> state) {
        CountEncoder encoder = new CountEncoder();
        if (state.hasTimedOut()) {
            return KeyBatch.idle(key, stored.count(state.get()), encoder);
        }
        S before = state.exists() ? state.get() : null;
        return new KeyBatch(key, events, before == null ? 0 : stored.count(before), encoder, (count, newestMs) -> {
                    state.update(stored.with(count, before, key));
                    if (idle != null) {
                        state.setTimeoutDuration(idle.toMillis());
                    }
                })
                .rows(emission);
    }
}
