package org.keyedstatebench.reference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;

/** Knows which records still belong to the job and when all of them have been read. Not thread-safe. */
final class Goal {

    private final long[] endByPartition;
    private final BitSet finished = new BitSet();
    private int partitionsToGo;

    /**
     * @param partitions that are read
     * @param endOffsets first offset not to read, by partition; a partition without one is read for ever
     */
    Goal(Collection<Integer> partitions, Map<Integer, Long> endOffsets) {
        int highest = partitions.stream().mapToInt(Integer::intValue).max().orElse(-1);
        endByPartition = new long[highest + 1];
        Arrays.fill(endByPartition, Long.MAX_VALUE);
        endOffsets.forEach((partition, offset) -> endByPartition[partition] = offset);
        partitionsToGo = partitions.size();
    }

    boolean includes(int partition, long offset) {
        return offset < endByPartition[partition];
    }

    /**
     * Notes how far a partition has been read.
     *
     * @param position offset of the next record; also moves over offsets that hold no record
     * @return whether the partition is read to its end now and was not at the last call
     */
    boolean finishes(int partition, long position) {
        if (position < endByPartition[partition] || finished.get(partition)) {
            return false;
        }
        finished.set(partition);
        partitionsToGo--;
        return true;
    }

    boolean isReached() {
        return partitionsToGo == 0;
    }
}
