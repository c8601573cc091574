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
    /** SIGKILL of the engine at a random time. */
    KILL("kill"),
    /** SIGKILL while a checkpoint or the commit of a batch is due. */
    KILL_IN_CHECKPOINT("kill"),
    /** SIGKILL, and another one before the restarted engine has recovered. */
    KILL_AFTER_RESTART("kill"),
    /** SIGKILL, and another one while the next process still starts. */
    KILL_TWICE("kill"),
    /** SIGSTOP of the engine, and SIGCONT after 0.1 to 30 s. */
    STOP("stop"),
    /** SIGKILL of the broker, and its restart on the same data and port. */
    BROKER("broker"),
    /** No byte between engine and broker for 0.1 to 30 s, or all connections reset and refused. */
    NETWORK_CUT("network"),
    /** Every byte between engine and broker late by 20 to 500 ms, each way. */
    NETWORK_DELAY("network"),
    /** The folder of the state cannot be written for a while. */
    DISK_FULL("disk"),
    /** SIGKILL, the newest checkpoint damaged, and where it is refused the one before put in its place. */
    DAMAGED_CHECKPOINT("disk"),
    /** The clock that the engine reads steps. */
    CLOCK("clock");

    private final String group;

    FaultKind(String group) {
        this.group = group;
    }

    /** As people type it, and as it stands in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it befalls the way between engine and broker, which needs a proxy. */
    public boolean isOfNetwork() {
        return group.equals("network");
    }

    /** Whether it befalls the folder of the state. */
    public boolean isOfState() {
        return group.equals("disk");
    }

    /** All groups, in their order. */
    public static Set<String> groups() {
        return Arrays.stream(values()).map(kind -> kind.group).collect(Collectors.toCollection(LinkedHashSet::new));
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
