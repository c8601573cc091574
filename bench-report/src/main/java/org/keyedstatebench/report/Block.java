package org.keyedstatebench.report;

import java.util.List;
import java.util.TreeMap;
import org.keyedstatebench.result.TrialResult;

/**
 * A piece of a section. All texts are plain text, and may hold what an engine wrote: a renderer escapes what its format gives
 * a meaning to. Only a cell's text may have line breaks.
 */
public sealed interface Block permits Paragraph, Block.Bullets, Block.Command, Table, Block.Folded, Plot {

    /** A list of sentences. */
    record Bullets(List<Paragraph> items) implements Block {}

    /** A command to copy. */
    record Command(String text) implements Block {}

    /**
     * What only some readers want: closed at first where a form can open and close.
     *
     * @param summary what is inside
     * @param blocks inside
     */
    record Folded(String summary, List<Block> blocks) implements Block {}

    /**
     * The exact number that a cell rounds, so that a program can read it.
     *
     * @param variant {@code null} if it is of a single trial
     * @param trial place in the order of execution; {@code null} if it is of a variant
     * @param metric short name, such as p99
     * @param value all digits, in the base unit
     */
    record Figure(String variant, Integer trial, String metric, String value) {}

    /**
     * A file of the run.
     *
     * @param text shown
     * @param path relative to the run's folder, with slashes
     */
    record Link(String text, String path) {

        /** All that a trial left. */
        static List<Link> to(TrialResult trial) {
            return new TreeMap<>(trial.files())
                    .entrySet().stream()
                            .map(file -> new Link(file.getKey(), file.getValue()))
                            .toList();
        }
    }
}
