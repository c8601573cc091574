package org.keyedstatebench.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.keyedstatebench.job.Operator;

/**
 * Keeps the running count of each key in Flink's value state and emits it for every event; forgets it after a TTL and emits
 * it once more when the key goes idle, if that is asked for.
 */
final class CountPerKey<E, T> extends KeyedProcessFunction<String, E, Tuple3<String, Long, Boolean>> {

    static final String COUNT = "count";
    /** When the key's timer is due. Without it the timer could not be taken back. */
    static final String DUE = "due";

    private static final long serialVersionUID = 1L;

    private final StateValue<T> value;
    private final Duration ttl;
    private final IdleTime idleTime;

    private transient ValueState<T> count;
    private transient ValueState<Long> due;

    private CountPerKey(Operator operator, StateValue<T> value) {
        this.value = value;
        ttl = operator.ttl();
        idleTime = IdleTime.of(operator.idleTimer());
    }

    /**
     * Whatever is known of an event beside its key.
     *
     * @param valueBytes beside each count
     */
    static <E> KeyedProcessFunction<String, E, Tuple3<String, Long, Boolean>> of(Operator operator, int valueBytes) {
        return new CountPerKey<>(operator, StateValue.of(operator.form(), valueBytes));
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(COUNT, value.type());
        if (ttl != null) {
            descriptor.enableTimeToLive(TimeToLive.of(ttl));
        }
        count = getRuntimeContext().getState(descriptor);
        if (idleTime != null) {
            due = getRuntimeContext().getState(new ValueStateDescriptor<>(DUE, Types.LONG));
        }
    }

    @Override
    public void processElement(E event, Context context, Collector<Tuple3<String, Long, Boolean>> rows)
            throws Exception {
        T now = value.next(count.value());
        count.update(now);
        rows.collect(Tuple3.of(context.getCurrentKey(), value.count(now), false));
        if (idleTime != null) {
            long next = idleTime.due(context.timerService(), context.timestamp());
            Long set = due.value();
            if (idleTime.reset(context.timerService(), set, next)) {
                due.update(next);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple3<String, Long, Boolean>> rows)
            throws Exception {
        due.clear();
        T now = count.value();
        // A count that its TTL has taken meanwhile is none.
        if (now != null) {
            rows.collect(Tuple3.of(context.getCurrentKey(), value.count(now), true));
        }
    }
}
