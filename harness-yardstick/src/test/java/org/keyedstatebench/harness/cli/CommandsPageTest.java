package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page of all commands is their help. In this module, because it alone has every command on its class path. */
class CommandsPageTest {

    private static final Path PAGE = Checkout.HOME.resolve("docs/commands.md");

    /** Where it is set, the page is written instead. */
    private static final String WRITE = "commands.page.write";

    private static final String REGENERATE = "mvn -B -ntp -pl harness-yardstick -am test -Dtest=CommandsPageTest -D"
            + WRITE + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static final String HOME = "bench.home";

    private final Optional<String> homeBefore = Optional.ofNullable(System.getProperty(HOME));

    /** Help texts name the engines that are there. */
    @BeforeEach
    void home() {
        System.setProperty(HOME, Checkout.HOME.toString());
    }

    @AfterEach
    void homeAsBefore() {
        homeBefore.ifPresentOrElse(home -> System.setProperty(HOME, home), () -> System.clearProperty(HOME));
    }

    @Test
    void thePageOfAllCommandsIsTheirHelp() throws IOException {
        String page = page(Bench.commandLine(new Cancellation()));
        if (System.getProperty(WRITE) != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("to regenerate it: " + REGENERATE).content().isEqualToNormalizingNewlines(page);
    }

    private static String page(CommandLine bench) {
        StringBuilder page = new StringBuilder("# Commands\n\n")
                .append(
                        "The help of every command, as `./bench COMMAND --help` prints it in this version. A test compares this page with the\n")
                .append("commands; to write it again after a change of theirs:\n\n```\n" + REGENERATE + "\n```\n\n");
        page.append(block(bench));
        for (CommandGroups.Group group : CommandGroups.GROUPS) {
            page.append("## " + group.wish() + "\n\n");
            group.commands()
                    .keySet()
                    .forEach(name -> page.append("### bench " + name + "\n\n")
                            .append(block(bench.getSubcommands().get(name))));
        }
        return page.toString();
    }

    private static String block(CommandLine command) {
        return "```text\n" + command.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll("\\R", "\n") + "\n```\n\n";
    }
}
