package org.keyedstatebench.reference;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.job.TestDelay;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.Counter;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;
import org.keyedstatebench.process.JvmWatch;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/**
 * The floor that this machine and this broker allow: one thread that consumes, counts in a hash map, and produces, under the
 * same contract as an engine.
 *
 * <p>It writes no checkpoints, so there is never one to resume from: a restarted job counts again from its start offsets,
 * whatever {@code state.resume}, the checkpoint interval and the state folder say. It runs as one thread, whatever the
 * parallelism is.
 */
public final class ReferenceCounter implements Counter {

    private static final String NAME = "reference";

    private final PrintStream out;

    /** @param out takes the rows of a print sink */
    ReferenceCounter(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        CounterProcess.main(
                NAME,
                new CounterOptions.Defaults(Refusals.STATE_BACKEND, Trigger.PER_RECORD, Emission.PER_EVENT, 2),
                // Not earlier: under the harness, standard output has been redirected by now.
                (spec, signals, stop) -> new ReferenceCounter(System.out).run(spec, signals, stop),
                args);
    }

    @Override
    public void run(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        Refusals.check(spec);
        try (CleanUp clients = CleanUp.onStandardError()) {
            KafkaConsumer<Void, byte[]> consumer = clients.closing(Clients.consumer(spec.kafka()));
            KafkaInput input = new KafkaInput(consumer, spec.kafka().bootstrapServers());
            input.open(spec.source());
            Output output = clients.closing(output(spec, input));
            EventCounter counter = new EventCounter(output);
            signals.write(ready(spec));
            long delayMs = TestDelay.of(spec.engineConfig()).toMillis();
            while (!stop.isRequested() && !input.isAtEnd()) {
                if (delayMs > 0) {
                    Thread.sleep(delayMs);
                }
                input.poll(counter);
                output.check();
            }
            output.complete();
            signals.write(stopped(counter, input, output));
        }
    }

    private Output output(JobSpec spec, KafkaInput input) throws KafkaFailure {
        if (spec.sink().kind() == SinkKind.PRINT) {
            return new PrintOutput(out);
        }
        // The consumer says in time that a topic is missing; the producer would take a minute.
        input.partitionsOf(spec.sink().topic());
        return new KafkaOutput(Clients.producer(spec.kafka()), spec.sink().topic());
    }

    private static Signal ready(JobSpec spec) {
        Map<String, String> settings =
                new TreeMap<>(Clients.settings(spec.kafka(), spec.sink().kind() == SinkKind.KAFKA));
        settings.put("threads", "1");
        settings.put("checkpoints", "none");
        settings.put("state", "java.util.HashMap");
        settings.putAll(spec.engineConfig());
        return new Signal.Ready(NAME, "kafka-clients " + AppInfoParser.getVersion(), settings);
    }

    private static Signal stopped(EventCounter counter, KafkaInput input, Output output) {
        Map<String, Double> metrics = output.metrics();
        metrics.putAll(input.metrics());
        metrics.put("events", (double) counter.events());
        metrics.put("keys", (double) counter.keys());
        return new Signal.Stopped(counter.malformed(), JvmWatch.heapPeakBytes(), metrics);
    }
}
