package org.keyedstatebench.harness.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Knows the versions that this suite was built with; Maven writes them, so that each stands in the parent POM only. */
public final class Versions {

    private static final Map<String, String> ALL = load();

    private Versions() {}

    /** By name: suite, kafka-broker, kafka-clients. Those of the engines are in their descriptors. */
    public static Map<String, String> all() {
        return ALL;
    }

    /** Of this suite. */
    public static String suite() {
        return ALL.get("suite");
    }

    private static Map<String, String> load() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new TreeMap<>();
        properties.forEach((name, version) -> versions.put((String) name, (String) version));
        return Collections.unmodifiableMap(versions);
    }
}
