package org.keyedstatebench.spark;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Finds the jar that takes the job to a cluster. */
final class JobJar {

    static final String NAME = "spark-counter-job.jar";

    private JobJar() {}

    /**
     * The one that was built with this class.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Path beside(Class<?> own) {
        return beside(locationOf(own));
    }

    static Path beside(Path ownJar) {
        Path jar = ownJar.resolveSibling(NAME);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "a cluster gets the job by " + jar + ", which was not built: mvn -DskipTests package");
        }
        return jar;
    }

    private static Path locationOf(Class<?> own) {
        CodeSource source = own.getProtectionDomain().getCodeSource();
        try {
            URI location = source.getLocation().toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot read where the classes come from: " + source, e);
        }
    }
}
