package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.keyedstatebench.event.KeySpace;

/**
 * What is sent to the engines.
 *
 * @param rateHz events per second, 1 to 10,000,000
 * @param keys how many keys, and how often each is drawn
 * @param payloadBytes size that an event's JSON is padded to, bytes; 0 for no padding
 * @param partitions of the input and of every output topic, 1 to 1,000
 * @param malformedEvery after every so many events one malformed record is sent as well; 0 for none
 * @param stateBytes that the state of each key holds beside its count, 0 to 1,048,576
 */
@RecordBuilder
public record Workload(
        long rateHz,
        KeySpace keys,
        int payloadBytes,
        int partitions,
        int malformedEvery,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int stateBytes)
        implements WorkloadBuilder.With {

    public static final Workload DEFAULT = new Workload(10_000, KeySpace.uniform(100), 0, 4, 0, 0);

    public Workload {
        Objects.requireNonNull(keys, "keys");
        Check.range("workload.rate", rateHz, 1, 10_000_000);
        Check.range("workload.payloadBytes", payloadBytes, 0, 900_000);
        Check.range("workload.partitions", partitions, 1, 1_000);
        Check.range("workload.malformedEvery", malformedEvery, 0, Integer.MAX_VALUE);
        Check.range("workload.stateBytes", stateBytes, 0, 1 << 20);
    }
}
