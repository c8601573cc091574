package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.process.Worker;

/** The thread that a collector reads in, from its start until it is closed. Used by the trial's thread. */
final class CollectorThread implements AutoCloseable {

    private final OutputCollector collector;
    private final Worker thread;

    /**
     * How the output of a trial is read.
     *
     * @param rowPerEvent whether each event has a row of its own
     * @param readCommitted whether rows of open transactions stay invisible
     * @param clientProperties bootstrap.servers and what else every client needs
     * @param clock the trial's, nanoseconds
     */
    record Reader(
            String topic,
            int partitions,
            boolean rowPerEvent,
            boolean readCommitted,
            Map<String, String> clientProperties,
            LongSupplier clock) {

        /** @param decoder makes a count of a row; called by the collector's thread */
        OutputCollector collector(Function<byte[], Optional<Count>> decoder) {
            return new OutputCollector(topic, partitions, readCommitted, decoder, clientProperties, clock);
        }
    }

    CollectorThread(OutputCollector collector) {
        this.collector = collector;
        this.thread = Worker.start("collector", collector);
    }

    void failIfDied() {
        thread.failIfDied();
    }

    /**
     * Reads the output to its end.
     *
     * @throws TrialFailedException if that takes longer
     */
    Coverage.Account finish(Duration atMost) throws InterruptedException {
        collector.finish();
        thread.join(atMost);
        if (thread.isAlive()) {
            throw new TrialFailedException(
                    "the output topic could not be read to its end within " + atMost.toSeconds() + " s");
        }
        thread.failIfDied();
        return collector.account();
    }

    @Override
    public void close() {
        collector.close();
        joinQuietly(thread);
        collector.closeConsumer();
    }

    static void joinQuietly(Worker thread) {
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
