package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.RoundTrip;

class NetworkProbeTest {

    @Test
    void everyHostAndPortOfAnAddressIsConnectedToSeveralTimes() throws Exception {
        try (ServerSocket one = listening();
                ServerSocket other = listening()) {
            String first = "127.0.0.1:" + one.getLocalPort();
            String second = "127.0.0.1:" + other.getLocalPort();

            List<RoundTrip> ways = NetworkProbe.to("spark", List.of("spark://" + first + "," + second, first));

            assertThat(ways).extracting(RoundTrip::address).containsExactly(first, second);
            assertThat(ways).allSatisfy(way -> {
                assertThat(way.what()).isEqualTo("spark");
                assertThat(way.connects()).isEqualTo(11);
                assertThat(way.medianMs()).isPositive().isLessThanOrEqualTo(way.maxMs());
            });
        }
    }

    @Test
    void whereNobodyAnswersNothingIsMeasured() throws Exception {
        int port;
        try (ServerSocket closed = listening()) {
            port = closed.getLocalPort();
        }

        assertThat(NetworkProbe.to(
                        "flink", List.of("http://127.0.0.1:" + port, "yarn", "http://no.such.host.invalid:1")))
                .containsExactly(
                        new RoundTrip("flink", "127.0.0.1:" + port, 0, null, null),
                        new RoundTrip("flink", "no.such.host.invalid:1", 0, null, null));
    }

    private static ServerSocket listening() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
