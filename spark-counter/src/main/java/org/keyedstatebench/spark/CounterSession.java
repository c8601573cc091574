package org.keyedstatebench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.TemporaryFolders;

/** A Spark session as the specification wants it, with scratch space that goes away with it. */
final class CounterSession implements AutoCloseable {

    static final String STORE = "spark.sql.streaming.stateStore.providerClass";
    static final String CHANGELOG = "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled";

    static final String TRACK_ROWS = "spark.sql.streaming.stateStore.rocksdb.trackTotalNumberOfRows";
    static final String CHECKPOINT_FORMAT = "spark.sql.streaming.stateStore.checkpointFormatVersion";

    static final String REAL_TIME_MINIMUM = "spark.sql.streaming.realTimeMode.minBatchDuration";
    private static final Duration REAL_TIME_MINIMUM_DEFAULT = Duration.ofSeconds(5);

    private final SparkSession session;
    private final Path scratch;

    private CounterSession(SparkSession session, Path scratch) {
        this.session = session;
        this.scratch = scratch;
    }

    /**
     * Starts a session; only one at a time in a JVM.
     *
     * @throws IllegalArgumentException if the configuration has unknown keys, or the state store is no such class
     */
    static CounterSession start(JobSpec spec, Workplace place) throws IOException {
        Map<String, String> own = new LinkedHashMap<>(TestDelay.without(spec.engineConfig()));
        new ConfigKeys().check(own);
        if (spec.deployment() != null) {
            own.remove(Workplace.MASTER);
        }
        Map<String, Object> config = config(spec);
        Path scratch = Files.createTempDirectory("spark-counter-scratch-");
        // Spark may make folders in it again until the very end.
        OrderlyShutdown.atTheVeryEnd(() -> TemporaryFolders.delete(scratch));
        try {
            config.put("spark.local.dir", scratch.toString());
            config.put("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString());
            config.putAll(Checkpoint.stores(spec.state()));
            config.putAll(place.config());
            config.putAll(own);
            return new CounterSession(SparkSession.builder().config(config).getOrCreate(), scratch);
        } catch (RuntimeException e) {
            TemporaryFolders.delete(scratch);
            throw e;
        }
    }

    SparkSession spark() {
        return session;
    }

    @Override
    public void close() {
        try {
            session.stop();
        } catch (RuntimeException e) {
            // The query has ended, or failed with an error of its own: that must not be lost for this.
            System.err.println("Spark was not stopped in order: " + e);
        }
        TemporaryFolders.delete(scratch);
    }

    private static Map<String, Object> config(JobSpec spec) {
        Map<String, Object> config = new LinkedHashMap<>();
        // Spark's own tool may have named it.
        config.put("spark.app.name", System.getProperty("spark.app.name", spec.name()));
        config.put(STORE, stateStore(spec.state()));
        if (spec.state().changelog() != null && spec.state().backend().equals("rocksdb")) {
            config.put(CHANGELOG, spec.state().changelog().toString());
        }
        if (spec.trigger().kind() == TriggerKind.REAL_TIME && spec.operator().kind() == OperatorKind.COUNT) {
            // Real-time mode writes no other.
            config.put(CHECKPOINT_FORMAT, 2);
        }
        if (spec.trigger().kind() == TriggerKind.REAL_TIME
                && spec.trigger().interval().compareTo(REAL_TIME_MINIMUM_DEFAULT) < 0) {
            config.put(REAL_TIME_MINIMUM, spec.trigger().interval().toMillis());
        }
        return config;
    }

    private static String stateStore(State state) {
        return switch (state.backend()) {
            case "rocksdb" -> RocksDBStateStoreProvider.class.getName();
            case "hdfs" -> HDFSBackedStateStoreProvider.class.getName();
            default -> providerClass(state.backend());
        };
    }

    private static String providerClass(String name) {
        try {
            return Class.forName(name).asSubclass(StateStoreProvider.class).getName();
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "expected a state store: rocksdb, hdfs, or the class of a StateStoreProvider; got '" + name + "'",
                    e);
        }
    }
}
