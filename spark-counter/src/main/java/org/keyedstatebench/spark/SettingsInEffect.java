package org.keyedstatebench.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.state.RocksDBConf;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.Durations;

/** Says what a running query works by, for the fairness manifest: nothing that it has no use for. */
final class SettingsInEffect {

    private SettingsInEffect() {}

    /** @param sourcePartitions of the input topic */
    static Map<String, String> of(SparkSession session, Workplace place, JobSpec spec, int sourcePartitions) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("asyncProgressTrackingEnabled", "false");
        settings.put("outputMode", "update");
        settings.put("watermark", spec.watermarkDelay() == null ? "none" : Durations.format(spec.watermarkDelay()));
        settings.put("kafka-clients.version", AppInfoParser.getVersion());
        keep(
                settings,
                session,
                "spark.sql.streaming.minBatchesToRetain",
                "spark.sql.streaming.noDataMicroBatches.enabled",
                "spark.sql.streaming.pollingDelay");
        if (spec.operator().kind() == OperatorKind.COUNT) {
            ofState(settings, session, spec);
        }
        if (spec.trigger().kind() == TriggerKind.REAL_TIME) {
            settings.put("checkpoint", "every real-time batch commits");
            settings.put("task slots", Slots.of(spec, sourcePartitions).words());
            keep(settings, session, CounterSession.REAL_TIME_MINIMUM);
        } else {
            settings.put("checkpoint", "every micro-batch commits");
        }
        settings.put(Workplace.MASTER, session.sparkContext().master());
        place.config()
                .forEach((key, value) ->
                        settings.put(key, session.sparkContext().conf().get(key, value)));
        if (session.sparkContext().isLocal()) {
            settings.put("spark.task.maxFailures", "1 (always, in one process)");
        }
        settings.keySet().removeAll(Workplace.PLACES);
        settings.putAll(KafkaEnds.clientSettings(spec));
        spec.engineConfig().forEach((key, value) -> {
            // On a cluster it only said how many slots.
            if (spec.deployment() == null || !key.equals(Workplace.MASTER)) {
                settings.put(key, value);
            }
        });
        if (!Checkpoint.areFiles(spec.state())) {
            Checkpoint.FILE_KEYS.forEach(
                    key -> settings.putIfAbsent(key, "Hadoop's own, because checkpoints are not on files"));
        }
        return settings;
    }

    private static void ofState(Map<String, String> settings, SparkSession session, JobSpec spec) {
        Form form = Form.of(spec.operator());
        settings.put("spark.sql.adaptive.enabled", "false (Spark switches it off for stateful queries)");
        settings.put("interface", form.words());
        settings.put("events counted by key before the shuffle", form.combines());
        keep(settings, session, CounterSession.STORE, "spark.sql.shuffle.partitions", CounterSession.CHECKPOINT_FORMAT);
        if (session.conf().get(CounterSession.STORE).equals(RocksDBStateStoreProvider.class.getName())) {
            RocksDBConf rocksDb =
                    RocksDBConf.apply(StateStoreConf.apply(((org.apache.spark.sql.classic.SparkSession) session)
                            .sessionState()
                            .conf()));
            settings.put(CounterSession.CHANGELOG, String.valueOf(rocksDb.enableChangelogCheckpointing()));
            settings.put(CounterSession.TRACK_ROWS, String.valueOf(rocksDb.trackTotalNumberOfRows()));
        }
        if (form.isTransformWithState()) {
            settings.put("timeMode", CountingProcessor.timeMode(spec.operator()).toString());
        }
    }

    private static void keep(Map<String, String> settings, SparkSession session, String... keys) {
        for (String key : keys) {
            settings.put(key, session.conf().get(key));
        }
    }
}
