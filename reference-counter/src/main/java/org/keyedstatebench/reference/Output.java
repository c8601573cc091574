package org.keyedstatebench.reference;

import java.util.Map;

/** A place for rows that may turn out not to take them, and that tells what it cost. */
interface Output extends RowSink, AutoCloseable {

    /** @throws KafkaFailure if a row has been refused: from then on the output is incomplete */
    void check() throws KafkaFailure;

    /** Waits until all rows have arrived. */
    void complete() throws KafkaFailure;

    /** Numbers for the stopped signal, a new map. */
    Map<String, Double> metrics();

    @Override
    void close();
}
