package org.keyedstatebench.broker;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The command line of the broker.
 *
 * @param dataDir folder for the log, absolute
 * @param host name or address of this machine that clients connect to; whoever reaches it may do anything with the broker
 * @param port that clients connect to, 1 to 65535, or 0 for any free one
 * @param proxyPort loopback port of a proxy that clients of a second listener are sent to, 1 to 65535; 0 for no such listener
 * @param properties broker properties on top of the built-in ones
 */
record BrokerOptions(Path dataDir, String host, int port, int proxyPort, Map<String, String> properties) {

    static final String LOOPBACK = "127.0.0.1";

    static final String USAGE =
            "usage: java @embedded-broker.args --data-dir DIR [--host HOST] [--port N] [--proxy-port N] [--property KEY=VALUE ...]";

    BrokerOptions {
        Objects.requireNonNull(dataDir, "dataDir");
        if (host.isBlank() || host.contains(":") || host.equals("0.0.0.0")) {
            throw new IllegalArgumentException(
                    "--host must be one name or IPv4 address of this machine that clients can connect to, got '" + host
                            + "'");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be 1 to 65535, or 0 for any free port, got " + port);
        }
        if (proxyPort < 0 || proxyPort > 65_535) {
            throw new IllegalArgumentException("--proxy-port must be 1 to 65535, or 0 for none, got " + proxyPort);
        }
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** @throws IllegalArgumentException if the command line is wrong; the message says what was expected */
    static BrokerOptions parse(String... args) {
        Path dataDir = null;
        String host = LOOPBACK;
        int port = 0;
        int proxyPort = 0;
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i];
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("expected a value after '" + name + "'");
            }
            String value = args[i + 1];
            switch (name) {
                case "--data-dir" -> dataDir = path(value);
                case "--host" -> host = value;
                case "--port" -> port = number(name, value);
                case "--proxy-port" -> proxyPort = number(name, value);
                case "--property" -> addProperty(value, properties);
                default ->
                    throw new IllegalArgumentException(
                            "expected --data-dir, --host, --port, --proxy-port or --property, got '" + name + "'");
            }
        }
        if (dataDir == null) {
            throw new IllegalArgumentException("--data-dir is missing");
        }
        return new BrokerOptions(dataDir, host, port, proxyPort, properties);
    }

    private static Path path(String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--data-dir must be a folder, got '" + value + "'", e);
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, got '" + value + "'", e);
        }
    }

    private static void addProperty(String value, Map<String, String> properties) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--property must be KEY=VALUE, got '" + value + "'");
        }
        properties.put(
                value.substring(0, equals).trim(), value.substring(equals + 1).trim());
    }
}
