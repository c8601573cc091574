package org.keyedstatebench.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.keyedstatebench.process.Durations;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * An S3 server on 127.0.0.1 that keeps its objects in memory, as a process, so that checkpoints can be kept as on a remote store, with answers as late as
 * those of one. It takes any credentials, and has one bucket, {@value #BUCKET}.
 *
 * <p>Prints one line of JSON once it answers: {@code {"endpoints":["http://127.0.0.1:PORT",...],"pid":N}}, an endpoint for each latency
 * in the order given; all show the same objects. Stops on SIGTERM, on Ctrl-C, and at the end of standard input, so that it never outlives its
 * parent.
 */
@Command(name = "object-store", mixinStandardHelpOptions = true, sortOptions = false)
public final class ObjectStore implements Runnable {

    static final String BUCKET = "checkpoints";

    @Option(
            names = "--latency",
            split = ",",
            paramLabel = "LIST",
            description = "How much later answers come, such as 0,20ms; an endpoint for each (default: 0).")
    private List<String> latencies = List.of("0");

    public static void main(String[] args) {
        System.exit(new CommandLine(new ObjectStore()).execute(args));
    }

    @Override
    public void run() {
        List<Duration> delays = latencies.stream().map(Durations::parse).toList();
        try {
            serve(delays);
        } catch (IOException e) {
            throw new CommandLine.ExecutionException(
                    new CommandLine(this), "object-store: cannot run: " + e.getMessage(), e);
        }
    }

    private void serve(List<Duration> delays) throws IOException {
        // In memory, because objects have no folders: a store over files takes a folder for an object of the same name.
        try (BlobStoreContext context = ContextBuilder.newBuilder("transient").build(BlobStoreContext.class)) {
            BlobStore store = context.getBlobStore();
            store.createContainerInLocation(null, BUCKET);
            S3Proxy server = started(store);
            List<String> endpoints = new ArrayList<>();
            for (Duration delay : delays) {
                endpoints.add("\"http://127.0.0.1:" + DelayedLink.to(loopback(server.getPort()), delay) + "\"");
            }
            System.out.println("{\"endpoints\":[" + String.join(",", endpoints) + "],\"pid\":"
                    + ProcessHandle.current().pid() + "}");
            System.out.flush();
            while (System.in.read() >= 0) {
                // The parent sends nothing; only the end of the stream counts.
            }
        }
    }

    private static S3Proxy started(BlobStore store) throws IOException {
        S3Proxy server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.NONE, null, null)
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("the server was not started: " + e.getMessage(), e);
        }
        return server;
    }

    static InetSocketAddress loopback(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
