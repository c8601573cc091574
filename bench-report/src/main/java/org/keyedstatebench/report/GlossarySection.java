package org.keyedstatebench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.result.RunResult;

/** Explains the terms of the report, the flags that occur in it, and how it was measured. */
final class GlossarySection {

    private static final List<String> TERMS = List.of(
            "covered", "an event is covered by the first visible count of its key that includes it",
            "latency", "time from an event's intended send time until it is covered",
            "lateness", "time from an event's intended until its actual send; part of its latency",
            "lost", "not covered when the time for the drain was over",
            "backlog", "events that were sent and are not covered yet",
            "outage", "the longest time without newly covered events after an engine was killed",
            "drain", "to work through events that were in the topic before the engine started",
            "duplicate row", "a row whose count is not above the highest seen for its key",
            "gap", "an event without a row of its own although a row per event was asked for",
            "valid", "every event accounted for and the rate held; only then do figures count",
            "invalid",
                    "events lost, counts wrong, more duplicates than the guarantee allows, or the rate not held: no figures",
            "unsupported", "the engine refused the job",
            "failed", "the engine died, never became ready, or the trial could not be carried out",
            "block", "every variant once, on the identical event sequence; ratios are taken within blocks",
            "reference",
                    "a plain loop from consumer over hash map to producer, without an engine and without checkpoints",
            "interval", "exact order-statistic confidence interval of the median ratio over blocks",
            "RSS", "resident set size: memory of the process, heap and all else");

    private GlossarySection() {}

    /** @param runs at least one; how they were measured is told of the first */
    static Section of(List<RunResult> runs) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (int i = 0; i < TERMS.size(); i += 2) {
            meanings.put(TERMS.get(i), TERMS.get(i + 1));
        }
        runs.stream()
                .flatMap(run -> run.trials().stream())
                .flatMap(trial -> trial.flags().stream())
                .sorted()
                .forEach(flag -> meanings.put(flag.word(), "flag: " + flag.meaning()));
        return new Section(
                "glossary",
                "Terms and method",
                Columns.ofPairs("Glossary", "term", "meaning", meanings),
                new Paragraph(method(runs.get(0))));
    }

    private static String method(RunResult run) {
        return "How it was measured: the harness knows every event before it is sent, sends each at its scheduled time"
                + " whatever the engine does, and takes both ends of every latency from one clock in one process. Each"
                + " trial has a fresh engine process, fresh state and its own output topic; in each of the "
                + Sentences.many(run.scenario().blocks(), "block") + " every variant ran once, in random order, and "
                + Sentences.many(run.environment().logicalCores(), "logical core")
                + " were shared by whatever ran on this machine: engine, harness and, if it is not elsewhere, the broker."
                + " Percentiles are of single trials, and over trials their median and range are given, never their mean; between"
                + " variants, ratios are taken within blocks.";
    }
}
