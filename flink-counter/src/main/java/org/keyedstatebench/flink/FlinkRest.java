package org.keyedstatebench.flink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a job manager what Flink's own client does not, or says in a way that nobody understands: whether it is one, which version, how
 * many slots, its configuration, and what its task managers use. Thread-safe.
 */
final class FlinkRest {

    private static final Pattern FORM = Pattern.compile("http://[^/\\s:]+:\\d{1,5}/?");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String CPU_NS = "Status.JVM.CPU.Time";
    private static final String HEAP_BYTES = "Status.JVM.Memory.Heap.Used";
    private static final String GC_MS = "Status.JVM.GarbageCollector.All.Time";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * What a cluster says of itself.
     *
     * @param slots taken or free
     */
    record Overview(String version, int slots, int freeSlots) {}

    /** @throws IllegalArgumentException if that is no address of a job manager */
    FlinkRest(String address) {
        if (!FORM.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "the address of a Flink cluster looks like http://HOST:8081, got '" + address + "'");
        }
        this.address = URI.create(address);
    }

    /** As people type it. */
    String address() {
        return "http://" + address.getAuthority();
    }

    /** For Flink's own client and executors. */
    void addTo(Configuration configuration) {
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(RestOptions.ADDRESS, address.getHost());
        configuration.set(RestOptions.PORT, address.getPort());
        // Whoever asks decides whether to ask again.
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
        configuration.set(RestOptions.CONNECTION_TIMEOUT, TIMEOUT);
    }

    /** @throws IOException if nobody answers there, or somebody who is no job manager; with one sentence */
    Overview overview() throws IOException, InterruptedException {
        JsonNode answer = get("/overview");
        if (!answer.path("flink-version").isString()
                || !answer.path("slots-total").isInt()
                || !answer.path("slots-available").isInt()) {
            throw noJobManager();
        }
        return new Overview(
                answer.path("flink-version").asString(),
                answer.path("slots-total").asInt(),
                answer.path("slots-available").asInt());
    }

    /** The configuration of the job manager. */
    Map<String, String> configuration() throws IOException, InterruptedException {
        Map<String, String> entries = new TreeMap<>();
        get("/jobmanager/config")
                .forEach(entry -> entries.put(
                        entry.path("key").asString(), entry.path("value").asString()));
        return entries;
    }

    /** What processes use, as far as they have told it yet; {@code null} where they have not. */
    record Use(Double cpuNs, Double heapBytes, Double gcMs) {}

    /** What all task managers use together; those of a cluster that runs one job are that job's. */
    Use workers() throws IOException, InterruptedException {
        return use("/taskmanagers/metrics?agg=sum&get=", "sum");
    }

    /** What the job manager uses. */
    Use master() throws IOException, InterruptedException {
        return use("/jobmanager/metrics?get=", "value");
    }

    private Use use(String path, String field) throws IOException, InterruptedException {
        Map<String, Double> values = new TreeMap<>();
        get(path + CPU_NS + "," + HEAP_BYTES + "," + GC_MS)
                .forEach(metric -> values.put(
                        metric.path("id").asString(),
                        // A sum is a number there, a single value a text.
                        Double.valueOf(metric.path(field).asString())));
        return new Use(values.get(CPU_NS), values.get(HEAP_BYTES), values.get(GC_MS));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw noJobManager();
            }
            return JSON.readTree(answer.body());
        } catch (ConnectException e) {
            throw new IOException("nothing listens at " + address() + ", where a Flink job manager is expected", e);
        } catch (HttpTimeoutException e) {
            throw new IOException(address() + " did not answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (IOException | JacksonException e) {
            throw noJobManager();
        }
    }

    private IOException noJobManager() {
        return new IOException("what answers at " + address() + " is no Flink job manager");
    }
}
