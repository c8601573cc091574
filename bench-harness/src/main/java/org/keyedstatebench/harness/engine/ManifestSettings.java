package org.keyedstatebench.harness.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Setting;
import org.keyedstatebench.job.ClientSettings;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.signal.Signal;

/**
 * Collects every setting of a variant that could favour a side, from the job specification that its engine really got and from
 * what the engine said to be in effect.
 */
public final class ManifestSettings {

    /** What comes before the key of a setting; nothing before the engine's own and a note. */
    private static final Map<Setting.Of, String> NAMES = Map.of(
            Setting.Of.CONSUMER, ClientSettings.CONSUMER,
            Setting.Of.PRODUCER, ClientSettings.PRODUCER,
            Setting.Of.VARIANT, "job ");

    private ManifestSettings() {}

    /**
     * @param archived whether the process starts from a {@link ClassArchive}
     * @param cluster what the engine reported of its cluster, if it has one
     * @param ready what the engine reported, if it became ready
     */
    public static Map<String, String> of(
            JobSpec spec,
            Resources resources,
            boolean archived,
            Optional<Signal.Cluster> cluster,
            Optional<Signal.Ready> ready) {
        Map<String, String> settings = ofJob(spec);
        // On a cluster the work is done by other processes, whose heap is another one.
        String jvm = spec.deployment() == null ? "jvm " : "driver's jvm ";
        settings.put(jvm + "options", String.join(" ", JavaProcess.jvmOptions(resources)));
        settings.put(jvm + "class archive", archived ? "made by this build" : "none but the JVM's own");
        cluster.ifPresent(there -> {
            settings.put("cluster version", there.version() == null ? "not told" : there.version());
            settings.put(
                    "cluster slots",
                    there.slots() == null ? "not told" : there.slots().toString());
        });
        ready.ifPresent(signal -> signal.settings().forEach((key, value) -> {
            // Folders differ from trial to trial and favour nobody.
            if (!value.contains(spec.state().directory())
                    && !value.contains(spec.state().checkpointsUri())) {
                settings.put(key, value);
            }
        }));
        return settings;
    }

    private static Map<String, String> ofJob(JobSpec spec) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("job parallelism", Integer.toString(spec.parallelism()));
        settings.put("job deployment", deployment(spec.deployment()));
        settings.put(
                "job checkpoints",
                spec.state().checkpoints() == null
                        ? "in a folder of this machine"
                        : spec.state().checkpoints().replaceFirst("/[^/]+$", ""));
        settings.put("job state backend", spec.state().backend());
        settings.put("job state beside each count", spec.state().valueBytes() + " bytes");
        settings.put("job state access", spec.state().async() ? "asynchronous" : "synchronous");
        settings.put("job trigger", spec.trigger().words());
        settings.put(
                "job batch limit",
                spec.source().maxPerBatch() == null ? "none" : spec.source().maxPerBatch() + " records");
        settings.put("job operator", operator(spec.operator()));
        settings.put("job emission", spec.emission().toString());
        settings.put("job delivery guarantee", spec.state().guarantee().toString());
        settings.put(
                "job checkpoint interval",
                spec.state().checkpointInterval().isZero()
                        ? "none set"
                        : Durations.format(spec.state().checkpointInterval()));
        settings.put("job watermark", spec.watermarkDelay() == null ? "none" : Durations.format(spec.watermarkDelay()));
        if (spec.state().changelog() != null) {
            settings.put("job changelog", spec.state().changelog().toString());
        }
        spec.kafka().consumerProperties().forEach((key, value) -> settings.put(ClientSettings.CONSUMER + key, value));
        spec.kafka().producerProperties().forEach((key, value) -> settings.put(ClientSettings.PRODUCER + key, value));
        settings.putAll(spec.engineConfig());
        return settings;
    }

    /**
     * Why the profile sets what it sets, by names as in {@link #of}, in the words of the engine's descriptor; for what the job got
     * from elsewhere instead, nothing.
     */
    public static Map<String, String> reasons(JobSpec spec, EngineDescriptor engine, Profile profile) {
        Map<String, String> got = ofJob(spec);
        Map<String, String> reasons = new TreeMap<>();
        for (Setting setting :
                JobSpecs.settings(engine, profile, spec.operator(), spec.state().async())) {
            String name = NAMES.getOrDefault(setting.of(), "") + setting.key();
            if (setting.of() == Setting.Of.NOTE
                    || setting.value(spec.parallelism()).equals(got.get(name))) {
                reasons.put(name, setting.why());
            }
        }
        return reasons;
    }

    private static String deployment(Deployment deployment) {
        if (deployment == null) {
            return "embedded";
        }
        return deployment.kind() == DeploymentKind.REMOTE
                ? "remote cluster " + deployment.address()
                : "local cluster, workers: " + deployment.workers() + ", each with " + deployment.workerHeapMb()
                        + " MiB of heap and " + String.join(" ", deployment.workerOptions());
    }

    private static String operator(Operator operator) {
        StringBuilder words = new StringBuilder(operator.kind().toString());
        if (operator.ttl() != null) {
            words.append(", TTL ").append(Durations.format(operator.ttl()));
        }
        if (operator.idleTimer() != null) {
            words.append(", timer after ")
                    .append(Durations.format(operator.idleTimer().idle()))
                    .append(" idle in ")
                    .append(operator.idleTimer().domain());
        }
        return operator.form() == null ? words.toString() : words + ", form " + operator.form();
    }
}
