package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.ListState;
import org.apache.spark.sql.streaming.MapState;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.keyedstatebench.event.CountEncoder;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/** Takes one step on the list or the map of a key, as often as the key comes. */
final class ListAndMap extends StatefulProcessor<String, Tally, Tuple2<byte[], byte[]>> {

    private static final long serialVersionUID = 1;

    /** What is done with each event. */
    enum Step {
        LIST_APPEND,
        LIST_READ,
        MAP_PUT,
        MAP_GET
    }

    /** So that lists do not grow for ever, each append of this number begins one anew; more than the longest that is read. */
    private static final int ANEW = 1001;

    private final int keys;
    private final int entries;
    private final CountEncoder encoder = new CountEncoder();
    private Step step = Step.MAP_PUT;
    private long turn;
    private transient ListState<Long> list;
    private transient MapState<Long, Long> map;

    /**
     * @param keys that come in turn
     * @param entries of each key's map
     */
    ListAndMap(int keys, int entries) {
        this.keys = keys;
        this.entries = entries;
    }

    void change(Step other) {
        step = other;
        turn = 0;
    }

    @Override
    public void init(OutputMode outputMode, TimeMode timeMode) {
        list = getHandle().getListState("list", Encoders.LONG(), TTLConfig.NONE());
        map = getHandle().getMapState("map", Encoders.LONG(), Encoders.LONG(), TTLConfig.NONE());
    }

    /** @return a row with how long the list is, or what the map's entry holds, where the step reads them */
    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleInputRows(String key, Iterator<Tally> events, TimerValues now) {
        long round = turn++ / keys;
        long entry = round % entries;
        long read = switch (step) {
            case LIST_APPEND -> {
                if (round % ANEW == 0) {
                    list.clear();
                }
                list.appendValue(entry);
                yield 0;
            }
            case LIST_READ -> list.get().size();
            case MAP_PUT -> {
                map.updateValue(entry, entry + 1);
                yield 0;
            }
            case MAP_GET -> map.getValue(entry);
        };
        return CollectionConverters.asScala(List.of(new Tuple2<>(key.getBytes(UTF_8), encoder.encode(key, read)))
                .iterator());
    }
}
