package org.keyedstatebench.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What can befall a running job: the one place of the words for it. Several kinds that people think of as one have one group. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum FaultKind {
    KILL("kill", "SIGKILL of the engine at a random time"),
    KILL_IN_CHECKPOINT("kill", "SIGKILL while a checkpoint or the commit of a batch is due"),
    KILL_AFTER_RESTART("kill", "SIGKILL, and another one before the restarted engine has recovered"),
    KILL_TWICE("kill", "SIGKILL, and another one while the next process still starts"),
    STOP("stop", "SIGSTOP of the engine, and SIGCONT after 0.1 to 30 s"),
    BROKER("broker", "SIGKILL of the broker, and its restart on the same data and port"),
    NETWORK_CUT("network", "no byte between engine and broker for 0.1 to 30 s, or all connections reset and refused"),
    NETWORK_DELAY("network", "every byte between engine and broker late by 20 to 500 ms, each way"),
    DISK_FULL("disk", "the folder of the state cannot be written for a while"),
    DAMAGED_CHECKPOINT(
            "disk", "SIGKILL, the newest checkpoint damaged, and where it is refused the one before put in its place"),
    CLOCK("clock", "the clock that the engine reads steps");

    private final String group;
    private final String meaning;

    FaultKind(String group, String meaning) {
        this.group = group;
        this.meaning = meaning;
    }

    /** As people type it, and as it stands in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What several kinds are called together. */
    public String group() {
        return group;
    }

    /** What is done, in half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** All groups, in their order. */
    public static Set<String> groups() {
        return Arrays.stream(values()).map(FaultKind::group).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The kinds of these words, each once, in the order of this class.
     *
     * @param words groups or kinds
     * @throws IllegalArgumentException if one is neither; the message lists them
     */
    public static List<FaultKind> parse(List<String> words) {
        List<FaultKind> found = new ArrayList<>();
        for (String word : words) {
            List<FaultKind> meant = Arrays.stream(values())
                    .filter(kind ->
                            kind.group.equalsIgnoreCase(word) || kind.word().equalsIgnoreCase(word))
                    .toList();
            if (meant.isEmpty()) {
                throw new IllegalArgumentException("expected kinds of faults: " + String.join(", ", groups())
                        + "; or one alone: "
                        + Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", ")) + "; got '"
                        + word + "'");
            }
            found.addAll(meant);
        }
        return Arrays.stream(values()).filter(found::contains).toList();
    }
}
