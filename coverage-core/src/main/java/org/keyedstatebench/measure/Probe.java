package org.keyedstatebench.measure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.keyedstatebench.event.Event;

/** Events that ask "are you there?": one for each partition of the input, before the load begins. */
public final class Probe {

    private static final String PREFIX = "probe-";

    private Probe() {}

    /** One event a partition, in the order of partitions; their keys lead the default partitioner there. */
    public static List<Event> forPartitions(int partitions, long producedAt) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> keyFor(partition, partitions))
                .map(key -> new Event(key, "probe", key, 0, producedAt))
                .toList();
    }

    public static boolean isProbe(String key) {
        return key.startsWith(PREFIX);
    }

    private static String keyFor(int partition, int partitions) {
        for (int n = 0; ; n++) {
            String key = PREFIX + n;
            byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
            if (Utils.toPositive(Utils.murmur2(bytes)) % partitions == partition) {
                return key;
            }
        }
    }
}
