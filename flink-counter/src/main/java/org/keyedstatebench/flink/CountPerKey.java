package org.keyedstatebench.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the running count of each key in Flink's value state and emits it for every event. */
final class CountPerKey extends KeyedProcessFunction<String, Tuple2<String, Long>, Tuple2<String, Long>> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Tuple2<String, Long> event, Context context, Collector<Tuple2<String, Long>> rows)
            throws Exception {
        Long before = count.value();
        Long now = before == null ? 1L : before + 1;
        count.update(now);
        rows.collect(Tuple2.of(context.getCurrentKey(), now));
    }
}
