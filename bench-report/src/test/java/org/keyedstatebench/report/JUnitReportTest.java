package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.gate.GateFixture.failed;
import static org.keyedstatebench.gate.GateFixture.pair;
import static org.keyedstatebench.gate.GateFixture.twelve;
import static org.keyedstatebench.gate.GateFixture.valid;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.gate.GateFixture;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.xml.sax.InputSource;

class JUnitReportTest {

    private static final TrialResult DEAD = failed(TrialStatus.FAILED, "the engine died");

    private static List<Pair> with(int failures, boolean ofBaseline) {
        List<Pair> pairs = new ArrayList<>(twelve(1));
        for (int i = 0; i < failures; i++) {
            int number = pairs.size() + 1;
            pairs.add(ofBaseline ? pair(number, DEAD, valid(5)) : pair(number, valid(5), DEAD));
        }
        return pairs;
    }

    /** One case for the trials, one for each of four metrics. */
    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(twelve(1), List.of(), GateVerdict.PASS, 0, 0, 0),
                Arguments.of(twelve(1.5), twelve(1.5), GateVerdict.REGRESSION, 3, 0, 0),
                Arguments.of(twelve(1.5), List.of(), GateVerdict.SUSPECTED, 0, 0, 3),
                Arguments.of(twelve(1).subList(0, 11), List.of(), GateVerdict.INCONCLUSIVE, 0, 0, 4),
                Arguments.of(with(1, false), List.of(), GateVerdict.INCONCLUSIVE, 0, 0, 1),
                Arguments.of(with(2, false), List.of(), GateVerdict.REGRESSION, 1, 0, 4),
                Arguments.of(with(1, true), List.of(), GateVerdict.INVALID, 0, 1, 4));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void everyVerdictIsCountedAsABuildServerCountsIt(
            List<Pair> first, List<Pair> second, GateVerdict verdict, int failures, int errors, int skipped) {
        var result = GateFixture.result(first, second);

        String xml = JUnitReport.render(result);

        assertThat(result.judgement().verdict()).isEqualTo(verdict);
        assertThat(xml)
                .contains("tests=\"5\" failures=\"" + failures + "\" errors=\"" + errors + "\" skipped=\"" + skipped
                        + "\"");
        assertThat(xml.split("<failure", -1)).hasSize(failures + 1);
        assertThat(xml.split("<error ", -1)).hasSize(errors + 1);
        assertThat(xml.split("<skipped", -1)).hasSize(skipped + 1);
    }

    @Test
    void whatNoXmlMayContainIsLeftOutAndTheRestIsText() throws Exception {
        var result = GateFixture.result(
                GateRules.DEFAULT, twelve(1), List.of(), List.of(), List.of(), "a\uD800\uFFFE\u0000<\"&'", "b");

        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitReport.render(result))));

        assertThat(xml.getElementsByTagName("testcase")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("name")
                        .getNodeValue())
                .isEqualTo("trials: b against a<\"&'");
        assertThat(xml.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("b against a<\"&'");
    }
}
