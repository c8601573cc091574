package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkerTest {

    @Test
    void aThreadThatDiesFailsWhoeverNeedsItWithTheCause() throws Exception {
        Worker worker = Worker.start("generator", () -> {
            throw new IllegalStateException("Topic events not present", new RuntimeException("no metadata"));
        });
        worker.join();
        assertThatExceptionOfType(WorkerDiedException.class)
                .isThrownBy(worker::failIfDied)
                .withMessage("the generator died: java.lang.RuntimeException: no metadata")
                .satisfies(e -> assertThat(e.isLasting()).isFalse());
    }

    /** As those of compression are: errors, which no handler of exceptions sees. */
    @Test
    void aLibraryThatCannotBeLoadedIsADeathForEveryTrial() throws Exception {
        Worker worker = Worker.start("generator", () -> {
            throw new IllegalStateException(
                    new NoClassDefFoundError("Could not initialize class org.xerial.snappy.Snappy"));
        });
        worker.join();
        assertThatExceptionOfType(WorkerDiedException.class)
                .isThrownBy(worker::failIfDied)
                .withMessageContaining("the generator died: java.lang.NoClassDefFoundError: Could not initialize class")
                .withMessageContaining(System.getProperty("java.io.tmpdir"))
                .withMessageContaining("noexec")
                .satisfies(e -> assertThat(e.isLasting()).isTrue());
    }

    @Test
    void aThreadThatEndsInOrderFailsNobody() throws Exception {
        Worker worker = Worker.start("generator", () -> {});
        worker.join();
        worker.failIfDied();
        assertThat(worker.isAlive()).isFalse();
    }
}
