package org.keyedstatebench.harness.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Builds results of trials under an offered load that never ran: what such a trial does not measure here is absent. */
public final class OfferedTrial {

    private OfferedTrial() {}

    public static TrialResult of(
            String condition,
            String variant,
            int block,
            int order,
            TrialStatus status,
            String reason,
            List<Flag> flags,
            TrialResult.Events events,
            Percentiles latency,
            TrialResult.Throughput throughput) {
        return new TrialResult(
                condition,
                variant,
                block,
                order,
                status,
                reason,
                flags,
                Instant.EPOCH,
                null,
                events,
                latency,
                throughput,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }
}
