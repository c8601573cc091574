package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherProgramTest {

    @Test
    void whatAHookWasToldOfItsOwnRepositoryDoesNotHoldForAnotherFolder() {
        assertThat(List.of("GIT_DIR", "GIT_INDEX_FILE")).allMatch(OtherProgram::isOfOneRepository);
        assertThat(List.of("GIT_CONFIG_COUNT", "PATH")).noneMatch(OtherProgram::isOfOneRepository);
    }

    @Test
    void lookingTakesNoLockAndAsksNoQuestion(@TempDir Path folder) throws Exception {
        OtherProgram.Ended env =
                OtherProgram.run(folder, Duration.ofSeconds(60), List.of("env")).orElseThrow();

        assertThat(env.out().lines()).contains("GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0");
    }
}
