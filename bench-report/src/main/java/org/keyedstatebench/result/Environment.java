package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The machine and the versions that a run's numbers belong to.
 *
 * @param cpu model name
 * @param logicalCores that the operating system shows
 * @param memoryBytes physical memory
 * @param os name and version of the operating system
 * @param kernel release of the kernel
 * @param jdk vendor and version of the Java that runs harness and engines
 * @param clockTickNs smallest step between two readings of the clock that latencies come from
 * @param kafka how the broker was run
 * @param versions of this suite, the engines and the clients, by name
 * @param gitCommit of the checkout, with {@code -dirty} if it had changes; {@code null} outside of one
 * @param network the way to each broker and to clusters that are somebody else's; empty if it was not measured
 */
@RecordBuilder
public record Environment(
        String cpu,
        int logicalCores,
        long memoryBytes,
        String os,
        String kernel,
        String jdk,
        long clockTickNs,
        String kafka,
        Map<String, String> versions,
        String gitCommit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RoundTrip> network)
        implements EnvironmentBuilder.With {

    /** The same with a broker, and the way to each broker and cluster as it was before the trials. */
    public Environment on(String broker, List<RoundTrip> measured) {
        return with(environment -> environment.kafka(broker).network(measured));
    }

    public Environment {
        network = network == null ? List.of() : List.copyOf(network);
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }
}
