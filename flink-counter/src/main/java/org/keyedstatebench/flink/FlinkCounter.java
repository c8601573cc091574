package org.keyedstatebench.flink;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.DynamicCodeLoadingException;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.process.Counter;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.process.UnsupportedJobException;
import org.keyedstatebench.signal.Signal;

/** The running counter on Flink: takes a specification, runs it as a job in an embedded cluster, and says what happens. */
public final class FlinkCounter implements Counter {

    static final String ENGINE = "flink";

    public static void main(String[] args) {
        var defaults = new CounterOptions.Defaults("hashmap", Trigger.PER_RECORD, Emission.PER_EVENT);
        CounterProcess.main(ENGINE, defaults, new FlinkCounter(), args);
    }

    @Override
    public void run(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        refuseMicroBatches(spec);
        refuseUncommittedRows(spec);
        Configuration configuration = JobConfiguration.of(spec);
        refuseUnknownBackend(configuration);
        if (!KafkaTopics.check(spec, stop)) {
            return;
        }
        Signal.Ready ready = new Signal.Ready(
                ENGINE, EnvironmentInformation.getVersion(), EffectiveSettings.of(spec, configuration));
        Signal.Stopped stopped;
        try (EmbeddedCluster cluster = EmbeddedCluster.run(kafkaJob(spec, configuration), configuration)) {
            stopped = new JobWatch(cluster, ready, signals).untilEnd(stop);
        }
        signals.write(stopped);
    }

    private static StreamGraph kafkaJob(JobSpec spec, Configuration configuration) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        DataStream<byte[]> records = environment
                .fromSource(KafkaEnds.source(spec), WatermarkStrategy.noWatermarks(), "records")
                .uid("records");
        Sink<Tuple2<String, Long>> sink = spec.sink().kind() == SinkKind.KAFKA ? KafkaEnds.sink(spec) : new PrintRows();
        CountTopology.compose(records, spec, sink);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(spec.name());
        return graph;
    }

    /** Flink has no exception for this, as it has nothing that could be asked for it: the refusal is this class's own. */
    private static void refuseMicroBatches(JobSpec spec) throws UnsupportedJobException {
        if (spec.emission() != Emission.PER_EVENT) {
            throw new UnsupportedJobException(
                    "emission " + spec.emission(),
                    FlinkCounter.class.getName(),
                    "Flink's DataStream API handles each record when it comes: there is no micro-batch at whose end"
                            + " one row per changed key could be written");
        }
        if (spec.trigger().kind() != TriggerKind.PER_RECORD) {
            throw new UnsupportedJobException(
                    "trigger " + spec.trigger().kind(),
                    FlinkCounter.class.getName(),
                    "Flink's DataStream API handles each record when it comes: there are no micro-batches to trigger");
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

    private static void refuseUnknownBackend(Configuration configuration) throws UnsupportedJobException, IOException {
        try {
            StateBackendLoader.loadStateBackendFromConfig(configuration, FlinkCounter.class.getClassLoader(), null);
        } catch (DynamicCodeLoadingException | IllegalConfigurationException e) {
            throw new UnsupportedJobException(
                    "state backend " + configuration.get(StateBackendOptions.STATE_BACKEND),
                    e.getClass().getName(),
                    e.getMessage());
        }
    }
}
