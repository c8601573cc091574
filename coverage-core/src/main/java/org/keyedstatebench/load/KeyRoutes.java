package org.keyedstatebench.load;

import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;
import org.keyedstatebench.event.KeySpace;

/**
 * Knows the name of each key and the partition that Kafka's default partitioner sends it to, so that neither is computed for every
 * event. What it remembers is bounded; keys beyond that are computed anew each time. Not thread-safe.
 */
final class KeyRoutes {

    /** Keys that are remembered: about 10 MB when all were used. */
    static final int REMEMBERED = 1 << 18;

    private final Integer[] partitions;
    private byte[][] names = new byte[1024][];
    private Integer[] partitionOf = new Integer[1024];

    /** @param partitions of the topic, at least 1 */
    KeyRoutes(int partitions) {
        this.partitions = new Integer[partitions];
        Arrays.setAll(this.partitions, Integer::valueOf);
    }

    /** Name of the key as it goes over the wire; not to be changed. */
    byte[] name(int key) {
        if (key >= names.length && !remember(key)) {
            return KeySpace.nameBytes(key);
        }
        byte[] name = names[key];
        if (name == null) {
            name = KeySpace.nameBytes(key);
            names[key] = name;
            partitionOf[key] = partitionFor(name);
        }
        return name;
    }

    /**
     * @param key index of the key
     * @param name what {@link #name} said of it
     */
    Integer partition(int key, byte[] name) {
        return key < partitionOf.length ? partitionOf[key] : partitionFor(name);
    }

    /** As Kafka's default partitioner does it for a record with a key. */
    private Integer partitionFor(byte[] name) {
        return partitions[Utils.toPositive(Utils.murmur2(name)) % partitions.length];
    }

    private boolean remember(int key) {
        if (key >= REMEMBERED) {
            return false;
        }
        int capacity = Math.min(REMEMBERED, Math.max(key + 1, 2 * names.length));
        names = Arrays.copyOf(names, capacity);
        partitionOf = Arrays.copyOf(partitionOf, capacity);
        return true;
    }
}
