package org.keyedstatebench.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.v2.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.v2.StateDescriptorUtils;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.DynamicCodeLoadingException;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.Counter;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.UnsupportedJobException;
import org.keyedstatebench.signal.Signal;

/** The running counter on Flink: takes a specification, runs it as a job, and says what happens. */
public final class FlinkCounter implements Counter {

    static final String ENGINE = "flink";
    static final String MODULE = "flink-counter";

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        boolean underHarness = List.of(args).contains("--spec");
        // Who runs this class with Flink's own tools has said with them where it is to run.
        if (environment instanceof StreamContextEnvironment && !underHarness) {
            SubmittedJob.run(environment.getParallelism(), args);
        } else {
            CounterProcess.main(ENGINE, defaults(2), new FlinkCounter(), args);
        }
    }

    static CounterOptions.Defaults defaults(int parallelism) {
        return new CounterOptions.Defaults("hashmap", Trigger.PER_RECORD, Emission.PER_EVENT, parallelism);
    }

    @Override
    public List<String> forms() {
        return List.of(CountTopology.SQL, CountTopology.POJO, StateValue.RECORD, StateValue.RECORD_WITH_TIME);
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    @Override
    public List<String> rescales() {
        return List.of("savepoint");
    }

    @Override
    public boolean holdsValueBytes() {
        return true;
    }

    @Override
    public void run(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        if (spec.deployment() != null) {
            ClusterRun.run(spec, signals, stop);
            return;
        }
        openStores(spec);
        Configuration configuration = JobConfiguration.of(spec);
        StateBackend backend = accepted(spec, configuration);
        if (!KafkaTopics.check(spec, stop)) {
            return;
        }
        Signal.Ready ready = ready(EffectiveSettings.of(spec, configuration, backend));
        Signal.Stopped stopped;
        try (EmbeddedCluster cluster =
                EmbeddedCluster.run(kafkaJob(new StreamExecutionEnvironment(configuration), spec), configuration)) {
            stopped = new JobWatch(cluster, ready, signals, spec).untilEnd(stop);
        }
        signals.write(stopped);
    }

    @Override
    public void check(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        if (spec.deployment() == null) {
            throw new IllegalArgumentException("deployment is not said: there is no cluster to check");
        }
        ClusterRun.check(spec, signals, stop);
    }

    @Override
    public void removeCheckpoints(JobSpec spec) throws Exception {
        LeftBehind.outlive(spec);
        openStores(spec);
        RetainedCheckpoints.remove(spec.state().checkpointsUri());
    }

    /** File systems are of the class path or, as Flink has it, of FLINK_PLUGINS_DIR; engineConfig may have their keys. */
    static void openStores(JobSpec spec) {
        Configuration configuration = Configuration.fromMap(JobConfiguration.stores(spec.state()));
        configuration.addAll(Configuration.fromMap(TestDelay.without(spec.engineConfig())));
        FileSystem.initialize(configuration, PluginUtils.createPluginManagerFromRootFolder(new Configuration()));
    }

    static Signal.Ready ready(Map<String, String> settings) {
        return new Signal.Ready(ENGINE, EnvironmentInformation.getVersion(), settings);
    }

    /**
     * @return the state backend of the job
     * @throws UnsupportedJobException if the engine cannot do what is asked for
     * @throws IllegalArgumentException if what is asked for contradicts itself
     */
    static StateBackend accepted(JobSpec spec, Configuration configuration)
            throws UnsupportedJobException, IOException {
        refuseMicroBatches(spec);
        if (CountTopology.isSql(spec)) {
            CountBySql.check(spec, configuration);
        } else {
            refuseRowsPerKey(spec);
        }
        refuseUncommittedRows(spec);
        StateBackend backend = backend(configuration);
        refuseTtlThatIsDropped(spec, backend);
        return backend;
    }

    static StreamGraph kafkaJob(StreamExecutionEnvironment environment, JobSpec spec) {
        DataStream<Tuple3<String, Long, byte[]>> records = environment
                .fromSource(KafkaEnds.source(spec), CountTopology.watermarks(spec), "records")
                .uid("records");
        Sink<Tuple2<String, byte[]>> sink =
                spec.sink().kind() == SinkKind.KAFKA ? KafkaEnds.sink(spec) : new PrintRows();
        Duration delay = TestDelay.of(spec.engineConfig());
        CountTopology.compose(delay.isZero() ? records : PauseAfterLull.before(records, delay), spec, sink);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(spec.name());
        return graph;
    }

    /** Flink has no exception for this, as it has nothing that could be asked for it: the refusal is this class's own. */
    private static void refuseRowsPerKey(JobSpec spec) throws UnsupportedJobException {
        if (spec.emission() != Emission.PER_EVENT) {
            throw new UnsupportedJobException(
                    "emission " + spec.emission(),
                    FlinkCounter.class.getName(),
                    "Flink's DataStream API handles each record when it comes: there is no micro-batch at whose end"
                            + " one row per changed key could be written");
        }
    }

    private static void refuseMicroBatches(JobSpec spec) throws UnsupportedJobException {
        if (spec.trigger().kind() != TriggerKind.PER_RECORD) {
            throw new UnsupportedJobException(
                    "trigger " + spec.trigger().kind(),
                    FlinkCounter.class.getName(),
                    "Flink handles each record when it comes: there are no micro-batches to trigger");
        }
    }

    private static void refuseUncommittedRows(JobSpec spec) {
        Duration interval = spec.state().checkpointInterval();
        if (spec.state().guarantee() == Guarantee.EXACTLY_ONCE && interval.isZero()) {
            throw new IllegalArgumentException(
                    "state.guarantee EXACTLY_ONCE needs a state.checkpointInterval above zero:"
                            + " Flink commits rows with checkpoints");
        }
    }

    /**
     * Flink takes asynchronous state on a backend that has none, and makes its state a synchronous one; what it loses on the way
     * it does not say. Tried, because a later version may keep it.
     */
    private static void refuseTtlThatIsDropped(JobSpec spec, StateBackend backend) throws UnsupportedJobException {
        Duration ttl = spec.operator().ttl();
        if (ttl == null || !spec.state().async() || backend.supportsAsyncKeyedStateBackend()) {
            return;
        }
        ValueStateDescriptor<Long> asked = new ValueStateDescriptor<>(CountPerKey.COUNT, Types.LONG);
        asked.enableTimeToLive(TimeToLive.of(ttl));
        if (!StateDescriptorUtils.transformFromV2ToV1(asked).getTtlConfig().isEnabled()) {
            throw new UnsupportedJobException(
                    "TTL with asynchronous state on " + backend.getName(),
                    FlinkCounter.class.getName(),
                    "this backend has no asynchronous access; Flink " + EnvironmentInformation.getVersion()
                            + " falls back to synchronous state and leaves the TTL out without a word, so counts"
                            + " would never expire");
        }
    }

    /** @throws UnsupportedJobException in Flink's own words, if it finds no such backend */
    private static StateBackend backend(Configuration configuration) throws UnsupportedJobException, IOException {
        try {
            return StateBackendLoader.loadStateBackendFromConfig(
                    configuration, FlinkCounter.class.getClassLoader(), null);
        } catch (DynamicCodeLoadingException | IllegalConfigurationException e) {
            throw new UnsupportedJobException(
                    "state backend " + configuration.get(StateBackendOptions.STATE_BACKEND),
                    e.getClass().getName(),
                    e.getMessage());
        }
    }
}
