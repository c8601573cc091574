package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Source;

/** Builds Flink's Kafka source and sink as the specification says. */
final class KafkaEnds {

    /**
     * How long an open transaction outlives its job: a restart within this time can still commit it. Below the 15 minutes
     * that a broker grants at most by default; Flink's own default of an hour is above it.
     */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

    private KafkaEnds() {}

    static KafkaSource<Tuple3<String, Long, byte[]>> source(JobSpec spec) {
        Source input = spec.source();
        KafkaSourceBuilder<Tuple3<String, Long, byte[]>> builder = KafkaSource.<Tuple3<String, Long, byte[]>>builder()
                .setProperties(consumerProperties(spec))
                .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
                // Offsets live in the checkpoints; a trial leaves no consumer group on a user's Kafka.
                .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
                .setDeserializer(CountTopology.decoding(spec));
        Set<Integer> partitions = new TreeSet<>(input.startOffsets().keySet());
        partitions.addAll(input.endOffsets().keySet());
        if (partitions.isEmpty()) {
            builder.setTopics(input.topic());
        } else {
            builder.setPartitions(partitions.stream()
                    .map(partition -> new TopicPartition(input.topic(), partition))
                    .collect(Collectors.toSet()));
        }
        builder.setStartingOffsets(
                input.startOffsets().isEmpty()
                        ? OffsetsInitializer.earliest()
                        : exactly(input.topic(), input.startOffsets()));
        if (!input.endOffsets().isEmpty()) {
            builder.setBounded(exactly(input.topic(), input.endOffsets()));
        }
        return builder.build();
    }

    static Sink<Tuple2<String, byte[]>> sink(JobSpec spec) {
        KafkaSinkBuilder<Tuple2<String, byte[]>> builder = KafkaSink.<Tuple2<String, byte[]>>builder()
                .setKafkaProducerConfig(producerProperties(spec))
                .setRecordSerializer(new RowRecords(spec.sink().topic()))
                .setDeliveryGuarantee(guarantee(spec));
        if (spec.state().guarantee() == Guarantee.EXACTLY_ONCE) {
            builder.setTransactionalIdPrefix(transactionalIdPrefix(spec));
        }
        return builder.build();
    }

    static DeliveryGuarantee guarantee(JobSpec spec) {
        return spec.state().guarantee() == Guarantee.EXACTLY_ONCE
                ? DeliveryGuarantee.EXACTLY_ONCE
                : DeliveryGuarantee.AT_LEAST_ONCE;
    }

    static Properties consumerProperties(JobSpec spec) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, spec.name());
        properties.putAll(spec.kafka().clientProperties());
        properties.setProperty(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.kafka().bootstrapServers());
        properties.putAll(spec.kafka().consumerProperties());
        return properties;
    }

    static Properties producerProperties(JobSpec spec) {
        Kafka kafka = spec.kafka();
        Properties properties = new Properties();
        if (spec.state().guarantee() == Guarantee.EXACTLY_ONCE) {
            properties.setProperty(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        }
        properties.putAll(kafka.clientProperties());
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.putAll(kafka.producerProperties());
        return properties;
    }

    /** The same for every start on one state directory, and different for every other job. */
    private static String transactionalIdPrefix(JobSpec spec) {
        byte[] identity = (spec.name() + '\n' + spec.state().directory()).getBytes(UTF_8);
        return spec.name() + "-" + UUID.nameUUIDFromBytes(identity);
    }

    /** Without a reset strategy: a record that is gone fails the job instead of being left out of the counts. */
    @SuppressWarnings("deprecation") // Flink's interface asks for the class that Kafka has deprecated.
    private static OffsetsInitializer exactly(String topic, Map<Integer, Long> offsets) {
        Map<TopicPartition, Long> byPartition = offsets.entrySet().stream()
                .collect(Collectors.toMap(offset -> new TopicPartition(topic, offset.getKey()), Map.Entry::getValue));
        return OffsetsInitializer.offsets(byPartition, OffsetResetStrategy.NONE);
    }
}
