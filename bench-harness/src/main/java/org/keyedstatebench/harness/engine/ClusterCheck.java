package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.keyedstatebench.harness.machine.Finding;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.process.ChildProcess;
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
        List<String> command = new ArrayList<>(build.command(List.of(), temporaryFolder, specFile));
        command.add("--check");
        try {
            Files.writeString(specFile, spec.toJson());
            ChildProcess.Builder how = ChildProcess.of(command)
                    .environment(build.environment(List.of(), temporaryFolder))
                    .in(temporaryFolder)
                    .errorsApart();
            try (ChildProcess check = how.start()) {
                OptionalInt code = check.await(LIMIT);
                return judge(build, variant, resources, code, check.output(), check.errors());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot have " + variant.engine() + " look at its cluster: " + e.getMessage(), e);
        }
    }

    /** @param code how the engine's process ended; empty if it took too long */
    static Finding judge(
            EngineBuild build,
            Variant variant,
            Resources resources,
            OptionalInt code,
            List<String> output,
            List<String> errors) {
        String name = variant.engine() + " cluster";
        String address = variant.placement().address();
        Optional<Signal.Cluster> cluster = said(output, Signal.Cluster.class);
        if (code.isEmpty() || code.getAsInt() != 0 || cluster.isEmpty()) {
            String why = code.isEmpty()
                    ? "no answer within " + LIMIT.toSeconds() + " s"
                    : said(output, Signal.Failed.class)
                            .map(Signal.Failed::reason)
                            .orElseGet(() -> errors.isEmpty() ? "nothing was said" : errors.get(errors.size() - 1));
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

    private static <S extends Signal> Optional<S> said(List<String> output, Class<S> kind) {
        return output.stream()
                .flatMap(line -> Signal.fromJson(line).stream())
                .flatMap(signal -> kind.isInstance(signal) ? Stream.of(kind.cast(signal)) : Stream.empty())
                .reduce((first, second) -> second);
    }
}
