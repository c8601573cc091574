package org.keyedstatebench.spark;

import java.io.Serializable;

/**
 * The state of a key where it is a record with one field more than the plain counter's, whose only field Spark calls {@code value}: as a later
 * build of the same job might keep it. A bean, for Spark's encoder.
 */
public final class CountRecord implements Serializable {

    private static final long serialVersionUID = 1L;

    private Long value;
    private Long raisedAt;

    /** Events so far. */
    public Long getValue() {
        return value;
    }

    public void setValue(Long value) {
        this.value = value;
    }

    /** When the count was raised last, epoch milliseconds; {@code null} where a build without the field has written the state. */
    public Long getRaisedAt() {
        return raisedAt;
    }

    public void setRaisedAt(Long raisedAt) {
        this.raisedAt = raisedAt;
    }
}
