package org.keyedstatebench.yardstick;

import java.util.List;
import org.keyedstatebench.result.Document;
import org.keyedstatebench.result.Environment;

/**
 * What the harness itself costs on this machine; the content of {@code self.json}. What was not measured yet is not in its lists.
 *
 * @param recordBytes key and value together, on average, on both sides of every comparison
 */
public record SelfResult(
        int schemaVersion,
        String id,
        Environment environment,
        SelfPlan plan,
        int recordBytes,
        List<HotPath> hotPath,
        List<FullSpeed> fullSpeed,
        List<Lateness> lateness,
        List<Cpu> cpu) {

    public static final int SCHEMA_VERSION = 1;

    /** The form in which it is kept. */
    public static final Document<SelfResult> DOCUMENT =
            new Document<>("self.json", "the self-measurement", SelfResult.class, SCHEMA_VERSION);

    /**
     * Coverage and recording together, without Kafka.
     *
     * @param block from 1
     * @param bytesPerEvent allocated on the heap
     */
    public record HotPath(int block, double nsPerEvent, double bytesPerEvent) {}

    /**
     * The generator and Kafka's own load tool, one right after the other.
     *
     * @param block from 1
     * @param acks of both
     * @param generatorRateHz events per second
     * @param kafkaToolRateHz records per second of ProducerPerformance
     */
    public record FullSpeed(int block, String acks, double generatorRateHz, double kafkaToolRateHz) {}

    /** How late the generator sends beside an engine that has nothing to do, nanoseconds. */
    public record Lateness(int block, long p50Ns, long p99Ns, long maxNs) {}

    /**
     * CPU seconds per second, 1 being a whole core.
     *
     * @param harnessCores generator, collector and all else in this process
     * @param bareCores a bare producer and consumer with the same traffic
     */
    public record Cpu(int block, double harnessCores, double bareCores) {}

    public SelfResult {
        hotPath = List.copyOf(hotPath);
        fullSpeed = List.copyOf(fullSpeed);
        lateness = List.copyOf(lateness);
        cpu = List.copyOf(cpu);
    }
}
