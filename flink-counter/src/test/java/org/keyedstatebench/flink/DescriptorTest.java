package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Setting;

class DescriptorTest {

    private final DescriptorFile file = DescriptorFile.read(Path.of("target", DescriptorFile.NAME));

    @Test
    void itIsOfTheFlinkOnTheClassPath() {
        assertThat(file.warnings()).isEmpty();
        assertThat(file.engine().version()).isEqualTo(EnvironmentInformation.getVersion());
    }

    @Test
    void flinkKnowsEveryKeyThatIsSetAndReadsItsValue() {
        EngineDescriptor engine = file.engine();
        Map<String, String> keys = new TreeMap<>();
        Stream.concat(engine.profiles().defaults().stream(), engine.profiles().lowLatency().stream())
                .filter(setting -> setting.of() == Setting.Of.ENGINE)
                .forEach(setting -> keys.put(setting.key(), setting.value(2)));
        engine.variants().forEach(variant -> keys.putAll(variant.config()));
        engine.table().forEach(entry -> keys.putAll(entry.variant().config()));
        assertThat(keys).hasSizeGreaterThan(3);
        KnownOptions.onClassPath().check(keys);
    }
}
