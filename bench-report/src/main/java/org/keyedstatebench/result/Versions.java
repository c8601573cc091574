package org.keyedstatebench.result;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyedstatebench.engine.EngineDescriptor;

/** Knows the versions that this suite was built with; Maven writes them, so that each stands in the parent POM only. */
public final class Versions {

    private static final Map<String, String> ALL = load();

    private Versions() {}

    /** By name: suite, kafka-broker, kafka-clients, and the engines', each by its id, with what else its build was made of. */
    public static Map<String, String> with(List<EngineDescriptor> engines) {
        Map<String, String> all = new TreeMap<>(ALL);
        for (EngineDescriptor engine : engines) {
            // What the engine's own version says already is said once.
            engine.versions().forEach((property, version) -> {
                if (!engine.version().endsWith(version)) {
                    all.put(property.replaceFirst("\\.version$", ""), version);
                }
            });
            if (ALL.entrySet().stream()
                    .noneMatch(one -> engine.version().equals(one.getKey() + " " + one.getValue()))) {
                all.put(engine.id(), engine.version());
            }
        }
        all.putAll(ALL);
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, String> load() {
        ResourceBundle written = ResourceBundle.getBundle(Versions.class.getPackageName() + ".versions", Locale.ROOT);
        return written.keySet().stream().collect(Collectors.toMap(Function.identity(), written::getString));
    }
}
