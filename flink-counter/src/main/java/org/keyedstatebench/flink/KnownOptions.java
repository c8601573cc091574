package org.keyedstatebench.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.annotation.docs.Documentation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * Knows every configuration option of the Flink on the class path, because Flink ignores an unknown key silently and a typo
 * would measure the default.
 *
 * <p>Options are the public {@link ConfigOption} constants of classes named {@code ...Options} in Flink's configuration,
 * state and runtime packages and in the Table API. Options of connectors are left out: they have no effect in a job's configuration.
 */
final class KnownOptions {

    private static final Pattern OPTIONS_CLASS =
            Pattern.compile("org/apache/flink/(configuration|state|runtime|table/api)/[\\w/]*Options\\.class");
    private static final int SUGGESTIONS = 3;

    /** File systems hand what begins like this on to the client of a store: nobody has a list of it. */
    private static final Pattern OF_A_STORE = Pattern.compile("(s3a?|fs)\\..+");

    private final Map<String, ConfigOption<?>> byKey;

    private KnownOptions(Map<String, ConfigOption<?>> byKey) {
        this.byKey = byKey;
    }

    /** Reads the class path; takes some hundred milliseconds. */
    static KnownOptions onClassPath() {
        ClassLoader loader = KnownOptions.class.getClassLoader();
        Map<String, ConfigOption<?>> byKey = new TreeMap<>();
        try {
            for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
                URLConnection connection = manifest.openConnection();
                if (connection instanceof JarURLConnection jar
                        && jar.getJarFileURL().getPath().contains("/flink-")) {
                    jar.getJarFile().stream()
                            .map(JarEntry::getName)
                            .filter(OPTIONS_CLASS.asMatchPredicate())
                            .forEach(name -> addOptions(name, loader, byKey));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read Flink's configuration options from the class path", e);
        }
        return new KnownOptions(byKey);
    }

    int size() {
        return byKey.size();
    }

    /**
     * Checks that Flink knows each key and can read its value.
     *
     * @throws IllegalArgumentException naming the first key that is wrong, and similar ones that exist
     */
    void check(Map<String, String> engineConfig) {
        Configuration configuration = Configuration.fromMap(engineConfig);
        for (String key : engineConfig.keySet()) {
            ConfigOption<?> option = byKey.get(key);
            if (option != null) {
                configuration.get(option);
            } else if (!isEntryOfMapOption(key) && !OF_A_STORE.matcher(key).matches()) {
                throw new IllegalArgumentException("engineConfig: Flink " + EnvironmentInformation.getVersion()
                        + " has no option '" + key + "'; similar options: " + String.join(", ", similarTo(key)));
            }
        }
    }

    /** An option that holds a map can also be written as one key per entry. */
    private boolean isEntryOfMapOption(String key) {
        return byKey.entrySet().stream()
                .anyMatch(known -> ConfigurationUtils.canBePrefixMap(known.getValue())
                        && ConfigurationUtils.filterPrefixMapKey(known.getKey(), key));
    }

    private List<String> similarTo(String key) {
        Map<String, Integer> distances =
                byKey.keySet().stream().collect(Collectors.toMap(known -> known, known -> editDistance(key, known)));
        return distances.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(SUGGESTIONS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void addOptions(String classFile, ClassLoader loader, Map<String, ConfigOption<?>> byKey) {
        String className =
                classFile.substring(0, classFile.length() - ".class".length()).replace('/', '.');
        try {
            for (Field field : Class.forName(className, false, loader).getFields()) {
                // A suffix option is only the end of a key, e.g. of metrics.reporter.NAME.interval.
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == ConfigOption.class
                        && !field.isAnnotationPresent(Documentation.SuffixOption.class)) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    byKey.put(option.key(), option);
                    for (FallbackKey fallback : option.fallbackKeys()) {
                        byKey.putIfAbsent(fallback.getKey(), option);
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read Flink's configuration options from " + className, e);
        }
    }

    /** Levenshtein distance: the least number of characters to insert, delete or replace. */
    private static int editDistance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
