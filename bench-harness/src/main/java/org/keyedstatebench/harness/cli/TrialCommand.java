package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that runs trials: it can say which before it starts anything, so what is asked for can be held against it. */
abstract class TrialCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    /** What would be run: what nobody says, over it the scenario file, over that the options. */
    abstract Scenario scenario();

    /**
     * A run that can be started; options that are wrong are refused here.
     *
     * @param builds engines of other builds than this one, by name of the variant
     */
    final Benchmark prepared(RunOptions options, Scenario scenario, Map<String, EngineCatalogue> builds) {
        return new Benchmark(
                options,
                scenario,
                builds,
                command.commandLine().getParseResult().originalArgs());
    }

    /** Runs what is planned, and reports it. */
    final int measure(RunOptions options, Scenario scenario) {
        Benchmark benchmark = prepared(options, scenario, Map.of());
        return benchmark.report(benchmark.run());
    }

    /** What refuses an option; tells where to read on. */
    final ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * @param why the options have no meaning for this command, as a clause
     * @throws ParameterException if one of them was given
     */
    final void refuse(String why, String... unused) {
        for (String option : unused) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw wrong(option + " has no meaning for " + command.name() + ": " + why);
            }
        }
    }

    /**
     * Tells which fields of the scenario file the command has no use for, so that nobody believes that they did something.
     *
     * @param why as a clause
     */
    final void tellUnused(ScenarioOptions options, String why, String... fields) {
        List<String> unused = Stream.of(fields).filter(options::fileSays).toList();
        if (!unused.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("bench: " + command.name() + " has no use for " + String.join(", ", unused) + " of "
                            + options.file + ": " + why);
        }
    }
}
