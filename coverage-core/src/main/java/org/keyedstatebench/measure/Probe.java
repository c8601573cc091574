package org.keyedstatebench.measure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.keyedstatebench.event.Event;

/** Events that ask "are you there?": one for each partition of the input, before the load begins. */
public final class Probe {

    private static final String PREFIX = "probe-";

    private Probe() {}

    /** One event a partition, in the order of partitions; their keys lead the default partitioner there. */
    public static List<Event> forPartitions(int partitions, long producedAt) {
        List<Event> probes = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            String key = keyFor(partition, partitions);
            probes.add(new Event(key, "probe", key, 0, producedAt));
        }
        return probes;
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
