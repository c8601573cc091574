package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.VariantManifest;
import org.keyedstatebench.scenario.Variant;

/**
 * Shows every setting that could favour a side: first those that differ, at the end, folded, those that are equal.
 *
 * <p>A variant whose engine never became ready (it refused the job, or died) has no settings in effect to report: its values
 * are listed, but it has no say in whether a setting is equal, so that one refusal does not tear every setting apart. If no
 * engine became ready, all have a say.
 *
 * @param manifests of the variants, in the order of the run
 */
record FairnessSection(List<VariantManifest> manifests) {

    /** How the variants agree on a setting. */
    enum Agreement {
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
    record Setting(String name, Map<String, String> values, Agreement agreement, Map<String, String> reasons) {

        /** The variants that have each value, in the order of the run. */
        Map<String, List<String>> variantsByValue() {
            return values.entrySet().stream()
                    .collect(Collectors.groupingBy(
                            Map.Entry::getValue,
                            LinkedHashMap::new,
                            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        }

        /** The profile's reasons for these variants, each once. */
        String why(List<String> variants) {
            return variants.stream()
                    .map(reasons::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .collect(Collectors.joining("; "));
        }
    }

    /** The variants that have one value of a setting. */
    private record Group(String setting, String value, List<String> variants, String why) {}

    static Section of(RunResult run) {
        FairnessSection all = new FairnessSection(run.variants());
        List<Setting> differing = all.settings(Agreement.DIFFERS);
        List<Setting> oneSided = all.settings(Agreement.ONE_SIDE_ONLY);
        List<Setting> equal = all.settings(Agreement.EQUAL);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Words.of(
                "fairness.settings",
                Sentences.many(all.settings().size(), "setting"),
                Sentences.many(all.variants().size(), "variant"),
                differing.size(),
                oneSided.size(),
                equal.size())));
        all.forms(run.scenario().variants()).map(FairnessSection::sideBySide).ifPresent(blocks::add);
        if (!all.silent().isEmpty()) {
            blocks.add(new Paragraph(Words.of("fairness.silent", Sentences.list(all.silent()))));
        }
        if (!differing.isEmpty()) {
            String note = "– the variant does not have the setting, or did not report it.";
            blocks.add(table("Settings that differ", Tone.WARNING, all.groups(differing, true), note));
        }
        if (!oneSided.isEmpty()) {
            blocks.add(table("Settings that only some variants have", Tone.PLAIN, all.groups(oneSided, false)));
        }
        if (!all.notes().isEmpty()) {
            blocks.add(new Columns<Setting>()
                    .text("what", Setting::name)
                    .text(
                            "variants",
                            note -> String.join(
                                    ", ", all.among(note.reasons().keySet()).variants()))
                    .text("why", note -> note.why(all.variants()))
                    .table("What was done beside settings", all.notes()));
        }
        if (!equal.isEmpty()) {
            Table table = new Columns<Setting>()
                    .text("setting", Setting::name)
                    .text(
                            "value",
                            setting -> setting.values().values().iterator().next())
                    .table("Settings that are equal for every variant", equal);
            String summary = Sentences.many(equal.size(), "setting") + " equal for every variant";
            blocks.add(new Block.Folded(summary, List.of(table)));
        }
        return new Section("fairness", "Fairness manifest", blocks);
    }

    /** A column for each form of an engine, and a row for each setting that is not the same in all of them. */
    private Table sideBySide() {
        Columns<Setting> columns = new Columns<Setting>().text("setting", Setting::name);
        variants()
                .forEach(form -> columns.text(form, setting -> setting.values().getOrDefault(form, Figures.NONE)));
        return columns.table(
                Words.of("fairness.forms"),
                settings().stream()
                        .filter(setting -> setting.agreement() != Agreement.EQUAL)
                        .toList());
    }

    private static Table table(String caption, Tone tone, List<Group> groups, String... notes) {
        Columns<Group> columns = new Columns<Group>()
                .text("setting", Group::setting, group -> tone)
                .text("value", Group::value)
                .text("variants", group -> String.join(", ", group.variants()));
        if (groups.stream().anyMatch(group -> !group.why().isEmpty())) {
            columns.text("why", Group::why);
        }
        return columns.table(caption, groups, notes);
    }

    /** @param showAbsence whether variants without the setting get a row; where only one side knows a key it says nothing */
    private List<Group> groups(List<Setting> settings, boolean showAbsence) {
        List<Group> groups = new ArrayList<>();
        for (Setting setting : settings) {
            setting.variantsByValue()
                    .forEach((value, variants) ->
                            groups.add(new Group(setting.name(), value, variants, setting.why(variants))));
            List<String> without = new ArrayList<>(variants());
            without.removeAll(setting.values().keySet());
            without.removeAll(silent());
            if (showAbsence && !without.isEmpty()) {
                groups.add(new Group(setting.name(), Figures.NONE, without, ""));
            }
        }
        return groups;
    }

    /** Where all variants of a run but the reference are of one engine, in what their settings differ; empty otherwise. */
    Optional<FairnessSection> forms(List<Variant> ofRun) {
        List<Variant> forms = ofRun.stream()
                .filter(variant -> !variant.engine().equals(Comparison.REFERENCE_ENGINE))
                .toList();
        boolean oneEngine = forms.stream().map(Variant::engine).distinct().count() == 1;
        return oneEngine && forms.size() > 1
                ? Optional.of(among(forms.stream().map(Variant::name).toList()))
                : Optional.empty();
    }

    /** What of it is about these variants, as if there were no others. */
    private FairnessSection among(Collection<String> names) {
        return new FairnessSection(those(manifest -> names.contains(manifest.name())));
    }

    /** Names, in the order of the run. */
    List<String> variants() {
        return manifests.stream().map(VariantManifest::name).toList();
    }

    /** Names of those whose engine never became ready. */
    List<String> silent() {
        return new FairnessSection(those(manifest -> manifest.engineVersion() == null)).variants();
    }

    private List<VariantManifest> those(Predicate<VariantManifest> meant) {
        return manifests.stream().filter(meant).toList();
    }

    /** In the order of their names. */
    List<Setting> settings() {
        return names(VariantManifest::settings).stream().map(this::setting).toList();
    }

    List<Setting> settings(Agreement agreement) {
        return settings().stream()
                .filter(setting -> setting.agreement() == agreement)
                .toList();
    }

    /** What is no setting but was done for some variants, with its reason; their values are empty. */
    List<Setting> notes() {
        Set<String> names = names(VariantManifest::reasons);
        names.removeAll(names(VariantManifest::settings));
        return names.stream().map(this::setting).toList();
    }

    private Set<String> names(Function<VariantManifest, Map<String, String>> part) {
        return manifests.stream()
                .flatMap(manifest -> part.apply(manifest).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Setting setting(String name) {
        Map<String, String> values = byVariant(name, VariantManifest::settings);
        List<String> judged = new ArrayList<>(variants());
        if (silent().size() < judged.size()) {
            judged.removeAll(silent());
        }
        Map<String, String> held = new LinkedHashMap<>(values);
        held.keySet().retainAll(judged);
        Agreement agreement = held.values().stream().distinct().count() > 1
                ? Agreement.DIFFERS
                : held.size() < judged.size() ? Agreement.ONE_SIDE_ONLY : Agreement.EQUAL;
        return new Setting(name, values, agreement, byVariant(name, VariantManifest::reasons));
    }

    private Map<String, String> byVariant(String name, Function<VariantManifest, Map<String, String>> part) {
        Map<String, String> values = new LinkedHashMap<>();
        those(manifest -> part.apply(manifest).containsKey(name))
                .forEach(manifest ->
                        values.put(manifest.name(), part.apply(manifest).get(name)));
        return values;
    }
}
