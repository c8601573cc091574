package org.keyedstatebench.flink;

/**
 * The state of a key where it is a record, of a form that Flink can bring from one build's fields to another's: public, with a constructor
 * without arguments and public fields.
 */
public final class CountRecord {

    /** Events so far. */
    public long count;

    /** When the count was raised last, epoch milliseconds; a build without the field leaves it out of the state. */
    public long raisedAt;
}
