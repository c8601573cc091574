package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.gate.GateFixture;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateSession;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.scenario.Scenario;

class GateTrialsTest {

    private static final Scenario SCENARIO = Checkout.SCENARIOS
            .compare()
            .withVariants(List.of(
                    Checkout.VARIANTS.named("flink-hashmap").withName(Side.BASELINE.word()),
                    Checkout.VARIANTS.named("flink-hashmap").withName(Side.CANDIDATE.word())));

    @Test
    void everyTurnIsATrialOfItsSide() {
        GateSession session = new GateSession(GateRules.DEFAULT.withPairs(6), 3, true, 42, said -> {});
        GateTrials trials = new GateTrials(SCENARIO, session);
        List<PlannedTrial> planned = trials.following();

        int order = 0;
        for (Optional<PlannedTrial> next = trials.next(); next.isPresent(); next = trials.next()) {
            assertThat(next).contains(planned.get(order++));
            assertThat(next.get().order()).isEqualTo(order);
            assertThat(next.get().condition()).isEqualTo(SCENARIO.conditions().get(0));
            trials.answered(
                    next.get(),
                    GateFixture.valid(next.get().variant().name().equals(Side.CANDIDATE.word()) ? 50 : 100));
        }

        assertThat(planned).hasSize(12);
        assertThat(session.pairs())
                .hasSize(6)
                .allSatisfy(
                        pair -> assertThat(pair.candidate().latencyNs().p50()).isEqualTo(50_000_000))
                .extracting(Pair::candidateFirst)
                .contains(true, false);
        assertThat(trials.scenario().blocks()).isEqualTo(6);
        assertThat(trials.scenario().withVariants(SCENARIO.variants()).variants())
                .isEqualTo(SCENARIO.variants());
    }

    @Test
    void aWorkflowThatCannotBeToldCostsNoVerdict(@TempDir Path folder) throws IOException {
        List<String> warnings = new ArrayList<>();
        Path summary = folder.resolve("summary.md");

        GateCommand.tell(summary.toString(), "pass\n", warnings::add);
        GateCommand.tell(null, "pass", warnings::add);
        GateCommand.tell(" ", "pass", warnings::add);
        assertThat(summary).hasContent("pass");
        assertThat(warnings).isEmpty();

        GateCommand.tell(folder.toString(), "pass", warnings::add);
        GateCommand.tell("not\0a path", "pass", warnings::add);
        assertThat(warnings)
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).startsWith("cannot append to GITHUB_STEP_SUMMARY, "));
    }
}
