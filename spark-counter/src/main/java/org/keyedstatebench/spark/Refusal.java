package org.keyedstatebench.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.process.UnsupportedJobException;

/**
 * Tells Spark's refusal of a job from a job that failed. Whatever can be tried is tried, and the answer is Spark's own: with
 * another version it changes by itself.
 *
 * <p>A refusal is an error whose condition says so; and, for a job that asks for more than a plain micro-batch query on
 * RocksDB, any error of Spark's before its first batch is complete.
 */
final class Refusal {

    private static final int QUOTE = 400;
    private static final String CONNECTOR = "org.apache.spark.sql.kafka010.";

    private Refusal() {}

    /** What to say when Spark would not even begin. */
    static Optional<UnsupportedJobException> atStart(JobSpec spec, Throwable error) {
        List<String> special = specialWishes(spec);
        Optional<SparkThrowable> spark = condition(error);
        if (spark.isPresent() && (isRefusal(spark.get()) || !special.isEmpty())) {
            return Optional.of(quote(spec, (Throwable) spark.get()));
        }
        return special.isEmpty() ? Optional.empty() : Optional.of(quote(spec, error));
    }

    /**
     * What to say when a running query failed.
     *
     * @param committed whether it had completed a batch
     */
    static Optional<UnsupportedJobException> whileRunning(JobSpec spec, Throwable error, boolean committed) {
        boolean tooEarly = !committed && !specialWishes(spec).isEmpty();
        return condition(error)
                .filter(spark -> isRefusal(spark) || (tooEarly && !isOfConnector(spark)))
                .map(spark -> quote(spec, (Throwable) spark));
    }

    /** The innermost error with a condition: the outer ones only say that the stream failed. */
    private static Optional<SparkThrowable> condition(Throwable error) {
        SparkThrowable innermost = null;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
                innermost = spark;
            }
        }
        return Optional.ofNullable(innermost);
    }

    private static boolean isRefusal(SparkThrowable error) {
        String condition = error.getCondition();
        return condition.startsWith("UNSUPPORTED_") || condition.contains("NOT_SUPPORTED");
    }

    /** Kafka's troubles are no opinion of Spark's about the query. */
    private static boolean isOfConnector(SparkThrowable error) {
        return error.getClass().getName().startsWith(CONNECTOR);
    }

    private static UnsupportedJobException quote(JobSpec spec, Throwable error) {
        String condition = error instanceof SparkThrowable spark && spark.getCondition() != null
                ? " [" + spark.getCondition() + "]"
                : "";
        var refusal = new UnsupportedJobException(
                feature(spec), error.getClass().getSimpleName() + condition, words(error, condition));
        refusal.initCause(error);
        return refusal;
    }

    private static String feature(JobSpec spec) {
        List<String> special = specialWishes(spec);
        boolean counts = spec.operator().kind() == OperatorKind.COUNT;
        if (special.isEmpty()) {
            return counts ? Form.of(spec.operator()).words() + " query" : "stateless query";
        }
        if (spec.operator().form() != null) {
            special.add(0, Form.of(spec.operator()).words());
        }
        return String.join(" with ", special);
    }

    private static List<String> specialWishes(JobSpec spec) {
        List<String> wishes = new ArrayList<>();
        switch (spec.trigger().kind()) {
            case REAL_TIME ->
                wishes.add(
                        "real-time trigger (" + Durations.format(spec.trigger().interval()) + ")");
            case PER_RECORD -> wishes.add("per-record trigger (Spark's continuous processing)");
            case PROCESSING_TIME, AVAILABLE_NOW -> {}
        }
        boolean usual = spec.state().backend().equals("rocksdb")
                || (spec.state().backend().equals("hdfs")
                        && !Form.of(spec.operator()).isTransformWithState());
        if (!usual) {
            wishes.add("state store " + spec.state().backend());
        }
        if (spec.state().from() != null) {
            wishes.add("state that another job has kept");
        }
        if (spec.operator().ttl() != null) {
            wishes.add("state TTL");
        }
        if (spec.operator().idleTimer() != null) {
            wishes.add(spec.operator().idleTimer().domain() + " timer");
        }
        if (!spec.source().endOffsets().isEmpty()) {
            wishes.add("end offsets");
        }
        return wishes;
    }

    /** The first paragraph without the condition, which stands beside it; a plan or a stack may follow. */
    private static String words(Throwable error, String condition) {
        String message = String.valueOf(error.getMessage());
        String paragraph = message.split("\\R\\s*\\R|;\\R|\\R(?=[+~!:'])", 2)[0];
        String line = paragraph.replaceAll("\\s+", " ").strip();
        String words = line.startsWith(condition.strip())
                ? line.substring(condition.strip().length())
                : line;
        String stripped = words.strip();
        return stripped.length() <= QUOTE ? stripped : stripped.substring(0, QUOTE) + "...";
    }
}
