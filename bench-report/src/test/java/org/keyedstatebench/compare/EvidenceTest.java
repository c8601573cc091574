package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;

class EvidenceTest {

    private static final TrialResult ONE = new BareTrial(1).build();
    private static final TrialResult TWO = new BareTrial(2).build();

    private static final Evidence YES = new Evidence(Verdict.CONFIRMED, "trial 1", "it did", List.of(ONE));
    private static final Evidence OPEN =
            new Evidence(Verdict.CANNOT_TELL, "trial 2", "nobody knows", List.of(TWO, ONE));
    private static final Evidence NO = new Evidence(Verdict.NOT_CONFIRMED, "trial 2", "it did not", List.of(TWO));

    private static Arguments rules(
            Verdict verdict, Boolean answer, String because, List<TrialResult> trials, Evidence... all) {
        return Arguments.of(verdict, answer, because, trials, Arrays.asList(all));
    }

    static Stream<Arguments> rulings() {
        List<TrialResult> both = List.of(ONE, TWO);
        return Stream.of(
                rules(Verdict.NOT_JUDGED, null, "nobody looked", List.of()),
                rules(Verdict.CONFIRMED, true, "it did", List.of(ONE), YES),
                rules(Verdict.CONFIRMED, true, "trial 1: it did (2 of 2)", List.of(ONE), YES, YES),
                rules(Verdict.CANNOT_TELL, null, "nobody knows", List.of(TWO, ONE), OPEN),
                rules(
                        Verdict.CANNOT_TELL,
                        null,
                        "trial 2: nobody knows (1 of 3); trial 1: it did (2 of 3)",
                        both,
                        YES,
                        YES,
                        OPEN),
                rules(Verdict.NOT_CONFIRMED, false, "it did not", List.of(TWO), NO),
                rules(Verdict.NOT_CONFIRMED, false, "trial 2: it did not (1 of 3)", List.of(TWO), YES, OPEN, NO));
    }

    @ParameterizedTest
    @MethodSource("rulings")
    void oneCounterExampleRefutesAndAllMustAgreeToConfirm(
            Verdict verdict, Boolean answer, String because, List<TrialResult> trials, List<Evidence> all) {
        Evidence evidence = Evidence.together(all, "nobody looked");

        assertThat(evidence).isEqualTo(new Evidence(verdict, "", because, trials));
        assertThat(evidence.answer()).isEqualTo(answer);
    }
}
