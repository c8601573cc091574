package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.FairnessManifest;
import org.keyedstatebench.compare.FairnessManifest.Agreement;
import org.keyedstatebench.compare.FairnessManifest.Setting;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;

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
        if (!manifest.silent().isEmpty()) {
            blocks.add(
                    new Paragraph("Without a say in this, because the engine never became ready and reported nothing: "
                            + Sentences.list(manifest.silent()) + "."));
        }
        if (!differing.isEmpty()) {
            blocks.add(grouped("Settings that differ", Tone.WARNING, manifest, differing, true));
        }
        if (!oneSided.isEmpty()) {
            blocks.add(grouped("Settings that only some variants have", Tone.PLAIN, manifest, oneSided, false));
        }
        if (!equal.isEmpty()) {
            blocks.add(new Block.Folded(
                    Sentences.many(equal.size(), "setting") + " equal for every variant", List.of(equal(equal))));
        }
        return new Section("fairness", "Fairness manifest", blocks);
    }

    /** @param showAbsence whether variants without the setting get a row; where only one side knows a key it says nothing */
    private static Table grouped(
            String caption, Tone tone, FairnessManifest manifest, List<Setting> settings, boolean showAbsence) {
        List<Group> groups = new ArrayList<>();
        for (Setting setting : settings) {
            setting.variantsByValue()
                    .forEach((value, variants) -> groups.add(new Group(setting.name(), value, variants)));
            List<String> without = manifest.variants().stream()
                    .filter(variant -> !setting.values().containsKey(variant))
                    .filter(variant -> !manifest.silent().contains(variant))
                    .toList();
            if (showAbsence && !without.isEmpty()) {
                groups.add(new Group(setting.name(), Figures.NONE, without));
            }
        }
        return new Columns<Group>()
                .cells(Column.text("setting"), group -> new Cell(group.setting(), tone))
                .text("value", Group::value)
                .text("variants", group -> String.join(", ", group.variants()))
                .table(
                        caption,
                        groups,
                        showAbsence
                                ? List.of("– the variant does not have the setting, or did not report it.")
                                : List.of());
    }

    /** The variants that have one value of a setting. */
    private record Group(String setting, String value, List<String> variants) {}

    private static Table equal(List<Setting> settings) {
        return new Columns<Setting>()
                .text("setting", Setting::name)
                .text("value", setting -> setting.values().values().iterator().next())
                .table("Settings that are equal for every variant", settings, List.of());
    }
}
