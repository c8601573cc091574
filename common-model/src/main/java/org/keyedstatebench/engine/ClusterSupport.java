package org.keyedstatebench.engine;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What an engine says of the clusters that it runs on: one of its own on this machine, and somebody else's.
 *
 * @param address what the address of a cluster looks like, for help texts and messages: {@code http://HOST:8081}
 * @param form a regular expression of an address; {@code null} for any
 * @param roles what a process of a cluster of its own can be, beside the driver that the harness starts, so that one of them can be
 *     killed: {@code worker}, {@code master}
 */
public record ClusterSupport(String address, String form, List<String> roles) {

    /** The process that does the work. */
    public static final String WORKER = "worker";

    /** The process that hands the work out. */
    public static final String MASTER = "master";

    public ClusterSupport {
        Checks.present(address, "address");
        roles = Checks.oneOf(List.of(WORKER, MASTER), Checks.some(roles, "roles"), "roles");
        try {
            Pattern.compile(form == null ? "" : form);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("form: expected a regular expression, got '" + form + "'", e);
        }
    }

    /** @throws IllegalArgumentException if it cannot be the address of a cluster of this engine */
    public void check(String given) {
        if (form != null && !given.matches(form)) {
            throw new IllegalArgumentException("expected an address such as " + address + ", got '" + given + "'");
        }
    }
}
