package org.keyedstatebench.harness.cli;

import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Refuses what cannot be meant: options that a command shares with others and has no use for, and values that are none, in plain words. */
final class OptionRules {

    private OptionRules() {}

    /**
     * The value of an option, in the words of whoever reads it if it is wrong: of any other exception picocli shows the class.
     *
     * @param reader throws {@link IllegalArgumentException} at a text that is no such value
     */
    static <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

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
