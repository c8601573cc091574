package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

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

    @TestFactory
    Stream<DynamicTest> theOverviewNamesEveryCommand() {
        String help = BENCH.getUsageMessage(CommandLine.Help.Ansi.OFF);
        return BENCH.getSubcommands().keySet().stream()
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> assertThat(help).containsPattern("(?m)^  " + name + " ")));
    }
}
