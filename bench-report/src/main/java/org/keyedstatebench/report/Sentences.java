package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** The turns of phrase that several sections share. */
final class Sentences {

    private static final int QUOTE_LIMIT = 300;

    private Sentences() {}

    /** Name of an engine in a sentence or a heading, made of its id, so that a result needs nothing else: kafka-streams becomes Kafka Streams. */
    static String engine(String id) {
        return Stream.of(id.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    /** "1 trial", "2 trials". */
    static String many(long number, String noun) {
        return Figures.count(number) + " " + (number == 1 ? noun : noun + "s");
    }

    static String batches(String number, boolean one) {
        return number + (one ? " micro-batch" : " micro-batches");
    }

    /** "a", "a and b", "a, b and c". */
    static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.get(items.size() - 1);
    }

    /** "trial 3", "trials 3, 7 and 12". */
    static String trials(Collection<?> orders) {
        List<String> numbers = orders.stream().map(String::valueOf).toList();
        return (numbers.size() == 1 ? "trial " : "trials ") + list(numbers);
    }

    static String trialsOf(List<TrialResult> trials) {
        return trials(trials.stream().map(TrialResult::order).toList());
    }

    /** What a flag says of a trial's figures. */
    static String meaning(Flag flag) {
        return Words.of("flags." + flag.word());
    }

    static String word(TrialStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** What did not come to figures, and why: a shared reason stands once. */
    static Map<String, List<TrialResult>> byReason(Stream<TrialResult> trials) {
        Map<String, List<TrialResult>> byReason = new LinkedHashMap<>();
        trials.forEach(trial -> byReason.computeIfAbsent(
                        Objects.requireNonNullElse(trial.reason(), "no reason given"), r -> new ArrayList<>())
                .add(trial));
        return byReason;
    }

    /** The engine's own code of an error if its class has one in brackets, else the class. */
    static String errorCode(String errorClass) {
        return errorClass.replaceFirst("^.*\\[(.+)].*$", "$1");
    }

    static String quote(String text) {
        return quote(text, QUOTE_LIMIT);
    }

    /** Somebody else's words in one line, cut where they get long; the whole stands in result.json. */
    static String quote(String text, int limit) {
        String line = text == null
                ? ""
                : String.join(" ", text.lines().map(String::strip).toList()).strip();
        return line.length() <= limit ? line : line.substring(0, limit) + " … (whole text in result.json)";
    }
}
