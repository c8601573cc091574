package org.keyedstatebench.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaBrokerTest {

    private static final String LOOPBACK = BrokerOptions.LOOPBACK;

    @TempDir
    Path parent;

    @Test
    void aClientPortThatSomebodyElseTookMeanwhileIsReplaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = FreePorts.free();

            assertThat(portOfABrokerThatFinds(taken.getLocalPort(), FreePorts.free(), free, FreePorts.free()))
                    .isEqualTo(free);
        }
    }

    @Test
    void aControllerPortThatSomebodyElseTookMeanwhileIsReplaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = FreePorts.free();

            assertThat(portOfABrokerThatFinds(FreePorts.free(), taken.getLocalPort(), free, FreePorts.free()))
                    .isEqualTo(free);
        }
    }

    @Test
    void aPortThatTheUserAskedForIsNotReplaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DataFolder data = DataFolder.open(parent.resolve("data"), 0);
            BrokerOptions options = new BrokerOptions(data.path(), LOOPBACK, taken.getLocalPort(), 0, Map.of());

            assertThatExceptionOfType(BrokerException.class)
                    .isThrownBy(() -> KafkaBroker.start(options, data, FreePorts::free, () -> {}))
                    .withMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1 cannot be opened");
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsNamed() {
        DataFolder data = DataFolder.open(parent.resolve("data"), 0);
        // Of no network at all (RFC 5737).
        BrokerOptions options = new BrokerOptions(data.path(), "192.0.2.1", 9092, 0, Map.of());

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> KafkaBroker.start(options, data, FreePorts::free, () -> {}))
                .withMessageContaining("this machine cannot listen on 192.0.2.1");
    }

    @Test
    void topicsInAFolderThatIsKeptAreThereAfterARestart() throws Exception {
        DataFolder data = DataFolder.open(Files.createDirectory(parent.resolve("data")), 0);
        BrokerOptions options = new BrokerOptions(data.path(), LOOPBACK, 0, 0, Map.of());

        KafkaBroker first = KafkaBroker.start(options, data, FreePorts::free, () -> {});
        try (Admin admin = admin(first)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
        }
        first.stop();
        KafkaBroker second = KafkaBroker.start(options, data, FreePorts::free, () -> {});

        try (Admin admin = admin(second)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        } finally {
            second.stop();
        }
    }

    private int portOfABrokerThatFinds(Integer... ports) {
        DataFolder data = DataFolder.open(parent.resolve("data"), 0);
        Iterator<Integer> found = List.of(ports).iterator();
        KafkaBroker broker = KafkaBroker.start(
                new BrokerOptions(data.path(), LOOPBACK, 0, 0, Map.of()), data, found::next, () -> {});
        broker.stop();
        return broker.port();
    }

    private static Admin admin(KafkaBroker broker) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:" + broker.port());
        return Admin.create(properties);
    }
}
