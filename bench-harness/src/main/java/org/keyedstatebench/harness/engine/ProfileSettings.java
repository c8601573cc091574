package org.keyedstatebench.harness.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.keyedstatebench.harness.scenario.Profile;
import org.keyedstatebench.harness.scenario.Resources;
import org.keyedstatebench.harness.scenario.Variant;

/**
 * What a profile sets for an engine beyond the engine's own defaults.
 *
 * @param consumer properties of the job's Kafka consumer
 * @param producer properties of the job's Kafka producer
 * @param engineConfig keys of the engine's own configuration
 * @param changelog of a log-structured store; {@code null} for the engine's default
 * @param watermarkDelay {@code null} for no watermark
 */
record ProfileSettings(
        Map<String, String> consumer,
        Map<String, String> producer,
        Map<String, String> engineConfig,
        Boolean changelog,
        Duration watermarkDelay) {

    /** The same for every side. With Kafka's own fetch wait of 500 ms a Spark batch stalls for up to a second. */
    private static final Map<String, String> LOW_LATENCY_CONSUMER =
            Map.of("fetch.min.bytes", "1", "fetch.max.wait.ms", "10");

    /**
     * A linger of 2 ms, because on few cores it is requests that cost: without it every row travels alone, and broker and
     * clients take the CPU that the engines need.
     */
    private static final Map<String, String> LOW_LATENCY_PRODUCER =
            Map.of("linger.ms", "2", "batch.size", "65536", "acks", "all", "compression.type", "none");

    static final Duration DOCUMENTED_WATERMARK = Duration.ofSeconds(10);

    static ProfileSettings of(Profile profile, Engine engine, Variant variant, Resources resources) {
        return switch (profile) {
            case DEFAULTS ->
                new ProfileSettings(
                        Map.of(), Map.of(), Map.of(), null, engine.microBatches() ? DOCUMENTED_WATERMARK : null);
            case LOW_LATENCY ->
                new ProfileSettings(
                        LOW_LATENCY_CONSUMER,
                        LOW_LATENCY_PRODUCER,
                        lowLatencyConfig(engine, variant, resources),
                        engine.id().equals("spark") ? Boolean.TRUE : null,
                        null);
        };
    }

    private static Map<String, String> lowLatencyConfig(Engine engine, Variant variant, Resources resources) {
        return switch (engine.id()) {
            case "flink" -> flinkConfig(variant);
            case "spark" -> sparkConfig(resources);
            default -> Map.of();
        };
    }

    private static Map<String, String> sparkConfig(Resources resources) {
        Map<String, String> config = new HashMap<>();
        config.put("spark.sql.shuffle.partitions", Integer.toString(resources.parallelism()));
        // A batch shuffles a few kilobytes through fresh files, so that what costs is to make a file: the bypass makes
        // one more for
        // each reducer, and checksums one more for each mapper. To compress so little gains nothing.
        config.put("spark.shuffle.sort.bypassMergeThreshold", "1");
        config.put("spark.shuffle.checksum.enabled", "false");
        config.put("spark.shuffle.compress", "false");
        config.put("spark.broadcast.compress", "false");
        // Hadoop without its native library starts four processes for every checkpoint file.
        config.put("spark.hadoop.fs.file.impl", "org.keyedstatebench.spark.ForkFreeLocalFileSystem");
        config.put("spark.hadoop.fs.AbstractFileSystem.file.impl", "org.keyedstatebench.spark.ForkFreeLocalFs");
        return config;
    }

    private static Map<String, String> flinkConfig(Variant variant) {
        Map<String, String> config = new HashMap<>();
        config.put("execution.buffer-timeout.interval", "0 ms");
        config.put("pipeline.object-reuse", "true");
        if (variant.asyncState()) {
            // State accesses wait until 1000 are together, or for a second: at a low rate an event would wait for
            // others.
            config.put("execution.async-state.active-buffer-size", "1");
        }
        if (variant.operator().needsWatermark()) {
            // A timer in event time fires with a watermark, and by default one comes every 200 ms.
            config.put("pipeline.auto-watermark-interval", "20 ms");
        }
        return config;
    }
}
