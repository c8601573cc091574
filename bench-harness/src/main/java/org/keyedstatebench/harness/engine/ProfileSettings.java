package org.keyedstatebench.harness.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Setting;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;

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

    /** The same for every side. With Kafka's own fetch wait of 500 ms a micro-batch stalls for up to a second. */
    private static final Map<String, String> LOW_LATENCY_CONSUMER =
            Map.of("fetch.min.bytes", "1", "fetch.max.wait.ms", "10");

    /**
     * A linger of 2 ms, because on few cores it is requests that cost: without it every row travels alone, and broker and
     * clients take the CPU that the engines need.
     */
    private static final Map<String, String> LOW_LATENCY_PRODUCER =
            Map.of("linger.ms", "2", "batch.size", "65536", "acks", "all", "compression.type", "none");

    /** Of a job that needs one and whose profile says nothing. */
    static final Duration DOCUMENTED_WATERMARK = Duration.ofSeconds(10);

    static ProfileSettings of(Profile profile, EngineDescriptor engine, Variant variant, Resources resources) {
        boolean lowLatency = profile == Profile.LOW_LATENCY;
        List<Setting> settings = settings(profile, engine, variant.operator(), variant.asyncState());
        Map<String, String> ofVariant = values(settings, Setting.Of.VARIANT, resources);
        String changelog = ofVariant.get("changelog");
        String watermark = ofVariant.get("watermark");
        return new ProfileSettings(
                onTopOf(lowLatency ? LOW_LATENCY_CONSUMER : Map.of(), values(settings, Setting.Of.CONSUMER, resources)),
                onTopOf(lowLatency ? LOW_LATENCY_PRODUCER : Map.of(), values(settings, Setting.Of.PRODUCER, resources)),
                values(settings, Setting.Of.ENGINE, resources),
                changelog == null ? null : Boolean.valueOf(changelog),
                watermark == null ? null : Durations.parse(watermark));
    }

    /** What an engine's descriptor says of a profile for such a job. */
    static List<Setting> settings(Profile profile, EngineDescriptor engine, Operator operator, boolean asyncState) {
        List<Setting> all = profile == Profile.LOW_LATENCY
                ? engine.profiles().lowLatency()
                : engine.profiles().defaults();
        return all.stream()
                .filter(setting -> setting.isFor(operator, asyncState))
                .toList();
    }

    private static Map<String, String> values(List<Setting> settings, Setting.Of of, Resources resources) {
        Map<String, String> values = new TreeMap<>();
        settings.stream()
                .filter(setting -> setting.of() == of)
                .forEach(setting -> values.put(setting.key(), setting.value(resources.parallelism())));
        return values;
    }

    private static Map<String, String> onTopOf(Map<String, String> all, Map<String, String> engines) {
        Map<String, String> both = new TreeMap<>(all);
        both.putAll(engines);
        return both;
    }
}
