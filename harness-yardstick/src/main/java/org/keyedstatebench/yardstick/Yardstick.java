package org.keyedstatebench.yardstick;

import java.util.Arrays;
import org.apache.kafka.tools.ProducerPerformance;
import org.keyedstatebench.harness.cli.Bench;

/** Measures the harness ({@code self}), or is what that is measured against: {@code producer-performance} or {@code bare-clients}. */
public final class Yardstick {

    private static final int USAGE = 2;

    private Yardstick() {}

    public static void main(String[] args) throws Exception {
        String which = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (which) {
            case "producer-performance" -> ProducerPerformance.main(rest);
            case "bare-clients" -> BareClients.run(rest);
            case "self" -> Bench.main(args);
            default -> {
                System.err.println(
                        "harness-yardstick: expected self, producer-performance or bare-clients, got '" + which + "'");
                System.exit(USAGE);
            }
        }
    }
}
