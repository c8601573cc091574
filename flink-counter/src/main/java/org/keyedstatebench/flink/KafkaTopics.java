package org.keyedstatebench.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.process.StopRequest;

/**
 * Looks at the topics before the job starts, because Flink retries an unreachable broker for minutes and reports a missing
 * topic from the depth of a stack trace.
 */
final class KafkaTopics {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    private KafkaTopics() {}

    /**
     * @return whether the topics are there; false if a stop was requested meanwhile
     * @throws IOException if Kafka cannot be reached within 15 s, or a topic or partition is missing; the message says which
     */
    static boolean check(JobSpec spec, StopRequest stop) throws IOException, InterruptedException {
        Admin admin = admin(spec);
        try {
            return hasPartitions(admin, spec, stop)
                    && (spec.sink().kind() != SinkKind.KAFKA
                            || !partitions(admin, spec, spec.sink().topic(), stop)
                                    .isEmpty());
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /**
     * Whatever topics there are.
     *
     * @throws IOException if Kafka cannot be reached within 15 s
     */
    static void reach(JobSpec spec, StopRequest stop) throws IOException, InterruptedException {
        Admin admin = admin(spec);
        try {
            answer(admin.describeCluster().clusterId(), stop);
        } catch (ExecutionException e) {
            throw new IOException("Kafka at " + spec.kafka().bootstrapServers() + " did not answer within "
                    + TIMEOUT.toSeconds() + " s: " + e.getCause().getMessage());
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Admin admin(JobSpec spec) {
        Properties properties = new Properties();
        properties.putAll(spec.kafka().clientProperties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, spec.kafka().bootstrapServers());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(TIMEOUT.toMillis()));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(TIMEOUT.toMillis()));
        return Admin.create(properties);
    }

    /** {@code null} if a stop was requested before Kafka answered. */
    private static <T> T answer(KafkaFuture<T> future, StopRequest stop)
            throws ExecutionException, InterruptedException {
        while (!future.isDone()) {
            if (stop.await(POLL)) {
                return null;
            }
        }
        return future.get();
    }

    private static boolean hasPartitions(Admin admin, JobSpec spec, StopRequest stop)
            throws IOException, InterruptedException {
        String topic = spec.source().topic();
        Set<Integer> present = partitions(admin, spec, topic, stop);
        Set<Integer> missing = new TreeSet<>(spec.source().startOffsets().keySet());
        missing.addAll(spec.source().endOffsets().keySet());
        missing.removeAll(present);
        if (!present.isEmpty() && !missing.isEmpty()) {
            throw new IOException("topic '" + topic + "' has no partition " + missing + ", only " + present);
        }
        return !present.isEmpty();
    }

    /** The partitions of a topic, or none if a stop was requested before Kafka answered. */
    private static Set<Integer> partitions(Admin admin, JobSpec spec, String topic, StopRequest stop)
            throws IOException, InterruptedException {
        String servers = spec.kafka().bootstrapServers();
        try {
            Map<String, TopicDescription> answer =
                    answer(admin.describeTopics(Set.of(topic)).allTopicNames(), stop);
            if (answer == null) {
                return Set.of();
            }
            return answer.get(topic).partitions().stream()
                    .map(TopicPartitionInfo::partition)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            // Without a cause: the innermost one is what the harness is told, and this message says more.
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new IOException("topic '" + topic + "' does not exist on " + servers);
            }
            if (cause instanceof TimeoutException) {
                throw new IOException("Kafka at " + servers + " did not answer within " + TIMEOUT.toSeconds() + " s: "
                        + cause.getMessage());
            }
            throw new IOException("cannot look at topic '" + topic + "' on " + servers, cause);
        }
    }
}
