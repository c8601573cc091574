package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.micro.StepListener;

class SelfStepsTest {

    private long now;
    private final List<String> lines = new ArrayList<>();
    private final List<Duration> left = new ArrayList<>();
    private final StepListener listener = new StepListener() {
        @Override
        public void started(int steps, String what, Duration estimate) {
            lines.add(steps + " " + what);
            left.add(estimate);
        }

        @Override
        public void progress(int number, int steps, String what, Duration remaining) {
            lines.add(number + "/" + steps + " " + what);
            left.add(remaining);
        }
    };

    @Test
    void theRestFollowsThePlanAtFirstAndThenWhatTheStepsHaveTaken() {
        SelfSteps steps = new SelfSteps(SelfPlan.QUICK.withBlocks(1), () -> now, listener);
        steps.start();
        steps.begin(SelfSteps.Step.HOT_PATH, "coverage and recording", 1);
        // Two seconds by the plan, too few to learn a pace from.
        now = Duration.ofSeconds(20).toNanos();
        steps.begin(SelfSteps.Step.FULL_SPEED, "full speed, acks=1", 1);
        // Twenty seconds by the plan have taken sixty: what is left is expected to take three times as long, too.
        now = Duration.ofSeconds(60).toNanos();
        steps.begin(SelfSteps.Step.FULL_SPEED, "full speed, acks=all", 1);

        assertThat(lines)
                .containsExactly(
                        "5 measurements of the harness",
                        "1/5 coverage and recording",
                        "2/5 full speed, acks=1, block 1 of 1",
                        "3/5 full speed, acks=all, block 1 of 1");
        Duration planned = left.get(0);
        assertThat(left.get(1)).isEqualTo(planned);
        assertThat(left.get(2)).isEqualTo(planned.minusSeconds(2));
        assertThat(left.get(3)).isEqualTo(planned.minusSeconds(20).multipliedBy(3));
    }

    @Test
    void theDefaultPlanIsEstimatedAsItsHelpSays() {
        new SelfSteps(SelfPlan.DEFAULT, () -> now, listener).start();
        assertThat(left.get(0)).isBetween(Duration.ofMinutes(12), Duration.ofMinutes(16));
        assertThat(lines.get(0)).startsWith("25 ");
    }

    @Test
    void nothingIsLeftWhenAllStepsWereBegunAndTookTheirTime() {
        SelfSteps steps = new SelfSteps(SelfPlan.QUICK.withBlocks(1), () -> now, listener);
        steps.start();
        steps.begin(SelfSteps.Step.HOT_PATH, "hot path", 1);
        now = Duration.ofSeconds(1).toNanos();
        steps.begin(SelfSteps.Step.FULL_SPEED, "acks=1", 1);
        steps.begin(SelfSteps.Step.FULL_SPEED, "acks=all", 1);
        steps.begin(SelfSteps.Step.LATENESS, "lateness", 1);
        steps.begin(SelfSteps.Step.CPU, "CPU", 1);
        assertThat(left.get(5)).isLessThan(left.get(4)).isPositive();
    }
}
