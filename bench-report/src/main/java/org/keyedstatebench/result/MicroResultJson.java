package org.keyedstatebench.result;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The JSON form of {@link MicroResult}, with the conventions of {@link ResultJson}. Thread-safe. */
public final class MicroResultJson {

    private MicroResultJson() {}

    /** @throws ResultException if a figure is not a number */
    public static String write(MicroResult result) {
        try {
            return ResultJson.JSON.writeValueAsString(result) + "\n";
        } catch (JacksonException e) {
            throw new ResultException("cannot write micro-benchmarks as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * @param source name of the text, for messages
     * @throws ResultException if it is no JSON, of another schema version, or something else
     */
    public static MicroResult read(String text, String source) {
        try {
            JsonNode tree = ResultJson.JSON.readTree(text);
            int version = tree.path("schemaVersion").asInt(-1);
            if (version != MicroResult.SCHEMA_VERSION) {
                throw new ResultException(source + ": expected micro-benchmarks of schemaVersion "
                        + MicroResult.SCHEMA_VERSION + ", got " + tree.path("schemaVersion"));
            }
            return ResultJson.JSON.treeToValue(tree, MicroResult.class);
        } catch (JacksonException e) {
            throw new ResultException(source + ": expected micro-benchmarks: " + e.getOriginalMessage(), e);
        }
    }
}
