package org.keyedstatebench.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;

/** Says within seconds, and in one line, what Spark's Kafka source would say after minutes, or never. */
final class KafkaTopics {

    private static final int LIMIT_MS = 15_000;

    private KafkaTopics() {}

    /**
     * Checks that Kafka answers, that the topics exist, and that the input topic has the partitions of the start offsets.
     *
     * @return how many partitions it has
     * @throws IllegalStateException if not; the message says what to do
     */
    static int check(JobSpec spec) throws InterruptedException {
        Set<Integer> wanted = spec.source().startOffsets().keySet();
        return ask(spec, admin -> {
            Set<Integer> there = partitions(admin, spec.source().topic());
            if (!there.containsAll(wanted)) {
                throw new IllegalStateException("topic '" + spec.source().topic() + "' has partitions " + there
                        + ", but the start offsets name " + wanted);
            }
            if (spec.sink().kind() == SinkKind.KAFKA) {
                partitions(admin, spec.sink().topic());
            }
            return there.size();
        });
    }

    /**
     * Checks only that Kafka answers.
     *
     * @throws IllegalStateException if not
     */
    static void checkBrokers(JobSpec spec) throws InterruptedException {
        ask(spec, admin -> admin.describeCluster().nodes().get().size());
    }

    @FunctionalInterface
    private interface Question {
        int put(Admin admin) throws InterruptedException, ExecutionException;
    }

    private static int ask(JobSpec spec, Question question) throws InterruptedException {
        Map<String, Object> config = new HashMap<>(spec.kafka().clientProperties());
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, spec.kafka().bootstrapServers());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
        try (Admin admin = Admin.create(config)) {
            return question.put(admin);
        } catch (KafkaException e) {
            throw unreachable(spec, e);
        } catch (ExecutionException e) {
            throw unreachable(spec, e.getCause());
        }
    }

    private static Set<Integer> partitions(Admin admin, String topic) throws InterruptedException, ExecutionException {
        Set<Integer> partitions = new TreeSet<>();
        try {
            var description = admin.describeTopics(Set.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get();
            description.partitions().forEach(info -> partitions.add(info.partition()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException("there is no topic '" + topic + "'; create it first");
            }
            throw e;
        }
        return partitions;
    }

    /** Without a cause: the innermost one is what gets reported, and it would hide the address. */
    private static IllegalStateException unreachable(JobSpec spec, Throwable why) {
        var unreachable = new IllegalStateException(
                "no answer from Kafka at " + spec.kafka().bootstrapServers() + ": " + why.getMessage());
        unreachable.addSuppressed(why);
        return unreachable;
    }
}
