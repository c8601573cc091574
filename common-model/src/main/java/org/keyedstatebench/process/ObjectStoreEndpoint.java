package org.keyedstatebench.process;

import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.job.State;

/**
 * Tells an engine's file system of S3 where its server is, from the variables that every client of S3 heeds: AWS_ENDPOINT_URL_S3, else
 * AWS_ENDPOINT_URL, and AWS_REGION. Keys come to it from the environment by themselves.
 */
public final class ObjectStoreEndpoint {

    private static final String REGION = "us-east-1";

    private ObjectStoreEndpoint() {}

    /**
     * @param prefix begins the names of the file system's settings
     * @param environment of the process
     * @return nothing if checkpoints are not on S3, or nobody says that its server is another one than usual
     */
    public static Map<String, String> settings(String prefix, State state, Map<String, String> environment) {
        String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL_S3", environment.get("AWS_ENDPOINT_URL"));
        if (endpoint == null || !state.checkpointsUri().startsWith("s3")) {
            return Map.of();
        }
        return new TreeMap<>(Map.of(
                prefix + "endpoint",
                endpoint,
                // A server of one's own has no name for every bucket.
                prefix + "path.style.access",
                "true",
                prefix + "endpoint.region",
                environment.getOrDefault("AWS_REGION", REGION)));
    }
}
