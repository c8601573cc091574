package org.keyedstatebench.harness.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Setting;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;

/** Turns a variant under a profile into the job specification that its engine gets. */
public final class JobSpecs {

    /**
     * The same for every side. With Kafka's own fetch wait of 500 ms a micro-batch stalls for up to a second. A linger of 2 ms, because
     * on few cores it is requests that cost: without it every row travels alone, and broker and clients take the CPU that the engines
     * need.
     */
    private static final Map<Setting.Of, Map<String, String>> LOW_LATENCY = Map.of(
            Setting.Of.CONSUMER,
            Map.of("fetch.min.bytes", "1", "fetch.max.wait.ms", "10"),
            Setting.Of.PRODUCER,
            Map.of("linger.ms", "2", "batch.size", "65536", "acks", "all", "compression.type", "none"));

    /** Of a job that needs one and whose profile says nothing. */
    private static final Duration DOCUMENTED_WATERMARK = Duration.ofSeconds(10);

    private JobSpecs() {}

    /**
     * @param engine what the build that gets it says of itself
     * @param clientProperties bootstrap.servers apart: what every Kafka client needs
     * @param outputTopic takes the rows; a folder for checkpoints elsewhere is named after it
     * @param stateFolder for checkpoints on this machine
     * @param stateBytes that the state of each key holds beside its count
     * @param resume whether the job goes on from what is in that folder
     */
    public static JobSpec of(
            EngineDescriptor engine,
            Variant variant,
            Profile profile,
            Resources resources,
            String bootstrapServers,
            Map<String, String> clientProperties,
            Source source,
            String outputTopic,
            Path stateFolder,
            int stateBytes,
            boolean resume) {
        List<Setting> settings = settings(engine, profile, variant.operator(), variant.asyncState());
        Function<Setting.Of, Map<String, String>> ofProfile = of -> {
            boolean lowLatency = profile == Profile.LOW_LATENCY;
            Map<String, String> values = new TreeMap<>(lowLatency ? LOW_LATENCY.getOrDefault(of, Map.of()) : Map.of());
            settings.stream()
                    .filter(setting -> setting.of() == of)
                    .forEach(setting -> values.put(setting.key(), setting.value(resources.parallelism())));
            return values;
        };
        Map<String, String> config = ofProfile.apply(Setting.Of.ENGINE);
        config.putAll(variant.config());
        Map<String, String> leftToProfile = ofProfile.apply(Setting.Of.VARIANT);
        Placement placement = variant.placement();
        State state = new State(
                        variant.stateBackend(),
                        stateFolder.toString(),
                        variant.checkpointInterval(),
                        variant.guarantee(),
                        changelog(variant, leftToProfile.get("changelog")),
                        variant.asyncState(),
                        resume)
                .withValueBytes(stateBytes);
        JobSpec spec = new JobSpec(
                variant.name(),
                new Kafka(
                        bootstrapServers,
                        clientProperties,
                        without(ofProfile.apply(Setting.Of.CONSUMER), clientProperties),
                        without(ofProfile.apply(Setting.Of.PRODUCER), clientProperties)),
                source,
                Sink.kafka(outputTopic),
                variant.operator(),
                variant.emission(),
                variant.trigger(),
                placement == null || placement.checkpoints() == null
                        ? state
                        : state.withCheckpoints(placement.checkpoints().replaceFirst("/+$", "") + "/" + outputTopic),
                watermarkDelay(variant, leftToProfile.get("watermark")),
                resources.parallelism(),
                config);
        return placement == null
                ? spec
                : spec.on(placement.deployment(resources, JavaProcess.optionsBesideHeap(resources)));
    }

    /** What an engine's descriptor says of a profile for such a job. */
    static List<Setting> settings(EngineDescriptor engine, Profile profile, Operator operator, boolean asyncState) {
        List<Setting> all = profile == Profile.LOW_LATENCY
                ? engine.profiles().lowLatency()
                : engine.profiles().defaults();
        return all.stream()
                .filter(setting -> setting.isFor(operator, asyncState))
                .toList();
    }

    private static Boolean changelog(Variant variant, String ofProfile) {
        Boolean otherwise = ofProfile == null ? null : Boolean.valueOf(ofProfile);
        return variant.changelog() == null ? otherwise : variant.changelog();
    }

    /** Event time stands still without a watermark, so a job that needs one gets the documented one. */
    private static Duration watermarkDelay(Variant variant, String ofProfile) {
        Duration least = variant.operator().needsWatermark() ? DOCUMENTED_WATERMARK : null;
        Duration otherwise = ofProfile == null ? least : Durations.parse(ofProfile);
        return variant.watermarkDelay() == null ? otherwise : variant.watermarkDelay();
    }

    /** What the user sets for every client wins over the profile. */
    private static Map<String, String> without(Map<String, String> profile, Map<String, String> users) {
        profile.keySet().removeAll(users.keySet());
        return profile;
    }
}
