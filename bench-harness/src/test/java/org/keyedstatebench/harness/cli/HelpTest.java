package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command teaches: what it does and examples to copy. */
class HelpTest {

    private static final CommandLine BENCH = Bench.commandLine(new Cancellation());

    @TestFactory
    Stream<DynamicTest> everyCommandShowsExamples() {
        return BENCH.getSubcommands().entrySet().stream()
                .filter(command -> !command.getKey().equals("generate-completion"))
                .map(command -> DynamicTest.dynamicTest(command.getKey(), () -> teaches(command)));
    }

    private static void teaches(Map.Entry<String, CommandLine> command) {
        String help = command.getValue().getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(help)
                .startsWith("Usage: bench " + command.getKey())
                .containsPattern("Examples?:\\R +bench " + command.getKey());
    }

    /** What picocli cannot format, it prints as it stands, with a warning. */
    @TestFactory
    Stream<DynamicTest> everyLineOfTheHelpCanBeFormatted() {
        return BENCH.getSubcommands().entrySet().stream()
                .map(command -> DynamicTest.dynamicTest(command.getKey(), () -> {
                    CommandLine.Model.UsageMessageSpec usage =
                            command.getValue().getCommandSpec().usageMessage();
                    Stream.of(usage.header(), usage.description(), usage.footer())
                            .flatMap(Stream::of)
                            .forEach(line -> assertThatCode(() -> String.format(Locale.ROOT, line))
                                    .as(line)
                                    .doesNotThrowAnyException());
                }));
    }

    @Test
    void theOverviewHasEveryCommandOnceUnderWhatAUserWants() {
        List<String> listed = CommandGroups.GROUPS.stream()
                .flatMap(group -> group.commands().keySet().stream())
                .toList();
        Set<String> there = new HashSet<>(BENCH.getSubcommands().keySet());
        there.addAll(CommandGroups.ELSEWHERE);

        assertThat(listed)
                .as("commands in the groups of CommandGroups")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(there);
        assertThat(overview()).contains("\nFind limits:\n  capacity ").doesNotContain("Others:");
    }

    @Test
    void theOverviewFitsATerminalOfEightyColumns() {
        assertThat(overview().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(overview()).doesNotContainPattern("\\R {20,}\\S");
    }

    @Test
    void aCommandThatNoGroupHasIsListedAllTheSame() {
        CommandLine bench = Bench.commandLine(new Cancellation());
        bench.addSubcommand("brought-along", new CommandLine(CommandSpec.create()));
        assertThat(bench.getUsageMessage(CommandLine.Help.Ansi.OFF)).contains("\nOthers:\n  brought-along\n");
    }

    private static String overview() {
        return BENCH.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }
}
