package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Workload;

class TrialSettingTest {

    /** A broker may keep what was to be deleted, and a topic of an earlier trial would be counted. */
    @Test
    void notTwoTrialsOfARunWriteToTheSameTopic() {
        TrialSetting setting = new TrialSetting(
                scenario("run"), null, null, null, null, "ksb", Path.of("tmp"), false, Launch.PLAIN, warning -> {});
        PlannedTrial first = new PlannedTrial(
                0,
                1,
                scenario("run").conditions().get(0),
                scenario("run").variants().get(0));

        assertThat(List.of(
                        setting.outputTopic(first),
                        setting.unrecorded(scenario("archive"), Launch.PLAIN).outputTopic(first),
                        setting.unrecorded(scenario("rehearsal"), Launch.PLAIN).outputTopic(first)))
                .doesNotHaveDuplicates();
    }

    private static Scenario scenario(String name) {
        return new Scenario(
                name,
                Profile.LOW_LATENCY,
                Workload.DEFAULT,
                Timing.DEFAULT,
                Resources.DEFAULT,
                1,
                1,
                List.of(Checkout.VARIANTS.named("reference")),
                null,
                null);
    }
}
