package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {

    @TempDir
    private Path folder;

    @Test
    void theClassesOfAnotherCheckoutAreToldFromItsOwn() throws IOException {
        Path original = Files.writeString(
                Files.createDirectory(folder.resolve("original")).resolve("x.jar"), "");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(original, copy.resolve("x.jar"));

        assertThat(Origin.complaint(original, original.resolveSibling("x.args")))
                .isEmpty();
        assertThat(Origin.complaint(original, copy.resolve("x.args")))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("starts " + original + " instead of " + copy.resolve("x.jar"))
                        .contains("start ./bench once"));
        assertThat(Origin.complaint(original, folder.resolve("x.args")))
                .as("a temporary file")
                .isEmpty();
    }
}
