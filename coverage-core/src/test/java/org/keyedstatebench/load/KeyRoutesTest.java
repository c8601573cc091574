package org.keyedstatebench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.KeySpace;

class KeyRoutesTest {

    @Test
    void everyKeyGoesWhereKafkasOwnPartitionerSendsIt() {
        Random random = new Random(4);
        for (int partitions : new int[] {1, 2, 3, 4, 7, 16, 200}) {
            KeyRoutes routes = new KeyRoutes(partitions);
            for (int n = 0; n < 20_000; n++) {
                // Also those beyond what is remembered, and twice, once computed and once remembered.
                int key = n % 3 == 0 ? random.nextInt(KeySpace.MAX_KEYS) : random.nextInt(2 * KeyRoutes.REMEMBERED);
                byte[] expectedName = KeySpace.nameBytes(key);
                int expected = BuiltInPartitioner.partitionForKey(expectedName, partitions);
                for (int time = 0; time < 2; time++) {
                    byte[] name = routes.name(key);
                    assertThat(name).isEqualTo(expectedName);
                    assertThat(routes.partition(key, name)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void theLastKeyThatIsRememberedAndTheFirstThatIsNot() {
        KeyRoutes routes = new KeyRoutes(4);
        assertThat(routes.name(KeyRoutes.REMEMBERED - 1)).isSameAs(routes.name(KeyRoutes.REMEMBERED - 1));
        assertThat(routes.name(KeyRoutes.REMEMBERED)).isNotSameAs(routes.name(KeyRoutes.REMEMBERED));
    }
}
