package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ResultSchemaTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema SCHEMA = Schemas.of(RunResult.DOCUMENT);

    @Test
    void aRunWithATrialOfEveryStatusFits() {
        assertThat(violations(result())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/scenario",
                "/scenario/workload",
                "/scenario/workload/keys",
                "/scenario/timing",
                "/scenario/resources",
                "/scenario/variants/0",
                "/scenario/variants/0/trigger",
                "/environment",
                "/variants/0",
                "/trials/0",
                "/trials/0/events",
                "/trials/0/latencyNs",
                "/trials/0/throughput",
                "/trials/0/throughput/backlog",
                "/trials/0/throughput/window",
                "/capacity/0",
                "/capacity/0/probes/0",
                "/trials/0/startup",
                "/trials/0/resources",
                "/trials/0/checkpoints",
                "/trials/0/batches",
                "/trials/2/refusal"
            })
    void everyFieldIsRequiredAndNoOtherIsAllowed(String pointer) {
        for (String field : List.copyOf(result().at(pointer).propertyNames())) {
            assertThat(violations(changed(pointer, object -> object.remove(field))))
                    .as("without " + pointer + "/" + field)
                    .isNotEmpty();
        }
        assertThat(violations(changed(pointer, object -> object.put("surprise", 1))))
                .isNotEmpty();
    }

    @Test
    void everyFieldHasItsType() {
        assertThat(violations(changed("/trials/3", trial -> trial.put("status", "fine"))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0", trial -> trial.put("order", 0))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0/events", events -> events.put("lost", -1))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0/events", events -> events.put("sent", "10"))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0/latencyNs", latency -> latency.putNull("p99"))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0/files", files -> files.put("video", "x"))))
                .isNotEmpty();
        assertThat(violations(changed("", run -> run.put("schemaVersion", 1)))).isNotEmpty();
        assertThat(violations(changed("", run -> run.put("startedAt", "yesterday"))))
                .isNotEmpty();
        assertThat(violations(changed("/scenario/timing", timing -> timing.put("warmup", 10))))
                .isNotEmpty();
        assertThat(violations(changed("/scenario/variants/0", variant -> variant.put("emission", "PER_EVENT"))))
                .isNotEmpty();
    }

    @Test
    void onlyAValidTrialHasLatencyAndOnlyAnUnsupportedOneARefusal() {
        JsonNode latency = result().at("/trials/0/latencyNs");
        JsonNode refusal = result().at("/trials/2/refusal");
        assertThat(violations(changed("/trials/0", trial -> trial.putNull("latencyNs"))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0", trial -> trial.putNull("events"))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/0", trial -> trial.put("reason", "why"))))
                .isNotEmpty();
        assertThat(violations(changed("/trials/2", trial -> trial.putNull("refusal"))))
                .isNotEmpty();
        for (int i : new int[] {1, 2, 3}) {
            assertThat(violations(changed("/trials/" + i, trial -> trial.set("latencyNs", latency))))
                    .isNotEmpty();
            assertThat(violations(changed("/trials/" + i, trial -> trial.putNull("reason"))))
                    .isNotEmpty();
        }
        for (int i : new int[] {0, 1, 3}) {
            assertThat(violations(changed("/trials/" + i, trial -> trial.set("refusal", refusal))))
                    .isNotEmpty();
        }
    }

    @Test
    void anInvalidTrialKeepsWhatMayBeACounterExample() {
        assertThat(violations(changed("/trials/1", trial -> {
                    trial.set("ttl", JSON.readTree("""
                                    {"ttlMs": 2000, "keys": 135, "longestSurvivedMs": 6000, "shortestExpiredMs": null,
                                     "survivedBelowTtl": true, "expiredAboveTtl": false, "expiryDelayMs": null}"""));
                    trial.set("timers", JSON.readTree("""
                                    {"idleMs": 1000, "due": 9, "fired": 0, "unexpected": 0, "delayNs": null}"""));
                })))
                .isEmpty();
    }

    @Test
    void theSchemaNamesTheFieldsOfTheRecordsInTheirOrder() {
        JsonNode schema = SCHEMA.getSchemaNode();
        Map.ofEntries(
                        Map.entry("", RunResult.class),
                        Map.entry("/$defs/percentiles", Percentiles.class),
                        Map.entry("/$defs/scenario", Scenario.class),
                        Map.entry("/$defs/workload", Workload.class),
                        Map.entry("/$defs/workload/properties/keys", KeySpace.class),
                        Map.entry("/$defs/timing", Timing.class),
                        Map.entry("/$defs/resources", Resources.class),
                        Map.entry("/$defs/variant", Variant.class),
                        Map.entry("/$defs/variant/properties/trigger", Trigger.class),
                        Map.entry("/$defs/environment", Environment.class),
                        Map.entry("/$defs/roundTrip", RoundTrip.class),
                        Map.entry("/$defs/variantManifest", VariantManifest.class),
                        Map.entry("/$defs/trial", TrialResult.class),
                        Map.entry("/$defs/refusal", TrialResult.Refusal.class),
                        Map.entry("/$defs/events", TrialResult.Events.class),
                        Map.entry("/$defs/throughput", TrialResult.Throughput.class),
                        Map.entry("/$defs/window", TrialResult.Window.class),
                        Map.entry("/$defs/condition", Condition.class),
                        Map.entry("/$defs/drain", TrialResult.Drain.class),
                        Map.entry("/$defs/recovery", Recovery.class),
                        Map.entry("/$defs/campaign", Campaign.class),
                        Map.entry("/$defs/fault", Campaign.Fault.class),
                        Map.entry("/$defs/ttl", TrialResult.Ttl.class),
                        Map.entry("/$defs/timers", TrialResult.Timers.class),
                        Map.entry("/$defs/startup", TrialResult.Startup.class),
                        Map.entry("/$defs/resourceUse", ResourceUse.class),
                        Map.entry("/$defs/checkpoints", TrialResult.Checkpoints.class),
                        Map.entry("/$defs/batches", TrialResult.Batches.class))
                .forEach((pointer, type) -> assertThat(
                                schema.at(pointer).path("properties").propertyNames())
                        .as(type.getSimpleName())
                        .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList()));
    }

    @Test
    void theSchemaNamesTheConstantsOfTheEnumsInTheirOrder() {
        JsonNode schema = SCHEMA.getSchemaNode();
        Map.ofEntries(
                        Map.entry("/properties/status", RunResult.Status.class),
                        Map.entry("/$defs/flag", Flag.class),
                        Map.entry("/$defs/trial/properties/status", TrialStatus.class),
                        Map.entry("/$defs/dimension", Dimension.class),
                        Map.entry("/$defs/faultKind", FaultKind.class),
                        Map.entry("/$defs/finding/properties/kind", TableRow.Kind.class),
                        Map.entry("/$defs/tableRow/properties/claims/items/properties/verdict", TableRow.Verdict.class),
                        Map.entry("/$defs/scenario/properties/profile", Profile.class),
                        Map.entry("/$defs/workload/properties/keys/properties/distribution", KeyDistribution.class),
                        Map.entry("/$defs/variant/properties/trigger/properties/kind", TriggerKind.class),
                        Map.entry("/$defs/variant/properties/emission", Emission.class),
                        Map.entry("/$defs/variant/properties/guarantee", Guarantee.class))
                .forEach((pointer, type) -> assertThat(
                                schema.at(pointer).path("enum").values())
                        .as(type.getSimpleName())
                        .extracting(JsonNode::asString)
                        .containsExactlyElementsOf(Arrays.stream(type.getEnumConstants())
                                .map(ResultSchemaTest::word)
                                .toList()));
    }

    @Test
    void aFlagOfAnotherReleaseLeavesTheResultReadable() {
        String text = JSON.writeValueAsString(changed(
                "/trials/0",
                trial -> trial.putArray("flags").add("generator-limited").add("of-tomorrow")));
        assertThat(RunResult.DOCUMENT.read(text, "result.json").trials().get(0).flags())
                .containsExactly(Flag.GENERATOR_LIMITED, Flag.UNKNOWN_FLAG);
    }

    private static String word(Object constant) {
        return Document.JSON.valueToTree(constant).asString();
    }

    private static ObjectNode result() {
        return (ObjectNode) JSON.readTree(RunResult.DOCUMENT.write(Results.run("20260102T030405Z-compare")));
    }

    private static ObjectNode changed(String pointer, Consumer<ObjectNode> change) {
        ObjectNode result = result();
        change.accept((ObjectNode) result.at(pointer));
        return result;
    }

    private static List<com.networknt.schema.Error> violations(JsonNode result) {
        return SCHEMA.validate(result);
    }
}
