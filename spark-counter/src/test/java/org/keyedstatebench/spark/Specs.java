package org.keyedstatebench.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;

/** Job specifications that differ from a plain one in what a test is about. */
final class Specs {

    private static final Kafka NOWHERE = Kafka.at("127.0.0.1:1");

    private final Path folder;
    private Source source = new Source("in", Map.of(), Map.of());
    private Operator operator = Operator.COUNT;
    private Emission emission = Emission.PER_KEY;
    private Trigger trigger = Trigger.AVAILABLE_NOW;
    private String store = "rocksdb";
    private Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
    private boolean resume = true;
    private boolean async;
    private Duration watermark;
    private int valueBytes;
    private Map<String, String> engineConfig = Map.of("spark.sql.shuffle.partitions", "2");

    private Specs(Path folder) {
        this.folder = folder;
    }

    /** What is in the topic now, printed, with one row per key. */
    static Specs bounded(Path folder) {
        return new Specs(folder);
    }

    static JobSpec reading(Kafka kafka, Source source) {
        return bounded(Path.of("state")).with(source).spec(kafka, Sink.print());
    }

    static JobSpec writing(Kafka kafka, Sink sink) {
        return bounded(Path.of("state")).spec(kafka, sink);
    }

    /** A copy that differs in one thing. */
    private Specs but(Consumer<Specs> change) {
        Specs copy = new Specs(folder);
        copy.source = source;
        copy.operator = operator;
        copy.emission = emission;
        copy.trigger = trigger;
        copy.store = store;
        copy.guarantee = guarantee;
        copy.resume = resume;
        copy.async = async;
        copy.watermark = watermark;
        copy.valueBytes = valueBytes;
        copy.engineConfig = engineConfig;
        change.accept(copy);
        return copy;
    }

    Specs in(String form) {
        return with(operator.in(form));
    }

    Specs with(Source changed) {
        return but(copy -> copy.source = changed);
    }

    Specs with(Operator changed) {
        return but(copy -> copy.operator = changed);
    }

    Specs with(Emission changed) {
        return but(copy -> copy.emission = changed);
    }

    Specs with(Trigger changed) {
        return but(copy -> copy.trigger = changed);
    }

    Specs with(Guarantee changed) {
        return but(copy -> copy.guarantee = changed);
    }

    Specs withStore(String changed) {
        return but(copy -> copy.store = changed);
    }

    Specs withValueBytes(int changed) {
        return but(copy -> copy.valueBytes = changed);
    }

    Specs withWatermark(Duration changed) {
        return but(copy -> copy.watermark = changed);
    }

    Specs withoutResume() {
        return but(copy -> copy.resume = false);
    }

    Specs withAsynchronousState() {
        return but(copy -> copy.async = true);
    }

    Specs set(Map<String, String> changed) {
        return but(copy -> copy.engineConfig = changed);
    }

    JobSpec spec() {
        return spec(NOWHERE, Sink.print());
    }

    private JobSpec spec(Kafka kafka, Sink sink) {
        return new JobSpec(
                "test",
                kafka,
                source,
                sink,
                operator,
                emission,
                trigger,
                new State(store, folder.toString(), Duration.ofSeconds(10), guarantee, true, async, resume)
                        .withValueBytes(valueBytes),
                watermark,
                2,
                engineConfig);
    }
}
