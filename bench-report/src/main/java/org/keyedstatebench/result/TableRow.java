package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.scenario.Dimension;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * One dimension of the comparison table, as it is stored: engine beside engine, each entry with the trials that it rests on.
 *
 * @param dimension of the row
 * @param cells one for each engine
 * @param claims what the engines' documentation says about the dimension, held against the figures
 */
public record TableRow(Dimension dimension, List<Cell> cells, List<Claim> claims) {

    public TableRow {
        cells = List.copyOf(cells);
        claims = List.copyOf(claims);
    }

    /** Their places in the order of execution. */
    public static List<Integer> orders(List<TrialResult> trials) {
        return trials.stream().map(TrialResult::order).toList();
    }

    /** Whether every engine has an entry that is a figure, a verified answer or a refusal. */
    @JsonIgnore
    public boolean isFilled() {
        return cells.stream().allMatch(cell -> cell.findings().stream().anyMatch(Finding::saysSomething));
    }

    /** The same row in a copy of its run. */
    TableRow withFiles(Map<String, String> names) {
        return new TableRow(
                dimension,
                cells.stream()
                        .map(cell -> new Cell(
                                cell.engine(),
                                cell.findings().stream()
                                        .map(finding -> finding.withFiles(names))
                                        .toList()))
                        .toList(),
                claims);
    }

    /** What an engine does. */
    public record Cell(String engine, List<Finding> findings) {
        public Cell {
            findings = List.copyOf(findings);
        }
    }

    /** What sort of fact a finding is. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Kind {
        MEASURED,
        VERIFIED,
        REFUSED,
        NOT_VALID
    }

    /**
     * One entry of a cell.
     *
     * @param kind of fact
     * @param setting what was set up, in words
     * @param answer to a verified question; {@code null} if the trials cannot tell, and for every other kind
     * @param words the question, with what leaves it open if there is no answer; the engine's refusal, or why nothing is valid;
     *     {@code null} for mere figures
     * @param figures that were measured; medians over the trials
     * @param trials that it rests on, by their place in the order of execution; none for micro-benchmarks
     * @param files of these trials, relative to the run's folder
     */
    public record Finding(
            Kind kind,
            String setting,
            Boolean answer,
            String words,
            List<Figure> figures,
            List<Integer> trials,
            List<String> files) {
        public Finding {
            figures = List.copyOf(figures);
            trials = List.copyOf(trials);
            files = List.copyOf(files);
        }

        /** With the trials that it rests on and their files. */
        public static Finding of(
                Kind kind,
                String setting,
                Boolean answer,
                String words,
                List<Figure> figures,
                List<TrialResult> trials) {
            List<String> files = trials.stream()
                    .flatMap(trial -> trial.files().values().stream().sorted())
                    .toList();
            return new Finding(kind, setting, answer, words, figures, orders(trials), files);
        }

        /** @param names of the files that a copy has, by their names here */
        private Finding withFiles(Map<String, String> names) {
            List<String> copied =
                    files.stream().filter(names::containsKey).map(names::get).toList();
            return new Finding(kind, setting, answer, words, figures, trials, copied);
        }

        private boolean saysSomething() {
            return switch (kind) {
                case MEASURED, REFUSED -> true;
                case VERIFIED -> answer != null;
                case NOT_VALID -> false;
            };
        }
    }

    /**
     * A named figure.
     *
     * @param value the median over the trials, unless its name says otherwise
     * @param low smallest of the trials; {@code null} where no range is known, such as of a single one
     * @param high largest of the trials; {@code null} where no range is known
     */
    public record Figure(String name, double value, Unit unit, Double low, Double high) {

        /** Without a range. */
        public Figure(String name, double value, Unit unit) {
            this(name, value, unit, null, null);
        }
    }

    /** How a claim fared. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Verdict {
        CONFIRMED,
        NOT_CONFIRMED,
        /** It was looked for, and what was found could be either. */
        CANNOT_TELL,
        /** This run has nothing that bears on it. */
        NOT_JUDGED
    }

    /**
     * What an engine's documentation says.
     *
     * @param because the figures that decided, or what is missing
     */
    public record Claim(String engine, String claim, Verdict verdict, String because, List<Integer> trials) {
        public Claim {
            trials = List.copyOf(trials);
        }
    }
}
