package org.keyedstatebench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

    /** Surefire passes on what the module's .args file gets. */
    @Test
    void theProcessStartsWithTheOptionsThatThisSparkAsksFor() {
        assertThat(System.getProperty("process.jvmOptions").split(" "))
                .containsExactlyInAnyOrder(
                        JavaModuleOptions.defaultModuleOptions().split(" "));
    }
}
