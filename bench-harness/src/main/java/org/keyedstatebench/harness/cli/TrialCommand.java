package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.trial.BlockPlan;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that runs trials: it can say which before it starts anything, so what is asked for can be held against it. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n")
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
        return benchmark.report(benchmark.run(new BlockPlan(scenario)));
    }

    /** What refuses an option; tells where to read on. */
    final ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** @throws ParameterException if an option was given that has no meaning for this command; why not, as a clause */
    final void refuse(String option, String why) {
        if (command.commandLine().getParseResult().hasMatchedOption(option)) {
            throw wrong(option + " has no meaning for " + command.name() + ": " + why);
        }
    }

    /**
     * Refuses options that the command has no use for, and tells which fields of the scenario file are of none, so that nobody
     * believes that they did something.
     *
     * @param why as a clause
     * @param fields such as {@code workload.rate}, which the option {@code --rate} says, too
     */
    final void refuse(ScenarioOptions options, String why, String... fields) {
        for (String field : fields) {
            refuse("--" + field.substring(field.indexOf('.') + 1), why);
        }
        List<String> unused = Stream.of(fields).filter(options::fileSays).toList();
        if (!unused.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("bench: " + command.name() + " has no use for " + String.join(", ", unused) + " of "
                            + options.file + ": " + why);
        }
    }
}
