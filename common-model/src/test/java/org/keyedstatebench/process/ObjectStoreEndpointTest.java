package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.State;

class ObjectStoreEndpointTest {

    private static final State LOCAL =
            new State("rocksdb", "/tmp/x", Duration.ZERO, Guarantee.AT_LEAST_ONCE, null, false, false);
    private static final State REMOTE = LOCAL.withCheckpoints("s3://bucket/x");

    @Test
    void isSaidByTheVariablesOfS3() {
        assertThat(ObjectStoreEndpoint.settings(
                        "s3.", REMOTE, Map.of("AWS_ENDPOINT_URL_S3", "http://h:1", "AWS_REGION", "r")))
                .isEqualTo(
                        Map.of("s3.endpoint", "http://h:1", "s3.path.style.access", "true", "s3.endpoint.region", "r"));
        assertThat(ObjectStoreEndpoint.settings("s3.", REMOTE, Map.of("AWS_ENDPOINT_URL", "http://h:2")))
                .containsEntry("s3.endpoint", "http://h:2");
    }

    @Test
    void isNotSaidWhereNobodyAsks() {
        assertThat(ObjectStoreEndpoint.settings("s3.", REMOTE, Map.of())).isEmpty();
        assertThat(ObjectStoreEndpoint.settings("s3.", LOCAL, Map.of("AWS_ENDPOINT_URL_S3", "http://h:1")))
                .isEmpty();
    }
}
