package org.keyedstatebench.harness.trial;

import java.util.Set;
import org.HdrHistogram.Histogram;

/** What every kind of load shows to the phases that are common to all trials. */
interface TrialLoad extends AutoCloseable {

    /** Keys of the probes whose counts are visible. */
    Set<String> visibleProbes();

    /** Events handed to Kafka so far. */
    long sent();

    /** Events covered so far. */
    long covered();

    /** What the rate in the progress counts: events sent, unless there is nothing to send. */
    default long progressed() {
        return sent();
    }

    /** Coverage latencies since the last call, which are logged. */
    Histogram takeInterval();

    /**
     * @throws org.keyedstatebench.process.WorkerDiedException if a thread of the load died
     * @throws TrialFailedException if events are lost already
     * @throws org.keyedstatebench.harness.kafka.KafkaUnavailableException if Kafka will never take the events
     */
    void failIfInVain();

    @Override
    void close();
}
