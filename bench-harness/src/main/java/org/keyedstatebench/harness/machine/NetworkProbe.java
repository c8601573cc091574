package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.result.RoundTrip;

/**
 * Measures how far brokers and clusters are, by TCP connections: a packet there and one back, with no permission that a ping would
 * need.
 */
public final class NetworkProbe {

    private static final int CONNECTS = 11;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Host and port within an address of any form: http://HOST:8081, x://HOST1:7077,HOST2:7077, HOST:9092. */
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})(?![0-9])");

    private NetworkProbe() {}

    /**
     * @param what is there
     * @param addresses what has no host and port in it is left out
     * @return one for each host and port, in the same order, each once
     */
    public static List<RoundTrip> to(String what, List<String> addresses) {
        return addresses.stream()
                .flatMap(address -> HOST_AND_PORT.matcher(address).results())
                .map(found -> found.group(1) + ":" + found.group(2))
                .distinct()
                .map(address -> to(what, address))
                .toList();
    }

    private static RoundTrip to(String what, String address) {
        Matcher parts = HOST_AND_PORT.matcher(address);
        List<Double> ms = new ArrayList<>();
        try {
            if (parts.matches()) {
                InetSocketAddress there = new InetSocketAddress(
                        parts.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(parts.group(2)));
                // The first one finds the way, for itself and for those that follow.
                connect(there);
                while (ms.size() < CONNECTS) {
                    ms.add(connect(there));
                }
            }
        } catch (IOException | IllegalArgumentException nobodyThere) {
            ms.clear();
        }
        ms.sort(null);
        return ms.isEmpty()
                ? new RoundTrip(what, address, 0, null, null)
                : new RoundTrip(what, address, ms.size(), ms.get(ms.size() / 2), ms.get(ms.size() - 1));
    }

    private static double connect(InetSocketAddress there) throws IOException {
        long begun = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(there, (int) LIMIT.toMillis());
            return (System.nanoTime() - begun) / 1e6;
        }
    }
}
