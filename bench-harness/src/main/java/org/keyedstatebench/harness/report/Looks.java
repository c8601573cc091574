package org.keyedstatebench.harness.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.harness.compare.Comparison;
import org.keyedstatebench.harness.report.Plot.Look;
import org.keyedstatebench.harness.scenario.Variant;

/** Gives every engine its colour and every variant its pattern, the same in every plot of every report. */
final class Looks {

    /** Colours that there are; where engines are more, some share one, and are told by their labels. */
    private static final int NUMBER_OF_HUES = 6;

    private final Map<String, Look> byVariant = new HashMap<>();

    Looks(List<Variant> variants) {
        Map<String, Integer> hues = new HashMap<>(Map.of(Comparison.REFERENCE_ENGINE, 0));
        Map<String, Integer> patterns = new HashMap<>();
        for (Variant variant : variants) {
            int hue = hues.computeIfAbsent(variant.engine(), engine -> free(engine, hues.values()));
            int pattern = patterns.merge(variant.engine(), 1, Integer::sum) - 1;
            byVariant.put(variant.name(), new Look(hue, pattern));
        }
    }

    /** By the engine's name, so that it looks the same whatever it is measured with, unless another one has that colour. */
    private static int free(String engine, Collection<Integer> taken) {
        int own = Math.floorMod(engine.hashCode(), NUMBER_OF_HUES - 1);
        for (int i = 0; i < NUMBER_OF_HUES - 1; i++) {
            int hue = 1 + (own + i) % (NUMBER_OF_HUES - 1);
            if (!taken.contains(hue)) {
                return hue;
            }
        }
        return 1 + own;
    }

    Look of(String variant) {
        return byVariant.get(variant);
    }

    static Look neutral() {
        return new Look(0, 0);
    }
}
