package org.keyedstatebench.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
record Specs(
        Path folder,
        Source source,
        Operator operator,
        Emission emission,
        Trigger trigger,
        String store,
        Guarantee guarantee,
        boolean resume,
        boolean async,
        Duration watermark,
        int valueBytes,
        Map<String, String> engineConfig) {

    private static final Kafka NOWHERE = Kafka.at("127.0.0.1:1");

    /** What is in the topic now, printed, with one row per key. */
    static Specs bounded(Path folder) {
        return new Specs(
                folder,
                new Source("in", Map.of(), Map.of()),
                Operator.COUNT,
                Emission.PER_KEY,
                Trigger.AVAILABLE_NOW,
                "rocksdb",
                Guarantee.AT_LEAST_ONCE,
                true,
                false,
                null,
                0,
                Map.of("spark.sql.shuffle.partitions", "2"));
    }

    static JobSpec reading(Kafka kafka, Source source) {
        return bounded(Path.of("state")).with(source).spec(kafka, Sink.print());
    }

    static JobSpec writing(Kafka kafka, Sink sink) {
        return bounded(Path.of("state")).spec(kafka, sink);
    }

    Specs with(Source changed) {
        return new Specs(
                folder,
                changed,
                operator,
                emission,
                trigger,
                store,
                guarantee,
                resume,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs in(String form) {
        return with(operator.in(form));
    }

    Specs with(Operator changed) {
        return new Specs(
                folder,
                source,
                changed,
                emission,
                trigger,
                store,
                guarantee,
                resume,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs with(Emission changed) {
        return new Specs(
                folder,
                source,
                operator,
                changed,
                trigger,
                store,
                guarantee,
                resume,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs with(Trigger changed) {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                changed,
                store,
                guarantee,
                resume,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs with(Guarantee changed) {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                store,
                changed,
                resume,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs withStore(String changed) {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                changed,
                guarantee,
                resume,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs withValueBytes(int changed) {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                store,
                guarantee,
                resume,
                async,
                watermark,
                changed,
                engineConfig);
    }

    Specs withWatermark(Duration changed) {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                store,
                guarantee,
                resume,
                async,
                changed,
                valueBytes,
                engineConfig);
    }

    Specs withoutResume() {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                store,
                guarantee,
                false,
                async,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs withAsynchronousState() {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                store,
                guarantee,
                resume,
                true,
                watermark,
                valueBytes,
                engineConfig);
    }

    Specs set(Map<String, String> changed) {
        return new Specs(
                folder,
                source,
                operator,
                emission,
                trigger,
                store,
                guarantee,
                resume,
                async,
                watermark,
                valueBytes,
                changed);
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
