package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.networknt.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.keyedstatebench.command.TrendCommand;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.gate.GateFixture;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.report.GateReport;
import org.keyedstatebench.report.HtmlReport;
import org.keyedstatebench.report.JUnitReport;
import org.keyedstatebench.report.MarkdownReport;
import org.keyedstatebench.report.ReportModel;
import org.keyedstatebench.report.SideBySide;
import org.keyedstatebench.report.TerminalReport;
import org.keyedstatebench.report.Traces;
import org.keyedstatebench.result.OtavaFiles;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.Schemas;
import org.keyedstatebench.result.TrialResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every part of a result that its schema says may be absent is absent in turn, in one trial and in all: every form of every report
 * comes out, and none says that something is null.
 */
class AbsentPartsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema SCHEMA = Schemas.of(RunResult.DOCUMENT);

    /** What a slip of a program leaves in a text for people. */
    private static final Pattern SLIP = Pattern.compile("\\bnull\\b|\\bNaN\\b|Optional|Infinity|@[0-9a-f]{6,8}\\b");

    private static final String PERCENTILES =
            "{'count':100,'min':1000000,'p50':5000000,'p90':6000000,'p99':7000000,'p999':8000000,'max':9000000,'mean':5000000}";

    /** What trials under an offered load do not have, by the field of a trial. */
    private static final Map<String, String> PARTS = Map.of(
            "drain",
            "{'events':1000,'perSecond':5000,'middleSeconds':2,'totalSeconds':3,'intervalMs':100,'perInterval':"
                    + PERCENTILES
                    + ",'warmPerSecond':6000,'largestBurst':0.1,'collectorCores':0.2,'collectorLagRows':7,'stateBytes':800}",
            "recovery",
            "{'killedAfterMs':5000,'outageMs':3000,'resumedMs':2900,'caughtUpMs':6000,'backlogPeak':900,'repeatedEvents':3,"
                    + "'timeline':[{'atMs':-500,'covered':9,'p50Ns':5000000,'maxNs':6000000,'backlog':1}]}",
            "ttl",
            "{'ttlMs':2000,'keys':30,'longestSurvivedMs':1900,'shortestExpiredMs':2100,'survivedBelowTtl':true,"
                    + "'expiredAboveTtl':true,'expiryDelayMs':90}",
            "timers",
            "{'idleMs':1000,'due':30,'fired':29,'unexpected':1,'delayNs':" + PERCENTILES + "}");

    private static final String TABLE = "[{'dimension':'timers','cells':[{'engine':'flink','findings':["
            + "{'kind':'measured','setting':'s','answer':null,'words':null,'figures':[{'name':'f','value':1.5,'unit':'ratio'}],"
            + "'trials':[1],'files':['f']},"
            + "{'kind':'verified','setting':'s','answer':true,'words':'do they fire','figures':[],'trials':[1],'files':[]},"
            + "{'kind':'refused','setting':'s','answer':null,'words':'no','figures':[],'trials':[1],'files':[]},"
            + "{'kind':'not-valid','setting':'s','answer':null,'words':'lost','figures':[],'trials':[1],'files':[]}]}],"
            + "'claims':[]}]";

    private static final String CAPACITY = "[{'variant':'spark','block':1,'p99BelowNs':100000000,'maxRate':50000,"
            + "'resolution':0.05,'rate':20000,'confirmed':true,'probes':["
            + "{'rate':20000,'trial':1,'confirming':false,'holds':true,'why':[]},"
            + "{'rate':40000,'trial':2,'confirming':false,'holds':false,'why':['p99 was too high']}]}]";

    @TestFactory
    Stream<DynamicTest> everyFormOfAReportComesOutWithoutEveryPart() {
        Map<String, ObjectNode> runs = new LinkedHashMap<>();
        ObjectNode offered = offered();
        runs.put("offered", offered);
        runs.put("recovery", experiment("{'kind':'recovery','killAfter':'PT5S'}", "recovery"));
        ObjectNode changed =
                experiment("{'kind':'change','after':'PT5S','says':'to 4','way':'w','parallelism':4}", "recovery");
        ((ObjectNode) changed.at("/trials/0/recovery"))
                .set(
                        "change",
                        json(
                                "{'says':'to 4','means':'kept','keepingMs':3,'keptBytes':9,'asked':4,'inEffect':2,'words':'no'}"));
        runs.put("change", changed);
        runs.put("drain", experiment("{'kind':'drain','events':1000,'batchEvents':100}", "drain"));
        runs.put("ttl", experiment("{'kind':'ttl'}", "ttl"));
        runs.put("timers", experiment("{'kind':'offered'}", "timers"));
        ObjectNode table = offered.deepCopy();
        table.set("table", json(TABLE));
        runs.put("table", table);
        ObjectNode capacity = offered.deepCopy();
        capacity.set("capacity", json(CAPACITY));
        runs.put("capacity", capacity);
        return runs.entrySet().stream().flatMap(run -> {
            Set<String> pointers = nullable(run.getValue());
            if (!run.getKey().equals("offered")) {
                // The rest is the same as under an offered load.
                pointers.removeAll(nullable(offered));
            }
            return Stream.concat(Stream.of(""), pointers.stream())
                    .map(pointer -> DynamicTest.dynamicTest(
                            run.getKey() + " without " + (pointer.isEmpty() ? "nothing" : pointer),
                            () -> comesOut(run.getValue(), pointer)));
        });
    }

    private static void comesOut(ObjectNode complete, String pointer) {
        int before = SCHEMA.validate(complete).size();
        for (boolean everywhere :
                pointer.startsWith("/trials/0/") ? new boolean[] {false, true} : new boolean[] {false}) {
            ObjectNode run = complete.deepCopy();
            remove(run, pointer, everywhere);
            // A part that the schema wants beside another one.
            if (SCHEMA.validate(run).size() == before) {
                rendered(RunResult.DOCUMENT.read(JSON.writeValueAsString(run), "result.json"));
            }
        }
    }

    private static void remove(ObjectNode run, String pointer, boolean everywhere) {
        if (pointer.isEmpty()) {
            return;
        }
        int trials = everywhere ? run.path("trials").size() : 1;
        for (int i = 0; i < trials; i++) {
            String of = pointer.replaceFirst("^/trials/0/", "/trials/" + i + "/");
            JsonNode parent = run.at(of.substring(0, of.lastIndexOf('/')));
            if (parent instanceof ObjectNode object) {
                object.putNull(of.substring(of.lastIndexOf('/') + 1));
            }
        }
    }

    private static void rendered(RunResult run) {
        // The only one with all plots: it takes most of the time.
        ReportModel complete = ReportModel.of(run, Traces.of(run));
        says(HtmlReport.render(complete));
        says(TerminalReport.render(complete.summary(), false));
        complete.pictures().values().forEach(AbsentPartsTest::says);
        List<ReportModel> models = List.of(complete, ReportModel.of(run, Map.of()), SideBySide.of(List.of(run, run)));
        models.forEach(model -> says(MarkdownReport.render(model)));
        GateResult gate = GateFixture.result(pairs(run), List.of());
        says(JUnitReport.render(gate));
        says(TerminalReport.render(GateReport.summary(gate), false));
        says(HtmlReport.render(GateReport.of(gate)));
        says(history(run));
        says(progress(run));
    }

    private static String history(RunResult run) {
        try {
            return OtavaFiles.of(TrendCommand.entries(run)).toString();
        } catch (ResultException e) {
            // A run without a valid latency has no place in a history, which is said.
            assertThat(e).hasMessageContaining("no valid trial with latencies");
            return e.getMessage();
        }
    }

    private static List<Pair> pairs(RunResult run) {
        TrialResult first = run.trials().get(0);
        List<Pair> pairs = new ArrayList<>();
        for (TrialResult trial : run.trials()) {
            pairs.add(new Pair(pairs.size() + 1, true, first, trial));
        }
        return pairs;
    }

    private static String progress(RunResult run) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ConsoleProgress progress = new ConsoleProgress(
                new PrintStream(text, true, StandardCharsets.UTF_8), false, false, () -> 80, () -> 0);
        for (TrialResult trial : run.trials()) {
            PlannedTrial planned = new PlannedTrial(
                    trial.order(),
                    trial.block(),
                    run.scenario().conditions().get(0),
                    run.scenario().variant(trial.variant()));
            progress.rehearsed(trial);
            progress.trialEnded(planned, trial);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static void says(String text) {
        // What a browser runs is no text for people.
        String shown = text.replaceAll("(?s)<script.*?</script>|<style.*?</style>", "");
        Matcher slip = SLIP.matcher(shown);
        if (slip.find()) {
            fail("says '" + slip.group() + "': ..."
                    + shown.substring(Math.max(0, slip.start() - 150), Math.min(shown.length(), slip.end() + 80))
                    + "...");
        }
    }

    @Test
    void theListOfPartsFollowsTheSchema() {
        assertThat(nullable(offered()))
                .contains(
                        "/trials/0/latenessNs",
                        "/trials/0/throughput/backlog",
                        "/trials/0/resources/gcPauses",
                        "/command")
                .hasSizeGreaterThan(40);
        assertThat(nullable(experiment("{'kind':'recovery','killAfter':'PT5S'}", "recovery")))
                .contains("/trials/0/recovery/resumedMs", "/trials/0/recovery/timeline/0/p50Ns");
    }

    /** Where the schema allows null and something stands, as pointers; of trials only those of the first. */
    private static Set<String> nullable(JsonNode run) {
        Set<String> pointers = new TreeSet<>();
        collect(SCHEMA.getSchemaNode(), run, "", pointers);
        pointers.removeIf(pointer -> pointer.matches("/trials/[1-9].*"));
        return pointers;
    }

    private static void collect(JsonNode schema, JsonNode value, String pointer, Set<String> pointers) {
        JsonNode resolved = resolved(schema);
        for (JsonNode option : resolved.path("anyOf")) {
            JsonNode of = resolved(option);
            if (of.path("type").asString("").equals("null") && !value.isNull()) {
                pointers.add(pointer);
            } else {
                collect(of, value, pointer, pointers);
            }
        }
        for (JsonNode type : resolved.path("type")) {
            if (type.asString("").equals("null") && !value.isNull()) {
                pointers.add(pointer);
            }
        }
        for (String field : resolved.path("properties").propertyNames()) {
            if (value.has(field)) {
                collect(resolved.path("properties").path(field), value.path(field), pointer + "/" + field, pointers);
            }
        }
        if (resolved.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                collect(resolved.path("items"), value.path(i), pointer + "/" + i, pointers);
            }
        }
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? SCHEMA.getSchemaNode().at(schema.path("$ref").asString().substring(1))
                : schema;
    }

    private static RunResult threeSides() {
        return new RunFixture()
                .defaultVariants()
                .blocks(1)
                .valid("flink-hashmap", 1, 4.5)
                .valid("reference", 1, 1.8)
                .valid("spark", 1, 250)
                .unsupported("spark-real-time", 1)
                .build();
    }

    /** One block of three sides under an offered load, each trial with all that it can have. */
    private static ObjectNode offered() {
        ObjectNode run = (ObjectNode) JSON.readTree(RunResult.DOCUMENT.write(threeSides()));
        run.withObject("/environment").put("gitCommit", "0123456789abcdef");
        for (JsonNode trial : run.path("trials")) {
            if (trial.path("status").asString("").equals("valid")) {
                ObjectNode valid = (ObjectNode) trial;
                valid.withObject("/throughput")
                        .set(
                                "backlog",
                                json("{'slopePerSecond':1,'slopeLow':-1,'slopeHigh':3,'samples':20,'peak':90}"));
                valid.set(
                        "checkpoints",
                        json("{'count':4,'durationMs':" + PERCENTILES + ",'medianBytes':9,'medianStateBytes':9,"
                                + "'latencyInsideNs':" + PERCENTILES + ",'latencyOutsideNs':" + PERCENTILES + "}"));
                valid.set(
                        "batches",
                        json("{'count':90,'empty':1,'durationMs':" + PERCENTILES + ",'inputRows':" + PERCENTILES
                                + ",'medianPhaseMs':{'addBatch':9},'stateCommitMs':" + PERCENTILES
                                + ",'stateKeys':100,'stateBytes':900,'perSecondWithoutLoad':3}"));
            }
        }
        return run;
    }

    /** The same as another experiment whose trials found this part. */
    private static ObjectNode experiment(String experiment, String part) {
        ObjectNode run = offered();
        run.withObject("/scenario/conditions/0").set("experiment", json(experiment));
        for (JsonNode trial : run.path("trials")) {
            if (trial.path("status").asString("").equals("valid")) {
                ((ObjectNode) trial).set(part, json(PARTS.get(part)));
            }
        }
        return run;
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
