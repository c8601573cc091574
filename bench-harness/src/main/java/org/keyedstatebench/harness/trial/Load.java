package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.result.TrialResult;

/** What an engine is given to count, and what comes out of it. Used by the trial's thread. */
interface Load extends AutoCloseable {

    /** For the rows that an engine has left when it has stopped. */
    Duration READ_TO_END = Duration.ofSeconds(30);

    /** Events handed to Kafka so far. */
    long sent();

    /** What went into Kafka; only when all was sent. */
    Sent whatWasSent();

    /** Events covered so far. */
    long covered();

    /** Events sent and not covered yet. */
    default long backlog() {
        // Covered first: read the other way round, it could be ahead of what was sent.
        long covered = covered();
        return sent() - covered;
    }

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

    /**
     * Reads the output to its end and closes the books; the engine must have stopped.
     *
     * @throws TrialFailedException if the output cannot be read to its end
     */
    Coverage.Account finish() throws InterruptedException;

    /** Ends what sends; who opened the connections closes them. */
    @Override
    default void close() {}

    /** Events that were there before the engine was. */
    interface Preloaded extends Load {

        /** Only after {@link #finish}. */
        DrainCurve curve();

        /** Most rows that waited for the collector at any time, {@code null} if the client did not tell. */
        Long lagRows();
    }

    /** Events that are due by a schedule, whatever the engine does. */
    interface OpenLoop extends Load {

        /** Asks the engine whether it is there, on every partition; returns how many answers to expect. */
        int sendProbes();

        /** How many of the probes are answered. */
        int answeredProbes();

        /** Begins to send; nothing is measured yet. */
        void start();

        /** Opens the measured window shortly after now. */
        Window openWindow(Duration duration);

        /** Ends the load and waits until Kafka has all of it. */
        void stopSending() throws InterruptedException;

        /** Sends an event of a key that is none of the sequence's. */
        void sendStranger(Event event);

        /** Who takes the rows of such keys; without one they are unexpected. */
        void divertStrangers(Consumer<Count> taker);

        /** Asks when the first row behind these offsets of the output becomes visible; told once, by the collector's thread. */
        void tellFirstBehind(Map<Integer, Long> offsets, LongConsumer told);

        /** The events that are due from one moment on and before another. */
        Window dueBetween(long fromNs, long toNs);

        /** The series of the trial. */
        TrialRecorder recorder();

        /**
         * Asks for the account as it is now, while the load goes on.
         *
         * @return completed a little later, by the collector's thread
         */
        CompletableFuture<Coverage.Account> accountSoFar();

        /** How many events are still uncovered of those that had been sent when the last account so far was taken. */
        long overdue();

        /** By how much last counts are above the number of their events; only after {@link #finish}. */
        long countedTwice();

        /** Events that were counted again; only after {@link #finish}. */
        long repeatedEvents();

        /** The idle timers, all judged; only after {@link #finish}. {@code null} if the job sets none. */
        TrialResult.Timers timers();
    }

    /**
     * What a generator achieved.
     *
     * @param windowHz events per second in the window; 0 where there is none
     * @param malformed records
     * @param failures sends that failed
     * @param firstFailure of them, in words; empty if there was none
     */
    record Sent(double windowHz, long malformed, long failures, String firstFailure) {}
}
