package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanUpTest {

    private final List<String> warnings = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    private String result() {
        try (CleanUp cleanUp = new CleanUp(warnings::add)) {
            cleanUp.closing(() -> closed.add("first"));
            cleanUp.closing(() -> {
                throw new IllegalArgumentException("the topic stays");
            });
            cleanUp.closing(() -> {
                throw new NoClassDefFoundError("gone");
            });
            cleanUp.closing(() -> closed.add("last"));
            return "result";
        }
    }

    @Test
    void whatCannotBeClosedCostsNoResultAndKeepsNothingElseOpen() {
        assertThat(result()).isEqualTo("result");
        assertThat(closed).containsExactly("last", "first");
        assertThat(warnings)
                .containsExactly(
                        "java.lang.NoClassDefFoundError: gone", "java.lang.IllegalArgumentException: the topic stays");
    }

    @Test
    void anEarlierErrorStaysTheErrorThatIsSeen() {
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    try (CleanUp cleanUp = new CleanUp(warnings::add)) {
                        cleanUp.closing(() -> {
                            throw new IllegalArgumentException("later");
                        });
                        throw new IllegalStateException("earlier");
                    }
                })
                .withMessage("earlier");
        assertThat(warnings).containsExactly("java.lang.IllegalArgumentException: later");
    }

    @Test
    void anInterruptIsKeptAndNothingIsSaidOfWhatItBroke() {
        try (CleanUp cleanUp = new CleanUp(warnings::add)) {
            cleanUp.closing(() -> {
                throw new InterruptedException();
            });
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(warnings).isEmpty();
    }
}
