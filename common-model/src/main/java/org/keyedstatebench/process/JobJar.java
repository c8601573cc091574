package org.keyedstatebench.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the jar that a cluster gets a job's code from, which the build leaves beside the module's own. */
public final class JobJar {

    private JobJar() {}

    /**
     * @param counter a class of the job
     * @param module name of its module
     * @throws IllegalArgumentException if there is none; the message says how it is built
     */
    public static Path of(Class<?> counter, String module) {
        Path own = location(counter);
        String name = module + "-job.jar";
        Path jar = own.endsWith(name) ? own : own.resolveSibling(name);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("a cluster takes the job's code from " + jar
                    + ", which is not there; build it: mvn -B -DskipTests package");
        }
        return jar;
    }

    private static Path location(Class<?> counter) {
        try {
            return Path.of(
                    counter.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where " + counter + " comes from", e);
        }
    }
}
