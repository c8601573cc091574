package org.keyedstatebench.harness.cli;

import org.keyedstatebench.result.Versions;
import picocli.CommandLine.IVersionProvider;

/** Says what is compared: the versions that this build was made with. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return Versions.with(new EngineOptions().catalogue().engines()).entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .toArray(String[]::new);
    }
}
