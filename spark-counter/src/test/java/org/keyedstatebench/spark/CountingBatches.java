package org.keyedstatebench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoder;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.execution.streaming.operators.stateful.transformwithstate.statefulprocessor.ImplicitGroupingKeyTracker;
import org.apache.spark.sql.execution.streaming.operators.stateful.transformwithstate.statefulprocessor.StatefulProcessorHandleImpl;
import org.apache.spark.sql.execution.streaming.state.NoPrefixKeyStateEncoderSpec;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStoreProviderId;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.types.StructType;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.process.TemporaryFolders;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The counting processor, or another one, on a real state store, without a query: keys go in as the operator of transformWithState
 * would hand them over, batch by batch. Used by one thread.
 */
final class CountingBatches implements AutoCloseable {

    private static final String CHANGELOG = "-changelog";
    private static final String UNTRACKED = "-untracked";

    private final Path folder;
    private final StateStoreProvider provider;
    private final ExpressionEncoder<Object> keyEncoder;
    private final UUID run = UUID.randomUUID();
    private StateStore store;
    private final StatefulProcessor<String, Tally, Tuple2<byte[], byte[]>> processor;

    private CountingBatches(StatefulProcessor<String, Tally, Tuple2<byte[], byte[]>> processor, String backend)
            throws IOException {
        this.processor = processor;
        folder = Files.createTempDirectory("spark-state-");
        keyEncoder = keyEncoder();
        SQLConf conf = new SQLConf();
        conf.setConfString(CounterSession.STORE, RocksDBStateStoreProvider.class.getName());
        conf.setConfString(CounterSession.CHANGELOG, Boolean.toString(backend.contains(CHANGELOG)));
        conf.setConfString(CounterSession.TRACK_ROWS, Boolean.toString(!backend.endsWith(UNTRACKED)));
        // As in the low-latency profile: Hadoop's own starts processes for every file.
        Configuration hadoop = new Configuration();
        hadoop.set("fs.file.impl", ForkFreeLocalFileSystem.class.getName());
        hadoop.set("fs.AbstractFileSystem.file.impl", ForkFreeLocalFs.class.getName());
        provider = StateStoreProvider.createAndInit(
                new StateStoreProviderId(
                        new StateStoreId(folder.toUri().toString(), 0, 0, StateStoreId.DEFAULT_STORE_NAME()), run),
                keyEncoder.schema(),
                new StructType().add("value", "binary"),
                new NoPrefixKeyStateEncoderSpec(keyEncoder.schema()),
                true,
                new StateStoreConf(conf, Map$.MODULE$.empty()),
                hadoop,
                false,
                Option.empty());
        begin(0);
    }

    /**
     * @param backend rocksdb; with {@code -changelog} behind it, a commit writes the changes instead of a snapshot; with {@code -untracked}
     *     behind that, the store does not look for a key before it writes it, and so cannot tell how many it holds
     */
    static CountingBatches on(String backend) throws IOException {
        return with(new CountingProcessor<>(Emission.PER_KEY, Operator.COUNT, StoredCount.of(Form.PLAIN, 0)), backend);
    }

    /** With another processor. */
    static CountingBatches with(StatefulProcessor<String, Tally, Tuple2<byte[], byte[]>> processor, String backend)
            throws IOException {
        return new CountingBatches(processor, backend);
    }

    @SuppressWarnings("unchecked") // Spark's operator treats every key as an object, too.
    private static ExpressionEncoder<Object> keyEncoder() {
        return (ExpressionEncoder<Object>)
                (ExpressionEncoder<?>) ExpressionEncoder.apply((AgnosticEncoder<String>) Encoders.STRING());
    }

    private void begin(long version) {
        store = provider.getStore(version, Option.empty(), false, false);
        processor.setHandle(new StatefulProcessorHandleImpl(
                store, run, keyEncoder, TimeMode.None(), true, Option.empty(), Option.empty(), Map$.MODULE$.empty()));
        processor.init(OutputMode.Update(), TimeMode.None());
    }

    /**
     * Counts the events of a key.
     *
     * @return the row's JSON
     */
    byte[] process(String key, int events) {
        ImplicitGroupingKeyTracker.setImplicitKey(key);
        Iterator<Tuple2<byte[], byte[]>> rows = processor.handleInputRows(
                key,
                CollectionConverters.asScala(List.of(new Tally(key, events, 0)).iterator()),
                null);
        byte[] row = rows.next()._2();
        ImplicitGroupingKeyTracker.removeImplicitKey();
        return row;
    }

    /**
     * Commits the batch and begins the next.
     *
     * @return the new version of the state
     */
    long commit() {
        long version = store.commit();
        begin(version);
        return version;
    }

    /** What Spark does every minute in the background: uploads snapshots, deletes old versions. */
    void maintain() {
        provider.doMaintenance();
    }

    @Override
    public void close() {
        store.abort();
        provider.close();
        if (!TemporaryFolders.delete(folder)) {
            throw new IllegalStateException("could not remove " + folder);
        }
    }
}
