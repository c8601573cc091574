package org.keyedstatebench.flink;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.asyncprocessing.operators.AsyncKeyedProcessOperator;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.RecordProcessorUtils;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingConsumer;
import org.keyedstatebench.job.Operator;

/**
 * The counting operator on a real state backend, without a cluster: records go in as a task would hand them over, and the
 * last row is kept. All calls belong to the thread that made it, which is the operator's task thread.
 */
@SuppressWarnings("try") // Flink's test harness declares close() with any exception, an interrupt among them.
final class CountingOperator implements AutoCloseable {

    /** What a slot has of the job's managed memory with two slots; log-structured backends take caches and buffers from it. */
    private static final long MANAGED_MEMORY_BYTES = 256L << 20;

    private static final String ASYNC = "-async";

    private final KeyedOneInputStreamOperatorTestHarness<String, String, Tuple3<String, Long, Boolean>> harness;
    private final MockEnvironment environment;
    private final ThrowingConsumer<StreamRecord<String>, Exception> processor;
    private final MailboxExecutorImpl mailbox;
    private final AsyncKeyedProcessOperator<?, ?, ?> async;
    private final LastRow rows;

    private CountingOperator(
            OneInputStreamOperator<String, Tuple3<String, Long, Boolean>> operator, String stateBackend)
            throws Exception {
        environment = new MockEnvironmentBuilder()
                .setManagedMemorySize(MANAGED_MEMORY_BYTES)
                .build();
        harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, key -> key, Types.STRING, environment);
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        harness.setStateBackend(StateBackendLoader.loadStateBackendFromConfig(
                configuration, CountingOperator.class.getClassLoader(), null));
        LastRow lastRow = new LastRow();
        harness.setOutputCreator(serializer -> lastRow);
        harness.open();
        rows = lastRow;
        processor = RecordProcessorUtils.getRecordProcessor(harness.getOneInputOperator());
        mailbox = new MailboxExecutorImpl(harness.getTaskMailbox(), 0, StreamTaskActionExecutor.IMMEDIATE);
        async = operator instanceof AsyncKeyedProcessOperator<?, ?, ?> withAsyncState ? withAsyncState : null;
    }

    /** @param backend hashmap, rocksdb or forst; with {@code -async} behind it, state is accessed asynchronously */
    static CountingOperator on(String backend) throws Exception {
        return backend.endsWith(ASYNC)
                ? new CountingOperator(
                        new AsyncKeyedProcessOperator<>(CountPerKeyAsync.of(Operator.COUNT, 0)),
                        backend.substring(0, backend.length() - ASYNC.length()))
                : with(CountPerKey.of(Operator.COUNT, 0), backend);
    }

    /** @param backend hashmap, rocksdb or forst */
    static CountingOperator with(
            KeyedProcessFunction<String, String, Tuple3<String, Long, Boolean>> function, String backend)
            throws Exception {
        return new CountingOperator(new KeyedProcessOperator<>(function), backend);
    }

    /** Hands over an event, then lets finished state accesses go on, as a task does between two records. */
    void process(String key) throws Exception {
        processor.accept(new StreamRecord<>(key));
        if (async != null) {
            while (mailbox.tryYield()) {}
        }
    }

    /** Waits until no event is under way. */
    void drain() {
        if (async != null) {
            async.drainStateRequests();
        }
    }

    /** The row that was emitted last; {@code null} before the first. */
    Tuple3<String, Long, Boolean> lastRow() {
        return rows.last;
    }

    @Override
    public void close() throws Exception {
        drain();
        harness.close();
        environment.close();
    }

    private static final class LastRow implements Output<StreamRecord<Tuple3<String, Long, Boolean>>> {

        private Tuple3<String, Long, Boolean> last;

        @Override
        public void collect(StreamRecord<Tuple3<String, Long, Boolean>> row) {
            last = row.getValue();
        }

        @Override
        public <X> void collect(OutputTag<X> tag, StreamRecord<X> row) {
            throw new UnsupportedOperationException("the counter has no side output");
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void emitWatermark(WatermarkEvent watermark) {}

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {}

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        @Override
        public void close() {}
    }
}
