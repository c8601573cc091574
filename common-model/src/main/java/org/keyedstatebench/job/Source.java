package org.keyedstatebench.job;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records of the input topic belong to the job.
 *
 * @param topic the input topic
 * @param startOffsets first offset to read, by partition; empty for the beginning of the topic
 * @param endOffsets first offset not to read, by partition, after which the job ends; empty to read for ever
 * @param maxPerBatch most records that one micro-batch takes, at least 1; {@code null} for no limit; an engine without
 *     micro-batches has no use for it
 */
public record Source(String topic, Map<Integer, Long> startOffsets, Map<Integer, Long> endOffsets, Long maxPerBatch) {

    /** Without a limit for a micro-batch. */
    public Source(String topic, Map<Integer, Long> startOffsets, Map<Integer, Long> endOffsets) {
        this(topic, startOffsets, endOffsets, null);
    }

    public Source {
        if (maxPerBatch != null && maxPerBatch < 1) {
            throw new IllegalArgumentException("source.maxPerBatch must be at least 1, got " + maxPerBatch);
        }
        Check.notBlank(topic, "source.topic");
        startOffsets = offsets(startOffsets, "source.startOffsets");
        endOffsets = offsets(endOffsets, "source.endOffsets");
        if (!endOffsets.isEmpty()
                && !startOffsets.isEmpty()
                && !endOffsets.keySet().equals(startOffsets.keySet())) {
            throw new IllegalArgumentException("source.endOffsets must name the same partitions as startOffsets "
                    + startOffsets.keySet() + ", got " + endOffsets.keySet());
        }
    }

    private static Map<Integer, Long> offsets(Map<Integer, Long> given, String name) {
        if (given == null) {
            return Map.of();
        }
        given.forEach((partition, offset) -> {
            if (partition < 0 || offset == null || offset < 0) {
                throw new IllegalArgumentException(
                        name + " must map partitions to offsets of 0 or more, got " + partition + "=" + offset);
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(given));
    }
}
