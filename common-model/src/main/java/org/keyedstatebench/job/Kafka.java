package org.keyedstatebench.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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

    /** What stands in the place of a secret in everything that is kept. */
    public static final String STRUCK_OUT = "***";

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|keystore\\.key", Pattern.CASE_INSENSITIVE);

    public Kafka {
        Check.notBlank(bootstrapServers, "kafka.bootstrapServers");
        clientProperties = Check.copy(clientProperties);
        consumerProperties = Check.copy(consumerProperties);
        producerProperties = Check.copy(producerProperties);
    }

    Kafka withoutSecrets() {
        return new Kafka(
                bootstrapServers,
                struckOut(clientProperties),
                struckOut(consumerProperties),
                struckOut(producerProperties));
    }

    /** Whether a property of this name may hold a password or a key. */
    public static boolean isSecret(String property) {
        return SECRET.matcher(property).find();
    }

    private static Map<String, String> struckOut(Map<String, String> properties) {
        Map<String, String> visible = new TreeMap<>(properties);
        visible.replaceAll((key, value) -> isSecret(key) ? STRUCK_OUT : value);
        return visible;
    }

    /** Only an address, for a job that is run by hand. */
    public static Kafka at(String bootstrapServers) {
        return new Kafka(bootstrapServers, Map.of(), Map.of(), Map.of());
    }
}
