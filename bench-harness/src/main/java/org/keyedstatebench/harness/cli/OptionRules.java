package org.keyedstatebench.harness.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options that a command shares with others and has no use for, so that nobody believes that they did something. */
final class OptionRules {

    private OptionRules() {}

    /**
     * @param why the options have no meaning, as a clause
     * @throws ParameterException if one of them was given
     */
    static void refuse(CommandSpec command, String why, String... options) {
        for (String option : options) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command.commandLine(), option + " has no meaning for " + command.name() + ": " + why);
            }
        }
    }
}
