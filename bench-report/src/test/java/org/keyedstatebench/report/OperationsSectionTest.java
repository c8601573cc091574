package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.Recovery.Means;
import org.keyedstatebench.result.RunResult;

/** What a change of a job cost, what became of the events, and what an engine did not do or refused, in its words. */
class OperationsSectionTest {

    @Test
    void aChangeIsToldWithItsOutageAndItsAccount() {
        RunResult run = run(new Recovery.Change("to 4", Means.KEPT, 310L, 5L << 20, 4, null, null));

        assertThat(OperationsSection.findings(run)).singleElement().satisfies(finding -> {
            assertThat(finding.text())
                    .isEqualTo(
                            "spark, to 4: no event covered for 4 s, backlog gone after 8 s, 0 lost, final counts exact;"
                                    + " the engine did not say that its state is in the 4 parts that were asked for.");
            assertThat(finding.tone()).isEqualTo(Tone.PLAIN);
        });
        assertThat(RecoverySection.of(run)).as("it is no kill").isEmpty();
        assertThat(shown(run)).contains("kept when asked to", "0.31");
    }

    @Test
    void whatTheEngineDidInsteadIsSaidInItsWords() {
        RunResult run = run(new Recovery.Change("to 4", Means.KEPT, 310L, null, 4, 2, "not while I count"));

        assertThat(OperationsSection.findings(run).get(0).text())
                .endsWith("; its state stays in 2 parts where 4 were asked for.");
        assertThat(shown(run)).contains("spark, to 4: the engine says: not while I count");
    }

    @Test
    void aRefusalIsQuoted() {
        RunResult run = new RunFixture()
                .blocks(1)
                .defaultVariants()
                .changing("to 4")
                .unsupported("spark", 1, "no such field")
                .build();

        assertThat(OperationsSection.findings(run))
                .extracting(Paragraph::text)
                .containsExactly("spark, to 4: refused, StateDataSourceReadOperatorMetadataFailure: no such field");
    }

    private static String shown(RunResult run) {
        return MarkdownReport.render(OperationsSection.of(run).orElseThrow().blocks());
    }

    private static RunResult run(Recovery.Change change) {
        return new RunFixture()
                .blocks(1)
                .defaultVariants()
                .changing("to 4")
                .changed("spark", 1, new Recovery(5_000, 4_000, 4_000L, 8_000L, 40_000, 0, List.of(), change))
                .build();
    }
}
