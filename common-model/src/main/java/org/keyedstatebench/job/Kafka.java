package org.keyedstatebench.job;

import java.util.Map;

/**
 * How to reach Kafka, and the client settings that every side gets alike.
 *
 * @param bootstrapServers host:port list
 * @param clientProperties for every client, e.g. security settings
 * @param consumerProperties for the job's consumer, e.g. fetch.max.wait.ms
 * @param producerProperties for the job's producer, e.g. linger.ms
 */
public record Kafka(
        String bootstrapServers,
        Map<String, String> clientProperties,
        Map<String, String> consumerProperties,
        Map<String, String> producerProperties) {

    public Kafka {
        Check.notBlank(bootstrapServers, "kafka.bootstrapServers");
        clientProperties = Check.copy(clientProperties);
        consumerProperties = Check.copy(consumerProperties);
        producerProperties = Check.copy(producerProperties);
    }

    /** Only an address, for a job that is run by hand. */
    public static Kafka at(String bootstrapServers) {
        return new Kafka(bootstrapServers, Map.of(), Map.of(), Map.of());
    }
}
