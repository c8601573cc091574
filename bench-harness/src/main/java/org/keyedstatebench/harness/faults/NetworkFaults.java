package org.keyedstatebench.harness.faults;

import java.time.Duration;
import org.keyedstatebench.harness.kafka.TcpProxy;

/** Makes the way between engine and broker fail for a while; the harness has one of its own, so that it sees what comes of that. */
final class NetworkFaults {

    private static final double LEAST_DELAY_MS = 20;
    private static final double MOST_DELAY_MS = 500;

    private NetworkFaults() {}

    static String cut(PlannedFault planned, Target target) throws InterruptedException {
        TcpProxy way = way(target);
        boolean silent = planned.point() < 0.5;
        try {
            if (silent) {
                way.hold();
            } else {
                way.refuse();
            }
            target.pass(planned.lasting());
        } finally {
            way.restore();
        }
        return (silent ? "no byte between engine and broker for " : "connections to the broker reset and refused for ")
                + planned.seconds();
    }

    static String delay(PlannedFault planned, Target target) throws InterruptedException {
        TcpProxy way = way(target);
        Duration each = Duration.ofMillis(
                Math.round(LEAST_DELAY_MS * Math.pow(MOST_DELAY_MS / LEAST_DELAY_MS, planned.point())));
        try {
            way.delay(each);
            target.pass(planned.lasting());
        } finally {
            way.restore();
        }
        return "every byte between engine and broker late by " + each.toMillis() + " ms for " + planned.seconds();
    }

    private static TcpProxy way(Target target) {
        return target.broker()
                .proxy()
                .orElseThrow(() -> new IllegalStateException("there is no proxy between engine and broker"));
    }
}
