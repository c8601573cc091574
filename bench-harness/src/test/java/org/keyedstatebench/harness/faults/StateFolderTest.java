package org.keyedstatebench.harness.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("state");
    }

    @Test
    void nothingCanBeWrittenWhileItIsFullAndAllAsBeforeAfterwards() throws Exception {
        try (StateFolder state = StateFolder.create(folder())) {
            assumeTrue(state.cannotFill().isEmpty(), "this user can neither mount nor be kept from writing");
            Files.writeString(folder().resolve("before"), "x");
            state.fill();
            assertThatThrownBy(() -> Files.writeString(folder().resolve("more"), "y".repeat(1 << 16)))
                    .isInstanceOf(IOException.class);
            state.free();
            Files.writeString(folder().resolve("more"), "y".repeat(1 << 16));
            assertThat(folder().resolve("before")).hasContent("x");
        }
    }

    @Test
    void afterItWasClosedNoFileSystemIsLeft() throws Exception {
        StateFolder state = StateFolder.create(folder());
        if (state.cannotFill().isEmpty()) {
            state.fill();
        }
        Thread.currentThread().interrupt();
        state.close();
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        if (Files.isReadable(Path.of("/proc/mounts"))) {
            assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder().toString());
        }
    }

    @Test
    void onlyWhatIsNewerThanTheCopyIsDamagedAndTheCopyBringsAllBack() throws Exception {
        try (StateFolder state = StateFolder.create(folder())) {
            Path old = Files.createDirectories(folder().resolve("a")).resolve("old");
            Files.writeString(old, "0123456789");
            state.copy();
            Thread.sleep(20);
            Path young = folder().resolve("a/young");
            Files.writeString(young, "0123456789");

            assertThat(state.damageWhatIsNewerThanTheCopy()).isEqualTo(1);
            assertThat(old).hasContent("0123456789");
            assertThat(young).hasContent("01234");

            Files.delete(old);
            state.putCopyBack();
            assertThat(old).hasContent("0123456789");
            assertThat(young).doesNotExist();
        }
    }
}
