package org.keyedstatebench.process;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a process runs the classes of the checkout that it was started from: {@code java @FILE} takes whole paths from a file, and
 * in a copied checkout they lead to the original.
 */
final class Origin {

    private Origin() {}

    /** @return what is wrong and how to mend it; empty if nothing is, or the system does not tell how the process was started */
    static Optional<String> complaint(Class<?> own, ProcessHandle.Info process) {
        CodeSource source = own.getProtectionDomain().getCodeSource();
        Optional<String> file = process.arguments().stream()
                .flatMap(Arrays::stream)
                .filter(argument -> argument.startsWith("@") && argument.endsWith(".args"))
                .findFirst();
        return source == null || file.isEmpty()
                ? Optional.empty()
                : complaint(pathOf(source), Path.of(file.get().substring(1)));
    }

    static Optional<String> complaint(Path jar, Path argsFile) {
        Path expected = argsFile.toAbsolutePath().resolveSibling(jar.getFileName());
        try {
            return !Files.exists(expected) || Files.isSameFile(expected, jar)
                    ? Optional.empty()
                    : Optional.of(argsFile + " was written for another folder and starts " + jar + " instead of "
                            + expected + "; start ./bench once beside it, or build it: mvn -DskipTests package");
        } catch (IOException e) {
            return Optional.of("cannot tell " + expected + " from " + jar + ": " + e);
        }
    }

    private static Path pathOf(CodeSource source) {
        try {
            URI location = source.getLocation().toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot read where the classes come from: " + source, e);
        }
    }
}
