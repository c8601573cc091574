package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.process.Worker;

/** Brings a load to Kafka to its end, and says soon why it does not get there: a broker may be gone, stuck, or refuse. */
public final class Delivery {

    /** How long Kafka may take nothing before going on counts as in vain. */
    public static final Duration STALL_LIMIT = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private Delivery() {}

    /**
     * Returns when Kafka has acknowledged all of the load, or some of it has failed; nothing is sent any more then.
     *
     * @param load of which nothing was sent yet
     * @param eachSecond is told that time goes on
     * @throws KafkaUnavailableException if going on would be in vain
     * @throws org.keyedstatebench.process.WorkerDiedException if the load's thread died
     */
    public static void of(LoadGenerator load, KafkaEventSink sink, KafkaCluster kafka, Runnable eachSecond)
            throws InterruptedException {
        Worker sender = Worker.start("generator", () -> {
            load.run();
            sink.flush();
        });
        Stall stall = new Stall(System::nanoTime);
        try {
            for (sender.join(BETWEEN_LOOKS); sender.isAlive(); sender.join(BETWEEN_LOOKS)) {
                eachSecond.run();
                Optional<String> end = kafka.obituary()
                        .or(() -> refusal(sink))
                        .or(() -> stall.isOver(sink.transmitted() + sink.failed())
                                ? Optional.of("Kafka has taken no event for " + STALL_LIMIT.toSeconds() + " s"
                                        + sink.firstFailure()
                                                .map(failure -> "; first failure: " + failure)
                                                .orElse("")
                                        + kafka.lastWords())
                                : Optional.empty());
                if (end.isPresent()) {
                    throw new KafkaUnavailableException(end.get());
                }
            }
            sender.failIfDied();
        } finally {
            load.stop();
            sender.interrupt();
        }
    }

    /** Why no other try would do better; empty while there is no such reason. */
    static Optional<String> refusal(KafkaEventSink sink) {
        return sink.refusal().map(words -> "Kafka does not take the events: " + words);
    }

    /** Whether something that should move has stood still for too long. Used by one thread. */
    static final class Stall {

        private final LongSupplier clock;
        private long moved;
        private long movedAtNs;

        Stall(LongSupplier clock) {
            this.clock = clock;
            this.movedAtNs = clock.getAsLong();
        }

        boolean isOver(long now) {
            if (now != moved) {
                moved = now;
                movedAtNs = clock.getAsLong();
            }
            return clock.getAsLong() - movedAtNs > STALL_LIMIT.toNanos();
        }
    }
}
