package org.keyedstatebench.gate;

import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.ResultJson;

/** The JSON form of {@link GateResult}, with the conventions of {@link ResultJson}. Thread-safe. */
public final class GateResultJson {

    private static final String WHAT = "the result of a gate";

    private GateResultJson() {}

    /** @throws ResultException if a figure is not a number */
    public static String write(GateResult result) {
        return ResultJson.write(result, WHAT);
    }

    /**
     * @param source name of the text, for messages
     * @throws ResultException if it is no JSON, of another schema version, something else, or its verdict is not what follows
     *     from its pairs
     */
    public static GateResult read(String text, String source) {
        GateResult result = ResultJson.read(text, source, GateResult.class, WHAT, GateResult.SCHEMA_VERSION);
        Judgement stored = result.judgement();
        Judgement own = judge(result, source);
        if (stored.verdict() != own.verdict()) {
            throw contradiction(
                    source,
                    "the verdict",
                    stored.verdict().word(),
                    own.verdict().word());
        }
        for (MetricRow row : own.rows()) {
            MetricVerdict told = stored.rows().stream()
                    .filter(other -> other.metric() == row.metric())
                    .map(MetricRow::verdict)
                    .findFirst()
                    .orElseThrow(() -> new ResultException(source + ": expected " + WHAT + ", it has no row for "
                            + row.metric().word()));
            if (told != row.verdict()) {
                throw contradiction(
                        source,
                        "the verdict on " + row.metric().word(),
                        told.word(),
                        row.verdict().word());
            }
        }
        return result;
    }

    private static Judgement judge(GateResult result, String source) {
        try {
            return Judgement.of(
                    result.rules(),
                    result.pairs(),
                    result.confirmation(),
                    result.judgement().faults());
        } catch (IllegalArgumentException e) {
            throw new ResultException(source + ": expected " + WHAT + ": " + e.getMessage(), e);
        }
    }

    private static ResultException contradiction(String source, String what, String told, String follows) {
        return new ResultException(source + ": " + what + " is '" + told + "', but '" + follows
                + "' is what follows from its pairs and rules: it was changed by hand, or written by another release");
    }
}
