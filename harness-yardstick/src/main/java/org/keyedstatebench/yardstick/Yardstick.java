package org.keyedstatebench.yardstick;

import java.util.Arrays;
import org.apache.kafka.tools.ProducerPerformance;

/** Runs what the harness is measured against: {@code producer-performance} or {@code bare-clients}, with its arguments behind it. */
public final class Yardstick {

    private static final int USAGE = 2;

    private Yardstick() {}

    public static void main(String[] args) throws Exception {
        String which = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (which) {
            case "producer-performance" -> ProducerPerformance.main(rest);
            case "bare-clients" -> BareClients.run(rest);
            default -> {
                System.err.println(
                        "harness-yardstick: expected producer-performance or bare-clients, got '" + which + "'");
                System.exit(USAGE);
            }
        }
    }
}
