package org.keyedstatebench.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.v2.ValueState;
import org.apache.flink.api.common.state.v2.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.keyedstatebench.job.Operator;

/**
 * Does what {@link CountPerKey} does, without waiting for a read: while the count of one key is fetched, events of other keys
 * go on. Flink keeps the order of the events of a key, and runs every callback in the task's own thread.
 */
final class CountPerKeyAsync<E, T> extends KeyedProcessFunction<String, E, Tuple3<String, Long, Boolean>> {

    private static final long serialVersionUID = 1L;

    private final StateValue<T> value;
    private final Duration ttl;
    private final IdleTime idleTime;

    private transient ValueState<T> count;
    private transient ValueState<Long> due;

    private CountPerKeyAsync(Operator operator, StateValue<T> value) {
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
        return new CountPerKeyAsync<>(operator, StateValue.of(operator.form(), valueBytes));
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(CountPerKey.COUNT, value.type());
        if (ttl != null) {
            descriptor.enableTimeToLive(TimeToLive.of(ttl));
        }
        count = getRuntimeContext().getState(descriptor);
        if (idleTime != null) {
            due = getRuntimeContext().getState(new ValueStateDescriptor<>(CountPerKey.DUE, Types.LONG));
        }
    }

    @Override
    public void processElement(E event, Context context, Collector<Tuple3<String, Long, Boolean>> rows) {
        String key = context.getCurrentKey();
        count.asyncValue().thenAccept(before -> {
            T now = value.next(before);
            // The row needs not wait for the write: Flink lets the key's next event and a checkpoint wait for it.
            count.asyncUpdate(now);
            rows.collect(Tuple3.of(key, value.count(now), false));
        });
        if (idleTime != null) {
            TimerService timers = context.timerService();
            long next = idleTime.due(timers, context.timestamp());
            due.asyncValue().thenAccept(set -> {
                if (idleTime.reset(timers, set, next)) {
                    due.asyncUpdate(next);
                }
            });
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple3<String, Long, Boolean>> rows) {
        String key = context.getCurrentKey();
        due.asyncClear();
        count.asyncValue().thenAccept(now -> {
            if (now != null) {
                rows.collect(Tuple3.of(key, value.count(now), true));
            }
        });
    }
}
