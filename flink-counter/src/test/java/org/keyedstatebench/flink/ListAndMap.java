package org.keyedstatebench.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** One step with list or map state for each event, and a row, as {@link CountPerKey} takes one with value state. */
final class ListAndMap extends KeyedProcessFunction<String, String, Tuple3<String, Long, Boolean>> {

    /** What is done with an event. */
    enum Step {
        LIST_APPEND,
        LIST_READ,
        MAP_PUT,
        MAP_GET
    }

    private static final long serialVersionUID = 1L;

    /** So that lists do not grow forever, each append of this number begins one anew; more than the longest that is read. */
    private static final int ANEW = 1001;

    private final int entries;
    private Step step;
    private int at;

    private transient ListState<Long> list;
    private transient MapState<Integer, Long> map;

    /** @param entries of each key's map */
    ListAndMap(int entries, Step step) {
        this.entries = entries;
        this.step = step;
    }

    /** From the next event on. */
    void change(Step next) {
        step = next;
        at = 0;
    }

    @Override
    public void open(OpenContext context) {
        list = getRuntimeContext().getListState(new ListStateDescriptor<>("list", Types.LONG));
        map = getRuntimeContext().getMapState(new MapStateDescriptor<>("map", Types.INT, Types.LONG));
    }

    @Override
    public void processElement(String key, Context context, Collector<Tuple3<String, Long, Boolean>> rows)
            throws Exception {
        at++;
        rows.collect(Tuple3.of(key, result(), false));
    }

    private long result() throws Exception {
        switch (step) {
            case LIST_APPEND -> {
                if (at % ANEW == 0) {
                    list.clear();
                }
                list.add((long) at);
                return at;
            }
            case LIST_READ -> {
                long read = 0;
                for (Long entry : list.get()) {
                    read += entry > 0 ? 1 : 0;
                }
                return read;
            }
            case MAP_PUT -> {
                map.put(at % entries, (long) at);
                return at;
            }
            case MAP_GET -> {
                return map.get(at % entries);
            }
        }
        throw new IllegalStateException("no step " + step);
    }
}
