package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.FairnessManifest;
import org.keyedstatebench.compare.FairnessManifest.Agreement;
import org.keyedstatebench.compare.FairnessManifest.Setting;

/** Shows every setting that could favour a side: first those that differ, at the end, folded, those that are equal. */
final class FairnessSection {

    private FairnessSection() {}

    static Section of(Comparison comparison) {
        FairnessManifest manifest = comparison.manifest();
        List<Setting> differing = manifest.settings(Agreement.DIFFERS);
        List<Setting> oneSided = manifest.settings(Agreement.ONE_SIDE_ONLY);
        List<Setting> equal = manifest.settings(Agreement.EQUAL);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Sentences.many(manifest.settings().size(), "setting") + " of "
                + Sentences.many(manifest.variants().size(), "variant") + ": " + differing.size()
                + " with different values, "
                + oneSided.size() + " that only some variants have, " + equal.size() + " equal."));
        comparison.forms().map(FairnessSection::sideBySide).ifPresent(blocks::add);
        if (!manifest.silent().isEmpty()) {
            blocks.add(
                    new Paragraph("Without a say in this, because the engine never became ready and reported nothing: "
                            + Sentences.list(manifest.silent()) + "."));
        }
        if (!differing.isEmpty()) {
            String note = "– the variant does not have the setting, or did not report it.";
            blocks.add(table("Settings that differ", Tone.WARNING, groups(manifest, differing, true), note));
        }
        if (!oneSided.isEmpty()) {
            List<Group> groups = groups(manifest, oneSided, false);
            blocks.add(table("Settings that only some variants have", Tone.PLAIN, groups));
        }
        if (!manifest.notes().isEmpty()) {
            Table table = new Columns<Setting>()
                    .text("what", Setting::name)
                    .text("variants", note -> among(manifest.variants(), note))
                    .text("why", note -> why(note, manifest.variants()))
                    .table("What was done beside settings", manifest.notes());
            blocks.add(table);
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
    private static Table sideBySide(FairnessManifest forms) {
        Columns<Setting> columns = new Columns<Setting>().text("setting", Setting::name);
        forms.variants()
                .forEach(form -> columns.text(form, setting -> setting.values().getOrDefault(form, Figures.NONE)));
        return columns.table(
                Words.of("fairness.forms"),
                forms.settings().stream()
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
    private static List<Group> groups(FairnessManifest manifest, List<Setting> settings, boolean showAbsence) {
        List<Group> groups = new ArrayList<>();
        for (Setting setting : settings) {
            setting.variantsByValue()
                    .forEach((value, variants) ->
                            groups.add(new Group(setting.name(), value, variants, why(setting, variants))));
            List<String> without = manifest.variants().stream()
                    .filter(variant -> !setting.values().containsKey(variant))
                    .filter(variant -> !manifest.silent().contains(variant))
                    .toList();
            if (showAbsence && !without.isEmpty()) {
                groups.add(new Group(setting.name(), Figures.NONE, without, ""));
            }
        }
        return groups;
    }

    /** The variants that it was done for, in the order of the run. */
    private static String among(List<String> variants, Setting note) {
        return variants.stream().filter(note.reasons()::containsKey).collect(Collectors.joining(", "));
    }

    /** The profile's reasons for these variants, each once. */
    private static String why(Setting setting, List<String> variants) {
        return variants.stream()
                .map(setting.reasons()::get)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The variants that have one value of a setting. */
    private record Group(String setting, String value, List<String> variants, String why) {}
}
