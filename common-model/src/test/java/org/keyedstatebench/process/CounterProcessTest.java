package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.signal.Signal;

/** The contract is one between processes, so each test starts a real one. */
@Timeout(60)
class CounterProcessTest {

    /** A counter that does what the name of its job says. */
    static final class Obedient {
        public static void main(String[] args) {
            CounterProcess.main(
                    "obedient",
                    new CounterOptions.Defaults("heap", Trigger.PER_RECORD, Emission.PER_EVENT, 2),
                    (spec, signals, stop) -> {
                        System.out.println("chatter");
                        switch (spec.name()) {
                            case "fail" ->
                                throw new IllegalStateException("outer", new RuntimeException("inner\nsecond line"));
                            case "misread" -> {
                                signals.write(new Signal.Ready("obedient", "1", Map.of()));
                                throw new IllegalArgumentException("Incomplete surrogate pair");
                            }
                            case "mistake" -> throw new IllegalArgumentException("unknown key 'x'\nsecond line");
                            case "refuse" ->
                                throw new UnsupportedJobException("a feature", "Refusal [CODE]", "no, thanks");
                            default -> {
                                signals.write(new Signal.Ready("obedient", "1", Map.of()));
                                while (!stop.await(Duration.ofSeconds(1))) {
                                    // Runs until it is told to stop.
                                }
                                signals.write(new Signal.Stopped(0L, JvmWatch.heapPeakBytes(), Map.of()));
                            }
                        }
                    },
                    args);
        }
    }

    @TempDir
    private Path folder;

    private Process start(String job) throws Exception {
        return start(job, null);
    }

    private Process start(String job, String checkpoints, String... further) throws Exception {
        return start(job, checkpoints == null ? List.of() : List.of("--checkpoints", checkpoints), List.of(further));
    }

    private Process start(String job, List<String> said, List<String> further) throws Exception {
        CounterOptions options =
                new CounterOptions(new CounterOptions.Defaults("heap", Trigger.PER_RECORD, Emission.PER_EVENT, 2));
        List<String> given = new java.util.ArrayList<>(List.of("--state-dir", folder.toString()));
        given.addAll(said);
        new picocli.CommandLine(options).parseArgs(given.toArray(String[]::new));
        String json = options.toSpec("obedient", Map.of()).toJson().replace("obedient-counter", job);
        Path spec = Files.writeString(folder.resolve("job.json"), json);
        assertThat(JobSpec.read(spec).name()).isEqualTo(job);
        List<String> args = new java.util.ArrayList<>(List.of("--spec", spec.toString()));
        args.addAll(further);
        return java(args.toArray(String[]::new));
    }

    private String refusal(String checkpoints, String task) throws Exception {
        Process process = start("run", checkpoints, task);
        String reason = ((Signal.Failed) Signal.fromJson(output(process)).orElseThrow()).reason();
        assertThat(process.waitFor()).isEqualTo(CounterProcess.FAILED);
        return reason;
    }

    private Process java(String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Obedient.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .start();
    }

    private static String output(Process process) throws Exception {
        try (BufferedReader out = process.inputReader()) {
            return out.lines().collect(Collectors.joining("\n"));
        }
    }

    @Test
    void aFailureIsASignalOfOneLineAndExitCode1() throws Exception {
        Process process = start("fail");
        assertThat(Signal.fromJson(output(process))).contains(new Signal.Failed("java.lang.RuntimeException: inner"));
        assertThat(process.waitFor()).isEqualTo(CounterProcess.FAILED);
        assertThat(folder.resolve("log")).content().contains("chatter").contains("outer");
    }

    @Test
    void aMistakeInTheSpecificationThatTheJobFindsIsExitCode2() throws Exception {
        Process process = start("mistake");
        assertThat(Signal.fromJson(output(process))).contains(new Signal.Failed("unknown key 'x'"));
        assertThat(process.waitFor()).isEqualTo(CounterProcess.USAGE);
    }

    @Test
    void whatACounterDoesNotKnowOfIsRefusedAndNotPassedOver() throws Exception {
        Process sql = start("run", List.of("--form", "sql"), List.of());
        assertThat(Signal.fromJson(output(sql)))
                .contains(new Signal.Failed("operator.form: expected none, or nothing for the plain form; got 'sql'"));
        assertThat(sql.waitFor()).isEqualTo(CounterProcess.USAGE);

        Process padded = start("run", List.of("--state-bytes", "8"), List.of());
        assertThat(output(padded)).contains("unsupported", "bytes beside each count");
        assertThat(padded.waitFor()).isEqualTo(CounterProcess.UNSUPPORTED);
    }

    @Test
    void dyingOfWhatWasReadIsAFailureAndNoMistakeOfTheUser() throws Exception {
        Process process = start("misread");
        assertThat(output(process))
                .endsWith("\"reason\":\"java.lang.IllegalArgumentException: Incomplete surrogate pair\"}");
        assertThat(process.waitFor()).isEqualTo(CounterProcess.FAILED);
    }

    @Test
    void aRefusalIsASignalAndExitCode3() throws Exception {
        Process process = start("refuse");
        assertThat(Signal.fromJson(output(process)))
                .contains(new Signal.Unsupported("a feature", "Refusal [CODE]", "no, thanks"));
        assertThat(process.waitFor()).isEqualTo(CounterProcess.UNSUPPORTED);
    }

    @Test
    void theEndOfItsInputStopsAnEngine() throws Exception {
        Process process = start("run");
        BufferedReader out = process.inputReader();
        assertThat(Signal.fromJson(out.readLine())).containsInstanceOf(Signal.Ready.class);
        process.getOutputStream().close();
        assertThat(out.lines().map(Signal::fromJson).toList())
                .anySatisfy(signal -> assertThat(signal).containsInstanceOf(Signal.Stopped.class));
        assertThat(process.waitFor()).isEqualTo(CounterProcess.OK);
    }

    @Test
    void sigtermStopsAnEngineInOrder() throws Exception {
        Process process = start("run");
        BufferedReader out = process.inputReader();
        assertThat(Signal.fromJson(out.readLine())).containsInstanceOf(Signal.Ready.class);
        process.toHandle().destroy();
        assertThat(out.lines().map(Signal::fromJson).toList())
                .anySatisfy(signal -> assertThat(signal).containsInstanceOf(Signal.Stopped.class));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWrongSpecificationIsExitCode2() throws Exception {
        Process process = java("--spec", folder.resolve("none.json").toString());
        assertThat(output(process)).isEmpty();
        assertThat(process.waitFor()).isEqualTo(CounterProcess.USAGE);
        assertThat(folder.resolve("log"))
                .content()
                .contains("none.json")
                .contains("--help")
                .doesNotContain("\tat ");
    }

    @Test
    void helpExplainsItselfAndExitsWith0() throws Exception {
        Process process = java("--help");
        assertThat(output(process))
                .contains("obedient-counter")
                .contains("--bootstrap-servers")
                .contains("Exit codes");
        assertThat(process.waitFor()).isEqualTo(CounterProcess.OK);
    }

    @Test
    void whatACounterCannotCheckOrRemoveIsToldInASignalAndExitCode1() throws Exception {
        assertThat(refusal(null, "--check")).contains("this engine runs in its own process only");
        assertThat(refusal("file:///a/job", "--remove-checkpoints"))
                .contains("this engine keeps no checkpoints elsewhere");
        assertThat(refusal("s3://bucket/", "--remove-checkpoints")).contains("a whole store and no folder of a job");
        assertThat(refusal(null, "--remove-checkpoints")).contains("state.checkpoints is not said");
    }
}
