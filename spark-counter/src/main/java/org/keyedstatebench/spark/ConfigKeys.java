package org.keyedstatebench.spark;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.lang3.StringUtils;
import org.apache.spark.internal.config.ConfigEntry$;

/**
 * Knows which configuration keys Spark has, because Spark takes any key in silence and a typo would measure the default.
 *
 * <p>Keys of {@code spark.sql.} must be registered. Elsewhere Spark reads some keys without registering them, so there only
 * a key that nearly is a registered one is taken for a typo.
 */
final class ConfigKeys {

    private static final String SQL = "spark.sql.";
    private static final int TYPO = 2;
    private static final int SUGGESTIONS = 3;

    /** Scala objects that register keys when they are initialized. */
    private static final List<String> REGISTRIES = List.of(
            "org.apache.spark.sql.internal.SQLConf$",
            "org.apache.spark.sql.internal.StaticSQLConf$",
            "org.apache.spark.internal.config.package$",
            "org.apache.spark.internal.config.Kryo$",
            "org.apache.spark.internal.config.Network$",
            "org.apache.spark.internal.config.Status$",
            "org.apache.spark.internal.config.UI$",
            "org.apache.spark.sql.kafka010.package$");

    /** The one part of Spark that reads its {@code spark.sql.} keys past the registry. */
    private static final String ROCKSDB = "org.apache.spark.sql.execution.streaming.state.RocksDBConf$";

    private final Set<String> known = new TreeSet<>();

    ConfigKeys() {
        for (String registry : REGISTRIES) {
            initialize(registry);
        }
        ConfigEntry$.MODULE$.knownConfigs().keySet().forEach(key -> known.add(key.toLowerCase(Locale.ROOT)));
        known.addAll(rocksDbKeys());
    }

    /**
     * Checks that Spark will heed these keys.
     *
     * @throws IllegalArgumentException if it will not; the message names every such key and the nearest known ones
     */
    void check(Map<String, String> config) {
        List<String> mistakes = new ArrayList<>();
        for (String key : config.keySet()) {
            String name = key.toLowerCase(Locale.ROOT);
            if (known.contains(name)) {
                continue;
            }
            List<String> near = nearest(name);
            if (!name.startsWith("spark.")) {
                mistakes.add(key + " (Spark heeds only keys that start with 'spark.')");
            } else if (name.startsWith(SQL)) {
                mistakes.add(key + " (nearest: " + String.join(", ", near) + ")");
            } else if (distance(name, near.get(0)) <= TYPO) {
                mistakes.add(key + " (did you mean " + near.get(0) + "?)");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("unknown Spark configuration: " + String.join("; ", mistakes));
        }
    }

    private List<String> nearest(String name) {
        return known.stream()
                .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .limit(SUGGESTIONS)
                .toList();
    }

    @SuppressWarnings("deprecation") // commons-text, which replaces it, is not otherwise needed
    private static int distance(String one, String other) {
        return StringUtils.getLevenshteinDistance(one, other);
    }

    private static Collection<String> rocksDbKeys() {
        Set<String> keys = new TreeSet<>();
        try {
            Class<?> holder = initialize(ROCKSDB);
            Object module = holder.getField("MODULE$").get(null);
            for (Field field : holder.getDeclaredFields()) {
                field.setAccessible(true);
                Object entry = field.get(module);
                if (entry != null && entry.getClass().getSimpleName().equals("SQLConfEntry")) {
                    keys.add((String) entry.getClass().getMethod("fullName").invoke(entry));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Spark keeps its RocksDB keys elsewhere: " + e, e);
        }
        return keys;
    }

    private static Class<?> initialize(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this version of Spark keeps its configuration keys elsewhere: " + e, e);
        }
    }
}
