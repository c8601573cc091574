package org.keyedstatebench.result;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one variant was really run: what the fairness manifest compares.
 *
 * @param name of the variant
 * @param engine id in the catalogue
 * @param engineVersion as the engine itself reported it; {@code null} if it never became ready
 * @param settings every setting that could favour a side, by name: JVM, job specification, and what the engine reported to be
 *     in effect
 * @param reasons why the profile sets what it sets, by the name of the setting; what is no setting but must be known stands by
 *     what was done. Empty in results that are older than this field
 */
public record VariantManifest(
        String name, String engine, String engineVersion, Map<String, String> settings, Map<String, String> reasons) {

    public VariantManifest {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        reasons = reasons == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(reasons));
    }
}
