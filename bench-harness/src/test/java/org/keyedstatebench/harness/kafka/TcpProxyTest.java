package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyedstatebench.process.Worker;

/** On real sockets, against a server that sends everything back. */
@Timeout(30)
class TcpProxyTest {

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var unused = Worker.start("echo", () -> {
            try {
                while (true) {
                    Socket client = echo.accept();
                    var unusedToo = Worker.start("echo of one", () -> {
                        try (client) {
                            client.getInputStream().transferTo(client.getOutputStream());
                        } catch (IOException reset) {
                            // The test is over.
                        }
                    });
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        proxy = new TcpProxy();
        proxy.leadTo(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static boolean isSilent(Socket client) throws IOException {
        client.setSoTimeout(200);
        try {
            return client.getInputStream().read() == Integer.MIN_VALUE;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        } finally {
            client.setSoTimeout(0);
        }
    }

    /** Whether both ways end, which a client sees as an end or as a reset. */
    private static boolean isBroken(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void everyByteArrivesInOrderAlsoWhileTheWayGetsSlower() throws Exception {
        byte[] sent = new byte[3 << 20];
        new Random(1).nextBytes(sent);
        try (Socket client = client()) {
            var sender = Worker.start("sender", () -> {
                try {
                    for (int from = 0; from < sent.length; from += 1 << 18) {
                        proxy.delay(Duration.ofMillis(from % 3 == 0 ? 0 : 20));
                        client.getOutputStream().write(sent, from, 1 << 18);
                    }
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            sender.join();
        }
    }

    @Test
    void aDelayIsThereBothWays() throws Exception {
        proxy.delay(Duration.ofMillis(100));
        try (Socket client = client()) {
            long began = System.nanoTime();
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void whatIsHeldArrivesWhenAllIsWellAgainAndNobodyNoticedAnEnd() throws Exception {
        try (Socket client = client()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            proxy.hold();
            client.getOutputStream().write(2);
            assertThat(isSilent(client)).isTrue();
            try (Socket another = client()) {
                another.getOutputStream().write(3);
                assertThat(isSilent(another))
                        .as("a new connection is as silent")
                        .isTrue();
                proxy.restore();
                assertThat(another.getInputStream().read()).isEqualTo(3);
            }
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void refusedConnectionsBreakAndNewOnesDoUntilAllIsWellAgain() throws Exception {
        try (Socket client = client()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            proxy.refuse();
            assertThat(isBroken(client)).isTrue();
            try (Socket another = client()) {
                assertThat(isBroken(another)).isTrue();
            }
        }
        proxy.restore();
        try (Socket client = client()) {
            client.getOutputStream().write(4);
            assertThat(client.getInputStream().read()).isEqualTo(4);
        }
    }

    @Test
    void whereNobodyListensTheConnectionEnds() throws Exception {
        echo.close();
        try (Socket client = client()) {
            assertThat(isBroken(client)).isTrue();
        }
    }

    @Test
    void closedItBreaksWhatIsHeldToo() throws Exception {
        try (Socket client = client()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            proxy.hold();
            client.getOutputStream().write(2);
            proxy.close();
            assertThat(isBroken(client)).isTrue();
        }
    }
}
