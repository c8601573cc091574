package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobJarTest {

    @Test
    void itLiesBesideTheClassesOfTheJob() throws Exception {
        Path target = Path.of(JobJar.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
        Path jar = Files.createFile(target.resolve("job-jar-test-job.jar"));
        try {
            assertThat(JobJar.of(JobJar.class, "job-jar-test")).isEqualTo(jar);
        } finally {
            Files.delete(jar);
        }
        assertThatThrownBy(() -> JobJar.of(JobJar.class, "job-jar-test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("job-jar-test-job.jar, which is not there; build it:");
    }
}
