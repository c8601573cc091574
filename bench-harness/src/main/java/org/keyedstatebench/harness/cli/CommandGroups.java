package org.keyedstatebench.harness.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the commands by what a user wants, each in one line; what a command is in full, its own help says. */
final class CommandGroups implements IHelpSectionRenderer {

    /** In which the list fits: names, and up to 57 letters of what a command is for. */
    static final int COLUMNS = 80;

    private static final int NAME_COLUMNS = 20;

    /** Commands that another process carries out, so that they are on no class path of {@code bench}'s own. */
    static final Set<String> ELSEWHERE = Set.of("self");

    /**
     * @param wish what a user wants
     * @param commands what each is for, by its name
     */
    record Group(String wish, Map<String, String> commands) {}

    static final List<Group> GROUPS = List.of(
            group(
                    "Compare",
                    "compare",
                    "every variant in blocks of random order, and the table",
                    "matrix",
                    "the comparison table: six dimensions, with evidence",
                    "run",
                    "one variant, with options of its own"),
            group(
                    "Break and change",
                    "recover",
                    "what a kill in the middle of the load costs",
                    "torture",
                    "one fault after the other, and every event after each",
                    "rescale",
                    "another parallelism, there and back, under load",
                    "upgrade",
                    "another build, version or form goes on from the state"),
            group(
                    "Find limits",
                    "capacity",
                    "the highest rate that each variant sustains",
                    "drain",
                    "how fast each works through events that are there",
                    "sweep",
                    "latency by load, size of the work, or an engine's key"),
            group(
                    "Guard a change",
                    "gate",
                    "is this build slower than a baseline? exit code 3 if so",
                    "trend",
                    "the history of runs, in files that Apache Otava reads"),
            group("Look", "report", "a stored run again, or several side by side"),
            group(
                    "Check",
                    "doctor",
                    "what of this machine would disturb a measurement",
                    "self",
                    "what the harness itself costs",
                    "micro",
                    "what single steps cost, without Kafka"),
            group(
                    "Use a part alone",
                    "broker",
                    "the embedded Kafka, until Ctrl-C",
                    "generate",
                    "the load generator, with its rate and lateness",
                    "generate-completion",
                    "a script that completes commands in bash and zsh"));

    /** @param pairs names of commands, and what each is for */
    private static Group group(String wish, String... pairs) {
        Map<String, String> commands = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            commands.put(pairs[i], pairs[i + 1]);
        }
        return new Group(wish, commands);
    }

    /** Has the commands listed so in the help of this command line, and in no other's. */
    static void listIn(CommandLine bench) {
        bench.getCommandSpec().usageMessage().width(COLUMNS);
        bench.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        bench.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
    }

    @Override
    public String render(Help help) {
        Set<String> there = new LinkedHashSet<>(help.commandSpec().subcommands().keySet());
        there.addAll(ELSEWHERE);
        StringBuilder list = new StringBuilder();
        for (Group group : GROUPS) {
            list.append(String.format("%n%s:%n", group.wish()));
            group.commands().forEach((name, purpose) -> list.append(line(name, purpose)));
            there.removeAll(group.commands().keySet());
        }
        if (!there.isEmpty()) {
            // Brought by a module that this class does not know.
            list.append(there.stream()
                    .map(name -> line(name, ""))
                    .collect(Collectors.joining("", String.format("%nOthers:%n"), "")));
        }
        return list.toString();
    }

    private static String line(String name, String purpose) {
        return String.format("  %-" + NAME_COLUMNS + "s %s", name, purpose).stripTrailing() + System.lineSeparator();
    }
}
