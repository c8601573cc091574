package org.keyedstatebench.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds out which ports of the loopback address are free, by opening them for a moment. */
final class LoopbackPorts {

    private LoopbackPorts() {}

    /** A port that was free just now; somebody else may take it before it is used. */
    static int free() {
        try (ServerSocket socket = open(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerException("127.0.0.1 has no free port: " + e.getMessage(), e);
        }
    }

    /** @throws BrokerException if the port cannot be opened now */
    static void requireFree(int port) {
        try {
            open(port).close();
        } catch (IOException e) {
            throw new BrokerException(
                    "port " + port + " of 127.0.0.1 cannot be opened (" + e.getMessage()
                            + "): choose another one with --port, or leave --port out for a free one",
                    e);
        }
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
