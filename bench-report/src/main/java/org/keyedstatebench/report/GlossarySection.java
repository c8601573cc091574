package org.keyedstatebench.report;

import java.util.List;
import java.util.Map;
import org.keyedstatebench.result.RunResult;

/** Explains the terms of the report, the flags that occur in it, and how it was measured. */
final class GlossarySection {

    private GlossarySection() {}

    /** @param runs at least one; how they were measured is told of the first */
    static Section of(List<RunResult> runs) {
        RunResult run = runs.get(0);
        Map<String, String> meanings = Words.pairs("glossary.terms");
        runs.stream()
                .flatMap(each -> each.trials().stream())
                .flatMap(trial -> trial.flags().stream())
                .sorted()
                .forEach(flag -> meanings.put(flag.word(), "flag: " + Sentences.meaning(flag)));
        return new Section(
                "glossary",
                "Terms and method",
                Columns.ofPairs("Glossary", "term", "meaning", meanings),
                new Paragraph(Words.of(
                        "glossary.method",
                        Sentences.many(run.scenario().blocks(), "block"),
                        Sentences.many(run.environment().logicalCores(), "logical core"))));
    }
}
