package org.keyedstatebench.harness.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.process.TextFile;
import org.keyedstatebench.scenario.Nearest;

/**
 * The client properties that the user gives, put together so that they reach every client alike, and checked before anything is
 * started.
 */
public final class KafkaProperties {

    private static final String OPTION = "--kafka-property";

    /** An odd number of backslashes at the end; an even number stands for themselves. */
    private static final String CONTINUED = ".*(?<!\\\\)(\\\\\\\\)*\\\\";

    /** A value that long, a path or the name of a class, is no other word of a sentence. */
    private static final int TELLING = 8;

    /** A user who changes one of these measures something else than what is reported, or nothing. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("bootstrap.servers", "use --bootstrap-servers"),
            Map.entry("key.serializer", "events and counts have one form"),
            Map.entry("value.serializer", "events and counts have one form"),
            Map.entry("key.deserializer", "events and counts have one form"),
            Map.entry("value.deserializer", "events and counts have one form"),
            Map.entry("group.id", "partitions are assigned, not shared in a group"),
            Map.entry("group.instance.id", "partitions are assigned, not shared in a group"),
            Map.entry("enable.auto.commit", "every trial starts at offsets that were noted"),
            Map.entry("auto.offset.reset", "every trial starts at offsets that were noted"),
            Map.entry("isolation.level", "the delivery guarantee of the scenario decides"),
            Map.entry("transactional.id", "the delivery guarantee of the scenario decides"));

    /** A value and where it was given: an option, or file and line. */
    private record Given(String value, String place) {}

    private final Map<String, Given> given = new TreeMap<>();

    /**
     * @param configFile in the format of Java properties, or {@code null} for none
     * @param options single properties; they win over the file
     * @throws IllegalArgumentException if the file cannot be read, a line of it is no property, or the harness itself sets a
     *     property; the message says where
     */
    public KafkaProperties(Path configFile, Map<String, String> options) {
        if (configFile != null) {
            read(configFile);
        }
        options.forEach((name, value) -> put(OPTION, name, value));
    }

    /** Unmodifiable, in key order. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        given.forEach((name, property) -> values.put(name, property.value()));
        return Collections.unmodifiableMap(values);
    }

    /**
     * Makes one client of each kind and closes it: only that finds all that Kafka's clients refuse. No broker is needed.
     *
     * @param defaults what the command itself sets beneath, e.g. a transactional id
     * @throws IllegalArgumentException if a client cannot be made with these properties, in Kafka's words and with the place
     */
    public void check(String bootstrapServers, Map<String, String> defaults) {
        Map<String, String> all = new HashMap<>(defaults);
        all.putAll(values());
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        ByteArraySerializer out = new ByteArraySerializer();
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        try {
            new KafkaProducer<>(KafkaEventSink.settings(all), out, out).close(Duration.ZERO);
            new KafkaConsumer<>(OutputCollector.settings(false, all), in, in)
                    .close(CloseOptions.timeout(Duration.ZERO));
            Admin.create(new HashMap<>(all)).close(Duration.ZERO);
        } catch (KafkaException e) {
            String words = KafkaFailure.reason(e);
            // A host that is not known may be known soon: no mistake in an option, and said by who looks for Kafka.
            if (!words.contains("No resolvable bootstrap")) {
                throw new IllegalArgumentException(place(words) + ": Kafka says: " + words, e);
            }
        }
    }

    /** Where the property was given that Kafka speaks of, by its name or by its value. */
    private String place(String words) {
        return given.entrySet().stream()
                .filter(property -> speaksOf(words, property.getKey())
                        || (property.getValue().value().length() >= TELLING
                                && words.contains(property.getValue().value())))
                .max(Comparator.comparingInt(property -> property.getKey().length()))
                .map(property -> property.getValue().place()
                        + (property.getValue().place().equals(OPTION) ? " " + property.getKey() : ""))
                .orElse(given.isEmpty() ? "--bootstrap-servers" : "--kafka-config, --kafka-property");
    }

    private static boolean speaksOf(String words, String name) {
        return Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w|\\.\\w)")
                .matcher(words)
                .find();
    }

    /**
     * What no client of Kafka knows: a typo measures the default. No error, because a plugin named by another property may read
     * properties of its own.
     *
     * @return a sentence for each
     */
    public List<String> unknown() {
        Set<String> known = new TreeSet<>(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        return given.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> given.get(name).place() + ": no Kafka client has a property '" + name + "'"
                        + Nearest.to(name, known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(".")
                        + " It is passed on, and does nothing unless a plugin of yours reads it")
                .toList();
    }

    private void read(Path file) {
        List<String> lines;
        try {
            lines = TextFile.read(file).lines().toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("--kafka-config: cannot read " + file + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String where = file + ":" + (i + 1);
            String property = lines.get(i).strip();
            if (property.isEmpty() || property.matches("[#!].*")) {
                continue;
            }
            while (property.matches(CONTINUED) && i + 1 < lines.size()) {
                property = property.substring(0, property.length() - 1)
                        + lines.get(++i).strip();
            }
            parsed(property, where).forEach((name, value) -> put(where, name.toString(), value.toString()));
        }
    }

    private static Properties parsed(String line, String where) {
        if (!line.matches("[^\\s=:]+\\s*[=:].*")) {
            throw new IllegalArgumentException(where + ": expected KEY=VALUE, got '" + line + "'");
        }
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
        return parsed;
    }

    private void put(String where, String name, String value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(where + ": expected KEY=VALUE, got a value without a key");
        }
        String reason = OWNED.get(name);
        if (reason != null) {
            throw new IllegalArgumentException(where + ": the benchmark sets '" + name + "' itself: " + reason);
        }
        given.put(name, new Given(value, where));
    }
}
