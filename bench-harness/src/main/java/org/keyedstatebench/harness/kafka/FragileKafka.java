package org.keyedstatebench.harness.kafka;

import java.util.Optional;

/** A Kafka that faults can be tried on, because it is ours: it can be killed and comes back, and the way to it can fail. */
public interface FragileKafka {

    /** SIGKILL; that it is gone then is nobody's failure. Its data stays. */
    void kill();

    /**
     * Starts it again on the same data and port, and waits until it answers.
     *
     * @throws KafkaUnavailableException if it does not come back
     */
    void restart();

    /** What engines reach it by; empty if they connect to it without a proxy. */
    Optional<TcpProxy> proxy();
}
