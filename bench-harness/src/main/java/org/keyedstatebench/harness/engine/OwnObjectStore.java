package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The object store that a run starts for its checkpoints, in a process of its own. Engines find it by the variables that every client of
 * S3 heeds.
 */
public final class OwnObjectStore implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** What the store prints when it answers. */
    private record ReadyLine(List<String> endpoints) {}

    private final ChildProcess process;
    private final Map<Duration, String> endpoints;

    private OwnObjectStore(ChildProcess process, Map<Duration, String> endpoints) {
        this.process = process;
        this.endpoints = endpoints;
    }

    /** Whether a variant keeps its checkpoints there. */
    public static boolean isNeededBy(Variant variant) {
        return variant.placed(Placement::checkpointLatency) != null;
    }

    /**
     * Starts it, with an endpoint for every latency that the variants want.
     *
     * @param argsFile {@code object-store.args}, as the build writes it
     * @param temporaryFolder for its temporary files
     * @throws EngineException if it cannot be started; with its last words
     */
    public static OwnObjectStore start(Path argsFile, Path temporaryFolder, Collection<Variant> variants) {
        List<Duration> latencies = variants.stream()
                .filter(OwnObjectStore::isNeededBy)
                .map(variant -> variant.placement().checkpointLatency())
                .distinct()
                .toList();
        ChildProcess process = JavaProcess.started(JavaProcess.of(
                        List.of("-Djava.io.tmpdir=" + temporaryFolder, "-XX:-UsePerfData"),
                        argsFile,
                        List.of(
                                "--latency",
                                latencies.stream().map(Durations::format).collect(Collectors.joining(","))))
                .named("the object store")
                .leftToParent()
                .errorsApart());
        try {
            ReadyLine ready = JsonMapper.shared().readValue(process.firstLine(START_LIMIT), ReadyLine.class);
            Map<Duration, String> endpoints = new LinkedHashMap<>();
            for (int i = 0; i < latencies.size(); i++) {
                endpoints.put(latencies.get(i), ready.endpoints().get(i));
            }
            return new OwnObjectStore(process, endpoints);
        } catch (JacksonException | IOException | InterruptedException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            List<String> words = process.errors();
            process.close();
            throw new EngineException(
                    "the object store for checkpoints " + e.getMessage() + "\n" + String.join("\n", words), e);
        }
    }

    /** Variables for the engine of a variant; none if its checkpoints are elsewhere. */
    public Map<String, String> environment(Variant variant) {
        Placement placement = variant.placement();
        return isNeededBy(variant)
                ? Map.of(
                        "AWS_ENDPOINT_URL_S3",
                        endpoints.get(placement.checkpointLatency()),
                        "AWS_ACCESS_KEY_ID",
                        "anybody",
                        "AWS_SECRET_ACCESS_KEY",
                        "anything",
                        "AWS_REGION",
                        "us-east-1")
                : Map.of();
    }

    @Override
    public void close() {
        try {
            process.stop(STOP_LIMIT, STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }
}
