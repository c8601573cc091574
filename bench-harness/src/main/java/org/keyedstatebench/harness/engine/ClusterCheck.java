package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyedstatebench.harness.machine.Finding;
import org.keyedstatebench.harness.machine.OtherProgram;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/** Has an engine look whether a cluster fits what would be run there, before anything runs. */
public final class ClusterCheck {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String NO_TOPIC = "none";

    private ClusterCheck() {}

    /**
     * @param build of the engine
     * @param variant placed on the cluster
     * @param bootstrapServers that the cluster's workers will read from
     * @param clientProperties what every client of it needs besides
     * @param temporaryFolder exists
     */
    public static Finding of(
            EngineBuild build,
            Variant variant,
            Resources resources,
            String bootstrapServers,
            Map<String, String> clientProperties,
            Path temporaryFolder)
            throws InterruptedException {
        JobSpec spec = JobSpecs.of(
                build.engine(),
                variant,
                Profile.LOW_LATENCY,
                resources,
                bootstrapServers,
                clientProperties,
                new Source(NO_TOPIC, Map.of(), Map.of()),
                NO_TOPIC,
                temporaryFolder.resolve("state"),
                0,
                false);
        Path specFile = temporaryFolder.resolve(variant.engine() + ".json");
        try {
            Files.writeString(specFile, spec.toJson());
            return judge(build, variant, resources, build.sent("--check", LIMIT, temporaryFolder, specFile));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot have " + variant.engine() + " look at its cluster: " + e.getMessage(), e);
        }
    }

    /** @param ended how the engine's process did; empty if it took too long */
    static Finding judge(EngineBuild build, Variant variant, Resources resources, Optional<OtherProgram.Ended> ended) {
        String name = variant.engine() + " cluster";
        String address = variant.placement().address();
        Optional<Signal.Cluster> cluster = said(ended, Signal.Cluster.class);
        if (ended.filter(OtherProgram.Ended::isOk).isEmpty() || cluster.isEmpty()) {
            String why = said(ended, Signal.Failed.class)
                    .map(Signal.Failed::reason)
                    .or(() -> ended.map(said -> said.err().isBlank() ? "nothing was said" : said.lastWords()))
                    .orElse("no answer within " + LIMIT.toSeconds() + " s");
            return Finding.ok(name, address).problemIf(true, why);
        }
        String version = cluster.get().version();
        Integer slots = cluster.get().slots();
        String built = build.engine().version();
        return Finding.ok(
                        name,
                        address + ", version " + (version == null ? "unknown" : version) + ", "
                                + (slots == null ? "slots unknown" : slots + " slots"))
                .problemIf(
                        version != null && !version.equals(built),
                        "the job is built for " + built + ": build it with -D" + variant.engine() + ".version="
                                + version)
                .problemIf(
                        slots != null && slots < resources.parallelism(),
                        "a parallelism of " + resources.parallelism()
                                + " needs as many slots: add workers, or --parallelism " + slots)
                .noteIf(version == null || slots == null, "what is unknown could not be checked");
    }

    private static <S extends Signal> Optional<S> said(Optional<OtherProgram.Ended> ended, Class<S> kind) {
        return ended.stream()
                .flatMap(said -> said.out().lines())
                .flatMap(line -> Signal.fromJson(line).stream())
                .flatMap(signal -> kind.isInstance(signal) ? Stream.of(kind.cast(signal)) : Stream.empty())
                .reduce((first, second) -> second);
    }
}
