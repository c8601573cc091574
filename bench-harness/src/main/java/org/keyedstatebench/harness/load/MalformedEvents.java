package org.keyedstatebench.harness.load;

import java.nio.charset.StandardCharsets;

/** The ways in which an event can be malformed, to be sent among good ones on purpose. */
final class MalformedEvents {

    private static final String[] KINDS = {
        "not json",
        "{\"event_id\":\"x\",\"event_type\":\"view\",\"value\":1,\"produced_at\":1}",
        "{\"event_id\":\"x\",\"event_type\":\"view\",\"key\":42,\"value\":1,\"produced_at\":1}",
        "{\"event_id\":\"x\",\"event_type\":\"view\",\"key\":\"key-0\",\"value\":\"1\",\"produced_at\":1}",
        "{\"event_id\":\"x\",\"event_type\":\"view\",\"key\":\"key-0\",\"value\":1",
        "{\"event_id\":\"x\",\"event_type\":\"view\",\"key\":\"\",\"value\":1,\"produced_at\":1}",
        "[1,2,3]",
        "",
    };

    private MalformedEvents() {}

    /** The n-th malformed record value, in turn; every ninth is a tombstone, {@code null}. */
    static byte[] get(long n) {
        int kind = (int) (n % (KINDS.length + 1));
        return kind == KINDS.length ? null : KINDS[kind].getBytes(StandardCharsets.UTF_8);
    }
}
