package org.keyedstatebench.harness.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;

/** Turns a variant under a profile into the job specification that its engine gets. */
public final class JobSpecs {

    private JobSpecs() {}

    /**
     * @param engine what the build that gets it says of itself
     * @param clientProperties bootstrap.servers apart: what every Kafka client needs
     * @param outputTopic takes the rows; a folder for checkpoints elsewhere is named after it
     * @param stateFolder for checkpoints on this machine
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
            boolean resume) {
        ProfileSettings settings = ProfileSettings.of(profile, engine, variant, resources);
        Map<String, String> config = new HashMap<>(settings.engineConfig());
        config.putAll(variant.config());
        Placement placement = variant.placement();
        State state = new State(
                variant.stateBackend(),
                stateFolder.toString(),
                variant.checkpointInterval(),
                variant.guarantee(),
                variant.changelog() == null ? settings.changelog() : variant.changelog(),
                variant.asyncState(),
                resume);
        JobSpec spec = new JobSpec(
                variant.name(),
                new Kafka(
                        bootstrapServers,
                        clientProperties,
                        without(settings.consumer(), clientProperties),
                        without(settings.producer(), clientProperties)),
                source,
                Sink.kafka(outputTopic),
                variant.operator(),
                variant.emission(),
                variant.trigger(),
                placement == null || placement.checkpoints() == null
                        ? state
                        : state.withCheckpoints(placement.checkpoints().replaceFirst("/+$", "") + "/" + outputTopic),
                watermarkDelay(variant, settings),
                resources.parallelism(),
                config);
        return placement == null
                ? spec
                : spec.on(placement.deployment(resources, JavaProcess.optionsBesideHeap(resources)));
    }

    /** Event time stands still without a watermark, so a job that needs one gets the documented one. */
    private static Duration watermarkDelay(Variant variant, ProfileSettings settings) {
        if (variant.watermarkDelay() != null) {
            return variant.watermarkDelay();
        }
        return settings.watermarkDelay() == null && variant.operator().needsWatermark()
                ? ProfileSettings.DOCUMENTED_WATERMARK
                : settings.watermarkDelay();
    }

    /** What the user sets for every client wins over the profile. */
    private static Map<String, String> without(Map<String, String> profile, Map<String, String> users) {
        Map<String, String> rest = new HashMap<>(profile);
        rest.keySet().removeAll(users.keySet());
        return rest;
    }
}
