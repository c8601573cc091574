package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyedstatebench.result.VariantManifest;

/**
 * Every setting that could favour a side, side by side.
 *
 * <p>A variant whose engine never became ready (it refused the job, or died) has no settings in effect to report: its values
 * are listed, but it has no say in whether a setting is equal, so that one refusal does not tear every setting apart. If no
 * engine became ready, all have a say.
 *
 * @param manifests of the variants, which it was made of
 * @param variants names, in the order of the run
 * @param silent those of them whose engine never became ready
 * @param settings in the order of their names
 * @param notes what is no setting but was done for some variants, with its reason; their values are empty
 */
public record FairnessManifest(
        List<VariantManifest> manifests,
        List<String> variants,
        List<String> silent,
        List<Setting> settings,
        List<Setting> notes) {

    /** How the variants agree on a setting. */
    public enum Agreement {
        /** At least two variants have it, with different values. */
        DIFFERS,
        /** Those that have it agree, and others do not have it: most often a key that only one engine knows. */
        ONE_SIDE_ONLY,
        /** Every variant has it with the same value. */
        EQUAL
    }

    /**
     * One setting.
     *
     * @param name of the setting
     * @param values by variant, in the order of the run; a variant without the setting is left out
     * @param agreement how the variants agree on it
     * @param reasons why the profile sets it, by variant; a variant whose value is not of the profile is left out
     */
    public record Setting(String name, Map<String, String> values, Agreement agreement, Map<String, String> reasons) {

        public Setting {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            reasons = Map.copyOf(reasons);
        }

        /** The variants that have each value, in the order of the run. */
        public Map<String, List<String>> variantsByValue() {
            return values.entrySet().stream()
                    .collect(Collectors.groupingBy(
                            Map.Entry::getValue,
                            LinkedHashMap::new,
                            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        }
    }

    /** What of it is about these variants, as if there were no others. */
    FairnessManifest among(List<String> names) {
        return of(manifests.stream()
                .filter(manifest -> names.contains(manifest.name()))
                .toList());
    }

    public FairnessManifest {
        manifests = List.copyOf(manifests);
        variants = List.copyOf(variants);
        silent = List.copyOf(silent);
        settings = List.copyOf(settings);
        notes = List.copyOf(notes);
    }

    static FairnessManifest of(List<VariantManifest> manifests) {
        List<VariantManifest> silent = manifests.stream()
                .filter(manifest -> manifest.engineVersion() == null)
                .toList();
        List<VariantManifest> judged = new ArrayList<>(manifests);
        if (silent.size() < manifests.size()) {
            judged.removeAll(silent);
        }
        Set<String> names = new TreeSet<>();
        Set<String> notes = new TreeSet<>();
        manifests.forEach(manifest -> {
            names.addAll(manifest.settings().keySet());
            notes.addAll(manifest.reasons().keySet());
        });
        notes.removeAll(names);
        return new FairnessManifest(
                manifests,
                manifests.stream().map(VariantManifest::name).toList(),
                silent.stream().map(VariantManifest::name).toList(),
                names.stream().map(name -> setting(name, manifests, judged)).toList(),
                notes.stream().map(name -> setting(name, manifests, judged)).toList());
    }

    public List<Setting> settings(Agreement agreement) {
        return settings.stream()
                .filter(setting -> setting.agreement() == agreement)
                .toList();
    }

    private static Setting setting(String name, List<VariantManifest> manifests, List<VariantManifest> judged) {
        Map<String, String> held = byVariant(name, judged, VariantManifest::settings);
        boolean differs = held.values().stream().distinct().count() > 1;
        return new Setting(
                name,
                byVariant(name, manifests, VariantManifest::settings),
                differs ? Agreement.DIFFERS : held.size() < judged.size() ? Agreement.ONE_SIDE_ONLY : Agreement.EQUAL,
                byVariant(name, manifests, VariantManifest::reasons));
    }

    private static Map<String, String> byVariant(
            String name, List<VariantManifest> manifests, Function<VariantManifest, Map<String, String>> part) {
        Map<String, String> values = new LinkedHashMap<>();
        manifests.stream()
                .filter(manifest -> part.apply(manifest).containsKey(name))
                .forEach(manifest ->
                        values.put(manifest.name(), part.apply(manifest).get(name)));
        return values;
    }
}
