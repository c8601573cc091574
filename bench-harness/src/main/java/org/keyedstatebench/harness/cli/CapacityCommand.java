package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.Map;
import org.keyedstatebench.harness.trial.CapacitySearch;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The highest rate that every variant sustains under a bound of latency. */
@Command(
        name = "capacity",
        description = {
            "Searches, by bisection over trials, for the highest rate that each variant sustains: the backlog does not grow, p99 stays"
                    + " below the bound, the generator keeps its schedule, nothing is lost; and it holds a second time in a trial"
                    + " twice as long.",
            "",
            "The searches of all variants take turns. A search takes about ten trials, so two blocks of four"
                    + " variants take most of an hour; --blocks 1 halves that."
        },
        footer = {
            "  bench capacity --p99-below 1s --quick",
            "  bench capacity --p99-below 100ms --variants reference,flink-hashmap --blocks 3",
            "  bench capacity --p99-below 1s --variants spark --min-rate 5000 --max-rate 200000 --resolution 10%%"
        })
final class CapacityCommand extends TrialCommand {

    /** Parts as people type them: 5% or 0.05. */
    static final class PartConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                return text.endsWith("%")
                        ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                        : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected a part such as 5% or 0.05, got '" + text + "'");
            }
        }
    }

    /** A rate that does not hold leaves a backlog; nobody needs to see it worked off. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);

    @Option(
            names = "--p99-below",
            paramLabel = "T",
            required = true,
            description = "Bound of the 99th percentile of coverage latency, such as 100ms.")
    private Duration p99Below;

    @Option(
            names = "--min-rate",
            paramLabel = "N",
            description = "Lowest rate to try, events per second (default: ${DEFAULT-VALUE}).")
    private long minRate = 1_000;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description = "Highest rate to try, events per second (default: ${DEFAULT-VALUE}).")
    private long maxRate = 100_000;

    @Option(
            names = "--resolution",
            paramLabel = "PART",
            converter = PartConverter.class,
            description =
                    "How close to a rate that does not hold the answer must be (default: 5%%; 20%% with --quick).")
    private Double resolution;

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario load = options.scenarios().load();
        return options.scenario(load.with(once -> once.name("capacity")
                .workload(load.workload().withRateHz(minRate))
                .timing(load.timing().withDrainTimeout(DRAIN_TIMEOUT))
                .conditions(null)));
    }

    @Override
    public Integer call() {
        refuse(options, "rates are what it searches for; see --min-rate and --max-rate", "workload.rate");
        Scenario scenario = scenario();
        double part = resolution != null ? resolution : options.quick ? 0.2 : 0.05;
        CapacitySearch search =
                new CapacitySearch(scenario, new CapacitySearch.Limits(p99Below, minRate, maxRate, part));
        Benchmark benchmark = prepared(options.run, scenario, Map.of());
        return benchmark.report(benchmark.run(search));
    }
}
