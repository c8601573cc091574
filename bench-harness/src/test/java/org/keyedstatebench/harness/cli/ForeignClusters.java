package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Clusters of both engines as somebody else runs them, and what their own pages say of the jobs there. */
final class ForeignClusters implements AutoCloseable {

    private final Process script;
    private final int flinkPort = free();
    private final int sparkPort = free();

    /** @param before a command that becomes the one behind it, such as {@code nice} */
    ForeignClusters(List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                BenchProcess.HOME.resolve("scripts/clusters").toString(),
                "127.0.0.1",
                Integer.toString(flinkPort),
                Integer.toString(sparkPort)));
        script = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (script.inputReader().readLine() == null) {
            throw new IOException("the clusters did not start");
        }
    }

    String flink() {
        return "http://127.0.0.1:" + flinkPort;
    }

    String spark() {
        return "spark://127.0.0.1:" + sparkPort;
    }

    String sparksPage() {
        return "http://127.0.0.1:" + (sparkPort + 1);
    }

    /** Jobs and applications that have not ended. */
    List<String> running() {
        List<String> running = new ArrayList<>();
        JsonMapper.shared()
                .readTree(page(flink() + "/jobs/overview"))
                .path("jobs")
                .forEach(job -> {
                    if (!job.path("state").asString().matches("CANCELED|FAILED|FINISHED")) {
                        running.add(job.path("name").asString());
                    }
                });
        JsonMapper.shared()
                .readTree(page(sparksPage() + "/json/"))
                .path("activeapps")
                .forEach(application -> running.add(application.path("name").asString()));
        return running;
    }

    private static String page(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("nobody answers at " + address, e);
        }
    }

    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        script.toHandle().destroy();
        script.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
