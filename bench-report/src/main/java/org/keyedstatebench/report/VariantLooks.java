package org.keyedstatebench.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.scenario.Variant;

/**
 * Gives every engine its colour and every variant its pattern, the same in every plot of a report. The reference has always the same
 * colour; the others get theirs in the order of the run, so that no engine needs to be known.
 */
final class VariantLooks {

    /** Colours that there are; a further engine shares one, and is told by its label. */
    private static final int NUMBER_OF_HUES = 6;

    private final Map<String, Look> byVariant = new HashMap<>();

    VariantLooks(List<Variant> variants) {
        Map<String, Integer> hues = new HashMap<>(Map.of(Comparison.REFERENCE_ENGINE, 0));
        Map<String, Integer> patterns = new HashMap<>();
        for (Variant variant : variants) {
            int hue = hues.computeIfAbsent(variant.engine(), engine -> Math.min(hues.size(), NUMBER_OF_HUES - 1));
            int pattern = patterns.merge(variant.engine(), 1, Integer::sum) - 1;
            byVariant.put(variant.name(), new Look(hue, pattern));
        }
    }

    Look of(String variant) {
        return byVariant.get(variant);
    }

    static Look neutral() {
        return new Look(0, 0);
    }
}
