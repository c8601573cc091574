package org.keyedstatebench.compare;

import java.util.List;
import java.util.stream.Stream;
import org.keyedstatebench.result.TrialResult;

/**
 * Where a cell of the comparison table comes from.
 *
 * @param variant name
 * @param trials their places in the order of execution
 * @param files of these trials, relative to the run's folder
 */
public record Evidence(String variant, List<Integer> trials, List<String> files) {

    public Evidence {
        trials = List.copyOf(trials);
        files = List.copyOf(files);
    }

    static Evidence of(String variant, List<TrialResult> trials) {
        return new Evidence(
                variant,
                trials.stream().map(TrialResult::order).toList(),
                trials.stream().flatMap(Evidence::filesOf).toList());
    }

    private static Stream<String> filesOf(TrialResult trial) {
        return trial.files().values().stream().sorted();
    }
}
