package org.keyedstatebench.harness.cli;

import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.harness.result.Versions;
import picocli.CommandLine.IVersionProvider;

/** Says what is compared: the versions that this build was made with. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Map<String, String> all = new TreeMap<>(Versions.all());
        all.putAll(new EngineOptions().catalogue().versions());
        return all.entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .toArray(String[]::new);
    }
}
