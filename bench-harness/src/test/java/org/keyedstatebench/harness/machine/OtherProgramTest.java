package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherProgramTest {

    @Test
    void whatAHookWasToldOfItsOwnRepositoryDoesNotHoldForAnotherFolder() {
        Map<String, String> environment = new HashMap<>(
                Map.of("GIT_DIR", ".git", "GIT_INDEX_FILE", ".git/index", "GIT_CONFIG_COUNT", "0", "PATH", "/bin"));

        OtherProgram.settle(environment);

        assertThat(environment)
                .containsOnlyKeys("GIT_CONFIG_COUNT", "PATH", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT");
    }
}
