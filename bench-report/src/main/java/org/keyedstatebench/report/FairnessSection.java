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
        List<List<Cell>> rows = new ArrayList<>();
        for (Setting setting : settings) {
            setting.variantsByValue()
                    .forEach((value, variants) -> rows.add(List.of(
                            new Cell(setting.name(), tone), Cell.of(value), Cell.of(String.join(", ", variants)))));
            List<String> without = manifest.variants().stream()
                    .filter(variant -> !setting.values().containsKey(variant))
                    .filter(variant -> !manifest.silent().contains(variant))
                    .toList();
            if (showAbsence && !without.isEmpty()) {
                rows.add(List.of(new Cell(setting.name(), tone), Cell.none(), Cell.of(String.join(", ", without))));
            }
        }
        return new Table(
                caption,
                List.of(Column.text("setting"), Column.text("value"), Column.text("variants")),
                rows,
                showAbsence ? List.of("– the variant does not have the setting, or did not report it.") : List.of());
    }

    private static Table equal(List<Setting> settings) {
        List<List<Cell>> rows = settings.stream()
                .map(setting -> List.of(
                        Cell.of(setting.name()),
                        Cell.of(setting.values().values().iterator().next())))
                .toList();
        return new Table(
                "Settings that are equal for every variant",
                List.of(Column.text("setting"), Column.text("value")),
                rows,
                List.of());
    }
}
