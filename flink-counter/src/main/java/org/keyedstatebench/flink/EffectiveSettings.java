package org.keyedstatebench.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.keyedstatebench.job.ClientSettings;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.process.Durations;

/**
 * Lists what is in effect, also where it is a default, for the fairness manifest. Only named Kafka properties are listed:
 * the others may hold passwords.
 */
final class EffectiveSettings {

    private static final List<ConfigOption<?>> MATTERS_FOR_FAIRNESS = List.of(
            CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
            CheckpointingOptions.ENABLE_UNALIGNED,
            ExecutionOptions.BUFFER_TIMEOUT,
            ExecutionOptions.BUFFER_TIMEOUT_ENABLED,
            PipelineOptions.OBJECT_REUSE,
            PipelineOptions.OPERATOR_CHAINING);
    private static final List<ConfigOption<?>> ASYNC_STATE = List.of(
            ExecutionOptions.ASYNC_STATE_ACTIVE_BUFFER_SIZE,
            ExecutionOptions.ASYNC_STATE_ACTIVE_BUFFER_TIMEOUT,
            ExecutionOptions.ASYNC_STATE_TOTAL_BUFFER_SIZE);
    /** Where the cluster listens and what its web interface keeps favours nobody. */
    private static final List<String> NO_MATTER =
            List.of("jobmanager.", "rest.", "web.", "taskmanager.host", "taskmanager.bind-host", "io.tmp.dirs", "s3.");

    /** What of a cluster's own configuration reaches into a job. */
    private static final List<String> OF_A_CLUSTER = List.of(
            "taskmanager.memory.",
            "taskmanager.numberOfTaskSlots",
            "taskmanager.network.",
            "heartbeat.",
            "execution.",
            "state.");

    private EffectiveSettings() {}

    /** In the embedded cluster, which has no configuration but the job's. */
    static Map<String, String> of(JobSpec spec, Configuration configuration, StateBackend backend) {
        return of(spec, configuration, backend, Map.of());
    }

    /** @param cluster its own configuration, which holds where the job says nothing */
    static Map<String, String> of(
            JobSpec spec, Configuration configuration, StateBackend backend, Map<String, String> cluster) {
        Configuration withDefaults = new Configuration();
        cluster.forEach((key, value) -> {
            if (OF_A_CLUSTER.stream().anyMatch(key::startsWith)) {
                withDefaults.setString(key, value);
            }
        });
        withDefaults.addAll(configuration);
        MATTERS_FOR_FAIRNESS.forEach(option -> setEffective(option, withDefaults));
        if (spec.watermarkDelay() != null) {
            setEffective(PipelineOptions.AUTO_WATERMARK_INTERVAL, withDefaults);
        }
        if (spec.state().async()) {
            ASYNC_STATE.forEach(option -> setEffective(option, withDefaults));
        }
        Map<String, String> settings = new TreeMap<>(withDefaults.toMap());
        settings.keySet().removeIf(key -> NO_MATTER.stream().anyMatch(key::startsWith));
        settings.replaceAll(
                (key, value) -> GlobalConfiguration.isSensitive(key) ? GlobalConfiguration.HIDDEN_CONTENT : value);
        settings.putIfAbsent(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "off");
        settings.putAll(state(spec, backend));
        if (CountTopology.isSql(spec)) {
            settings.putAll(CountBySql.settings(withDefaults));
        }
        settings.put("watermark", spec.watermarkDelay() == null ? "none" : Durations.format(spec.watermarkDelay()));
        if (spec.watermarkDelay() != null) {
            settings.put("watermark.partition-idleness", Durations.format(CountTopology.PARTITION_IDLENESS));
        }
        settings.put("kafka-clients.version", AppInfoParser.getVersion());
        Map<String, ?> producer = Map.of();
        if (spec.sink().kind() == SinkKind.KAFKA) {
            settings.put("sink.delivery-guarantee", KafkaEnds.guarantee(spec).name());
            producer = new ProducerConfig(producer(spec)).values();
        }
        settings.putAll(ClientSettings.inEffect(new ConsumerConfig(consumer(spec)).values(), producer));
        return settings;
    }

    private static Map<String, String> state(JobSpec spec, StateBackend backend) {
        Operator operator = spec.operator();
        if (operator.kind() == OperatorKind.PASS_THROUGH) {
            return Map.of("state.access", "none");
        }
        Map<String, String> settings = new TreeMap<>();
        settings.put("state.access", access(spec, backend));
        settings.put("state.ttl", operator.ttl() == null ? "none" : Durations.format(operator.ttl()));
        return settings;
    }

    /** Flink takes a job with asynchronous state on any backend; that it falls back stands only in a warning of its log. */
    private static String access(JobSpec spec, StateBackend backend) {
        if (!spec.state().async()) {
            return "synchronous";
        }
        return backend.supportsAsyncKeyedStateBackend()
                ? "asynchronous"
                : "synchronous behind the asynchronous interface: " + backend.getName() + " has no asynchronous access";
    }

    private static <T> void setEffective(ConfigOption<T> option, Configuration configuration) {
        configuration.set(option, configuration.get(option));
    }

    private static Map<String, Object> consumer(JobSpec spec) {
        Map<String, Object> properties = copy(KafkaEnds.consumerProperties(spec));
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    private static Map<String, Object> producer(JobSpec spec) {
        Map<String, Object> properties = copy(KafkaEnds.producerProperties(spec));
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    private static Map<String, Object> copy(Properties properties) {
        Map<String, Object> copy = new HashMap<>();
        properties.forEach((key, value) -> copy.put((String) key, value));
        return copy;
    }
}
