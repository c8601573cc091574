package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

    @Test
    void whatTheEngineIsToldMayHoldPasswordsAndIsReadByTheUserOnly(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("job.json"), "of an earlier life");
        Trial.writeForUserOnly(file, "{}");
        assertThat(file).hasContent("{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
