package org.keyedstatebench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyedstatebench.process.ChildProcess;

@Timeout(120)
class ObjectStoreTest {

    private static final Pattern ENDPOINT = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final String OBJECT = "/checkpoints/trial/chk-1";

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(String endpoint, String path, String method, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(endpoint + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void keepsObjectsBehindEveryLatency() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        ChildProcess store = ChildProcess.of(List.of(
                        ChildProcess.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ObjectStore.class.getName(),
                        "--latency",
                        "0,250ms"))
                .errorsApart()
                .lines(lines::add)
                .start();
        try {
            String ready = lines.poll(60, TimeUnit.SECONDS);
            assertThat(ready).as("%s", store.errors()).contains("\"pid\":" + store.pid());
            Matcher found = ENDPOINT.matcher(ready);
            List<String> endpoints =
                    found.results().map(result -> result.group()).toList();
            assertThat(endpoints).hasSize(2);

            assertThat(send(endpoints.get(0), OBJECT, "PUT", "state").statusCode())
                    .isEqualTo(200);
            assertThat(send(endpoints.get(1), OBJECT, "GET", "").body()).isEqualTo("state");
            assertThat(send(endpoints.get(0), "/checkpoints/trial", "HEAD", "").statusCode())
                    .as("an object store has no folders")
                    .isEqualTo(404);
            assertThat(send(endpoints.get(0), "/checkpoints?list-type=2", "GET", "")
                            .body())
                    .contains("<Key>trial/chk-1</Key>");

            // At least so late: how much later is the machine's affair.
            long before = System.nanoTime();
            send(endpoints.get(1), OBJECT, "GET", "");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(250));

            assertThat(send(endpoints.get(0), OBJECT, "DELETE", "").statusCode())
                    .isEqualTo(204);
            assertThat(send(endpoints.get(1), OBJECT, "GET", "").statusCode()).isEqualTo(404);

            store.closeInput();
            assertThat(store.await(Duration.ofSeconds(30))).hasValue(0);
        } finally {
            store.close();
        }
    }
}
