package org.keyedstatebench.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds out which ports are free, by opening them for a moment. */
final class FreePorts {

    private FreePorts() {}

    /** A port of the loopback address that was free just now; somebody else may take it before it is used. */
    static int free() {
        try {
            return open(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new BrokerException("127.0.0.1 has no free port: " + e.getMessage(), e);
        }
    }

    /**
     * @param port 0 for any
     * @throws BrokerException if the host is none of this machine, or the port cannot be opened now
     */
    static void require(String host, int port) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
            open(address, 0);
        } catch (IOException e) {
            throw new BrokerException(
                    "this machine cannot listen on " + host + " (" + e.getMessage()
                            + "): give --host one of its own addresses, or leave it out for 127.0.0.1",
                    e);
        }
        try {
            open(address, port);
        } catch (IOException e) {
            throw new BrokerException(
                    "port " + port + " of " + host + " cannot be opened (" + e.getMessage()
                            + "): choose another one with --port, or leave --port out for a free one",
                    e);
        }
    }

    private static int open(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.getLocalPort();
        }
    }
}
