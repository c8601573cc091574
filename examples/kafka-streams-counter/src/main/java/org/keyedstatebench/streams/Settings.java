package org.keyedstatebench.streams;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.keyedstatebench.job.ClientSettings;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;

/** Turns a specification into the configuration of Kafka Streams, and tells which of it is in effect. */
final class Settings {

    private Settings() {}

    /**
     * @param applicationId of the job in this life and after a kill
     * @throws IllegalArgumentException if Kafka Streams does not know a key of the engine's configuration
     */
    static Properties of(JobSpec spec, String applicationId) {
        Properties properties = new Properties();
        properties.putAll(spec.kafka().clientProperties());
        spec.kafka().consumerProperties().forEach((key, value) -> properties.put("main.consumer." + key, value));
        spec.kafka().producerProperties().forEach((key, value) -> properties.put("producer." + key, value));
        properties.put("bootstrap.servers", spec.kafka().bootstrapServers());
        properties.put("application.id", applicationId);
        // A start offset that is not there is a failure, never a reason to count something else.
        properties.put("main.consumer.auto.offset.reset", "none");
        // A job that was killed goes on at once: otherwise its group waits for the dead one until its session is over.
        properties.put("main.consumer.group.instance.id", applicationId);
        properties.put("state.dir", spec.state().directory());
        properties.put(
                "processing.guarantee",
                spec.state().guarantee() == Guarantee.EXACTLY_ONCE ? "exactly_once_v2" : "at_least_once");
        properties.put("commit.interval.ms", spec.state().checkpointInterval().toMillis());
        properties.put("num.stream.threads", spec.parallelism());
        spec.engineConfig().forEach((key, value) -> {
            if (!isKnown(key)) {
                throw new IllegalArgumentException("engineConfig: Kafka Streams has no key '" + key
                        + "'; there are "
                        + String.join(", ", StreamsConfig.configDef().names())
                        + ", and those of its clients with consumer., producer. or admin. before them");
            }
            properties.put(key, value);
        });
        return properties;
    }

    private static boolean isKnown(String key) {
        return StreamsConfig.configDef().names().contains(key)
                || isOf(key, "(main\\.|restore\\.)?consumer\\.", ConsumerConfig.configNames())
                || isOf(key, "producer\\.", ProducerConfig.configNames())
                || isOf(key, "admin\\.", AdminClientConfig.configNames())
                || key.startsWith("topic.")
                || key.startsWith("rocksdb.");
    }

    private static boolean isOf(String key, String prefix, Set<String> names) {
        String rest = key.replaceFirst("^" + prefix, "");
        return !rest.equals(key) && names.contains(rest);
    }

    /** What can favour a side, for the fairness manifest. */
    static Map<String, String> inEffect(Properties properties, String store) {
        StreamsConfig config = new StreamsConfig(properties);
        String id = config.getString("application.id");
        Map<String, Object> consumer = config.getMainConsumerConfigs(id, id, 1);
        consumer.put("key.deserializer", ByteArrayDeserializer.class);
        consumer.put("value.deserializer", ByteArrayDeserializer.class);
        Map<String, Object> producer = config.getProducerConfigs(id);
        producer.put("key.serializer", ByteArraySerializer.class);
        producer.put("value.serializer", ByteArraySerializer.class);
        Map<String, String> settings = new TreeMap<>(
                ClientSettings.inEffect(new ConsumerConfig(consumer).values(), new ProducerConfig(producer).values()));
        for (String key : new String[] {
            "processing.guarantee",
            "commit.interval.ms",
            "num.stream.threads",
            "num.standby.replicas",
            "poll.ms",
            "topology.optimization",
            "group.protocol"
        }) {
            settings.put(key, String.valueOf(config.values().get(key)));
        }
        settings.put("state.store", store);
        settings.put("state.store.cache", "none");
        return settings;
    }
}
