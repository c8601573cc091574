package org.keyedstatebench.harness.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Puts together the client properties that the user gives, so that they reach every client alike. */
public final class KafkaProperties {

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

    private KafkaProperties() {}

    /**
     * @param configFile in the format of Java properties, or {@code null} for none
     * @param given single properties; they win over the file
     * @return both together, unmodifiable, in key order
     * @throws IllegalArgumentException if the file cannot be read, a line of it is no property, or the harness itself sets a
     *     property; the message says where
     */
    public static Map<String, String> merge(Path configFile, Map<String, String> given) {
        Map<String, String> merged = configFile == null ? new TreeMap<>() : read(configFile);
        given.forEach((name, value) -> {
            refuseOwned("--kafka-property", name);
            merged.put(name, value);
        });
        return Collections.unmodifiableMap(merged);
    }

    private static Map<String, String> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("--kafka-config: cannot read " + file + ": " + e, e);
        }
        Map<String, String> properties = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String where = file + ":" + (i + 1);
            StringBuilder property = new StringBuilder(lines.get(i).strip());
            if (property.isEmpty() || property.charAt(0) == '#' || property.charAt(0) == '!') {
                continue;
            }
            while (isContinued(property) && i + 1 < lines.size()) {
                property.setLength(property.length() - 1);
                property.append(lines.get(++i).strip());
            }
            add(property.toString(), where, properties);
        }
        return properties;
    }

    private static void add(String line, String where, Map<String, String> properties) {
        if (!line.matches("[^\\s=:]+\\s*[=:].*")) {
            throw new IllegalArgumentException(where + ": expected KEY=VALUE, got '" + line + "'");
        }
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
        parsed.stringPropertyNames().forEach(name -> {
            refuseOwned(where, name);
            properties.put(name, parsed.getProperty(name));
        });
    }

    /** An odd number of backslashes at the end; an even number stands for themselves. */
    private static boolean isContinued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void refuseOwned(String where, String name) {
        String reason = OWNED.get(name);
        if (reason != null) {
            throw new IllegalArgumentException(where + ": the benchmark sets '" + name + "' itself: " + reason);
        }
    }
}
