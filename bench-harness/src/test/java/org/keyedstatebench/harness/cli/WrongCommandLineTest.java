package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.command.ExitCode;
import picocli.CommandLine;

/** What is wrong with a command line is said before anything is started, in words that name it. */
class WrongCommandLineTest {

    private static final String HOME = "bench.home";
    private static String homeBefore;

    @BeforeAll
    static void isInstalledInThisCheckout() {
        homeBefore = System.setProperty(HOME, BenchProcess.HOME.toString());
    }

    @AfterAll
    static void restore() {
        if (homeBefore == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, homeBefore);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-such-command                               | no-such-command",
                "compare --no-such-option                      | --no-such-option",
                "compare --rate 0                              | workload.rate must be 1 to 10000000, got 0",
                "compare --rate ten                            | --rate",
                "compare --duration soon                       | option '--duration': expected a duration like 250ms, 10s, 5m or 1h, got 'soon'",
                "compare --engines flink-hashmap,flonk         | flonk",
                "compare --profile fast                        | low-latency",
                "compare --kafka-property a=b                  | give --bootstrap-servers",
                "compare --bootstrap-servers h:1 --kafka-property group.id=x | group.id",
                "compare --bootstrap-servers h:1 --kafka-property compression.type=foo | compression.type: Kafka says: Invalid value foo",
                "compare --bootstrap-servers h:1 --kafka-property interceptor.classes=no.such.Class | --kafka-property interceptor.classes: Kafka says: Class no.such.Class cannot be found",
                "compare --bootstrap-servers localhost         | Invalid url in bootstrap.servers",
                "compare --replication-factor 0                | --replication-factor must be at least 1, got 0",
                "compare --duration 0                          | timing.duration must be 1s to 24h, got 0",
                "compare --blocks 0                            | blocks",
                "compare --partitions 0                        | partitions",
                "drain --events 0                              | events",
                "sweep --rates 0                               | workload.rate must be 1",
                "broker --port -1                              | --port must be 0 to 65535, got -1",
                "broker --port 65536                           | --port must be 0 to 65535, got 65536",
                "generate --duration 0                         | --duration must be above 0, got 0",
                "generate --rate 0                             | workload.rate must be 1",
                "generate --rate max --events 0                | --events must be at least 1",
                "generate --acks 2                             | --acks must be 0, 1 or all",
                "generate --bootstrap-servers 127.0.0.1:1 --acks 1 --kafka-property enable.idempotence=true | Must set acks to all",
                "compare --scenario no-such-file.yaml          | no-such-file.yaml",
                "run nothing                                   | nothing",
                "run spark --trigger soon                      | option '--trigger': expected a trigger",
                "recover --kill-after 30s --duration 20s       | --kill-after must lie within",
                "recover --kill-after 0s                       | --kill-after must be above 0, got 0",
                "recover --engines flonk                       | flonk",
                "recover --kill boss                           | --kill: expected driver, worker, master or job-manager; got 'boss'",
                "recover --kill worker                          | --kill worker needs --deployment local-cluster, where flink-rocksdb does not run",
                "recover --kill worker --kill-command x         | --kill and --kill-command exclude each other",
                "rescale --from 4                               | --from and --to: expected two different numbers from 1 to 1024, got 4 and 4",
                "rescale --to 0                                 | --from and --to: expected two different numbers",
                "rescale --parallelism 3                        | --parallelism has no meaning for rescale: --from and --to say it",
                "rescale --variants reference                   | reference cannot be rescaled: reference",
                "rescale --ways magic                           | --ways: expected some of adaptive, repartition, restart, savepoint, got magic",
                "rescale --ways adaptive                        | on a cluster: --deployment local-cluster, or --cluster",
                "rescale --change-after 0s                      | --change-after must lie within the measured window of",
                "upgrade                                        | expected something to upgrade from or to: --baseline",
                "upgrade --variant flink-rocksdb --to spark     | --to: expected a variant of flink",
                "upgrade --variant flink-rocksdb --to flonk     | flonk",
                "upgrade --baseline x.yaml                      | --baseline: expected a git ref or the folder of a checkout",
                "upgrade --to flink-pojo --change-after 90s --duration 20s | --change-after must lie within the measured window of 20s",
                "compare --deployment moon                      | --deployment",
                "compare --workers 0                            | workers must be 1 to 64, got 0",
                "compare --deployment embedded --workers 2      | workers are those of a local-cluster, and say nothing of embedded",
                "compare --deployment remote                    | --deployment remote needs --cluster flink=http://HOST:8081",
                "compare --cluster flonk=x                      | expected an engine that runs on clusters and is measured: flink, spark; got 'flonk'",
                "compare --cluster flink=h:8081                 | the cluster of flink-hashmap: expected an address such as http://HOST:8081, got 'h:8081'",
                "doctor --cluster flink=http://h:1             | --cluster needs --bootstrap-servers",
                "doctor --cluster flonk=x --bootstrap-servers h:1 | unknown engine 'flonk'",
                "doctor --cluster flink=x --bootstrap-servers h:1 | expected an address such as http://HOST:8081, got 'x'",
                "compare --checkpoints /tmp/x                   | checkpoints: expected a URI such as file:///shared/checkpoints or s3://bucket/folder, got '/tmp/x'",
                "compare --variants reference --workers 1       | none of the variants is of an engine that runs on clusters",
                "compare --deployment local-cluster --cluster spark=spark://h:1 | --deployment local-cluster starts a cluster of its own",
                "gate --candidate-set a=b --variant reference --workers 1 | none of the variants is of an engine that runs on clusters",
                "gate --candidate-set a=b --deployment remote   | --deployment remote needs --cluster flink=http://HOST:8081",
                "compare --price 4                             | price: expected one such as 0.04/cpu-hour or 0.04/cpu-hour,0.005/gb-hour, got '4'",
                "matrix --price -1/cpu-hour                    | price: expected one such as 0.04/cpu-hour",
                "trend --history no-such-file.jsonl            | --history: expected a history of runs, there is no file",
                "matrix --only time                            | expected a dimension: abstraction",
                "matrix --blocks 0                             | blocks must be 1 to 1000, got 0",
                "micro everything                              | everything",
                "micro --keys 0                                | each 1 to 10000000, got [0]",
                "micro --keys many                             | --keys",
                "micro --include (                             | expected a regular expression for --include",
                "gate                                          | expected something to compare this build with",
                "gate --self-test --candidate-set a=b          | expected neither --baseline",
                "gate --baseline no-such-ref                   | expected a git ref",
                "gate --baseline=                              | expected a git ref",
                "gate --baseline /                             | expected a git ref",
                "gate --baseline no-such-file.yaml             | no-such-file.yaml",
                "gate --candidate-set a=b --pairs 1            | at least 2 pairs, got 1",
                "gate --candidate-set a=b --threshold 0.9      | a threshold above 1, got 0.9",
                "gate --candidate-set a=b --variant flonk      | flonk",
                "gate --candidate-set a=b --max-repeats -1     | --max-repeats must be 0 or more",
                "gate --candidate-set a=b --on-inconclusive x  | --on-inconclusive",
                "capacity                                      | --p99-below",
                "capacity --p99-below 1s --rate 5              | --rate has no meaning",
                "capacity --p99-below 1s --min-rate 9 --max-rate 5 | 1 <= min <= max",
                "sweep --vary moon=1                           | --vary knows keys",
                "sweep --vary checkpoint-interval=often         | checkpoint-interval",
                "sweep --variants reference --vary checkpoint-interval=1s | a variant that takes checkpoints",
                "sweep --vary keys=many                        | whole numbers",
                "sweep --vary parallelism=many                 | whole numbers",
                "sweep --vary parallelism=0                    | resources.parallelism must be 1",
                "sweep --knob a=1                              | exactly one engine",
                "compare --rate -5                             | workload.rate must be 1 to 10000000, got -5",
                "compare --rate 99999999999999999999           | --rate must be a whole number of events per second",
                "compare --rate max                            | only bench generate knows 'max'",
                "compare --keys 0                              | the number of keys must be 1 to 10000000, got 0",
                "compare --keys 99999999999                    | --keys",
                "compare --partitions -1                       | workload.partitions must be 1 to 1000, got -1",
                "compare --payload-bytes -1                    | workload.payloadBytes must be 0 to 900000, got -1",
                "compare --malformed-every -1                  | workload.malformedEvery must be 0 to",
                "compare --zipf-exponent -1                    | the Zipf exponent must be above 0 and at most 5",
                "compare --blocks 0                            | blocks must be 1 to 1000, got 0",
                "compare --heap 0                              | resources.heapMb must be 128 to 1048576, got 0",
                "compare --parallelism 0                       | resources.parallelism must be 1 to 1024, got 0",
                "compare --duration 0                          | timing.duration must be 1s to 24h, got 0",
                "compare --duration -1s                        | expected a duration like 250ms, 10s, 5m or 1h",
                "compare --duration 99999999999999999999h      | --duration",
                "compare --warmup 25h                          | timing.warmup must be 0 to 24h, got 25h",
                "compare --seed one                            | --seed",
                "compare --variants spark,spark                | variant names must be unique, 'spark' stands twice",
                "compare --variants flink-hashmp               | did you mean 'flink-hashmap'?",
                "compare --profile-engine=perhaps              | --profile-engine",
                "run                                           | VARIANT",
                "run flink-rocksd                              | did you mean 'flink-rocksdb'?",
                "run spark --timer-domain event-time           | --timer-domain says nothing without --idle-timer",
                "recover --kill-after -1s                      | Invalid value for option '--kill-after': expected a duration like 250ms, 10s, 5m or 1h",
                "recover --variants flonk                      | unknown variant 'flonk'",
                "drain --rate 5                                | --rate has no meaning for drain: events are drained",
                "drain --duration 5s                           | --duration has no meaning for drain",
                "drain --events 0                              | drain.events must be 1000 to 50000000, got 0",
                "drain --batch-events 1                        | drain.batchEvents must be 100 to 2000000, got 1",
                "drain --variants flonk                        | unknown variant 'flonk'",
                "capacity --p99-below 0                        | the bound of p99 must be at least 1ms, got 0 ns",
                "capacity --p99-below 999999999h               | the bound of p99 must be at most 24h",
                "capacity --p99-below 1s --resolution 0        | a resolution above 0 and at most 1",
                "capacity --p99-below 1s --resolution 200%     | a resolution above 0 and at most 1",
                "capacity --p99-below 1s --min-rate 0          | workload.rate must be 1 to 10000000, got 0",
                "capacity --p99-below 1s --variants flonk      | unknown variant 'flonk'",
                "sweep --rates 0                               | workload.rate must be 1 to 10000000, got 0",
                "sweep --rate 5                                | --rate has no meaning for sweep",
                "sweep --vary keys=                            | expects NAME=VALUE",
                "sweep --variants flonk                        | unknown variant 'flonk'",
                "gate --candidate-set a=b --variants a,b       | a gate compares two builds of one variant: expected one name",
                "gate --candidate-set a=b --variants flonk     | unknown variant 'flonk'",
                "gate --candidate-set a=b --duration 0         | timing.duration must be 1s to 24h, got 0",
                "gate --candidate-set a=b --threshold NaN      | a threshold above 1, got NaN",
                "generate --events 5                           | are for --rate max",
                "generate --rate max --duration 5s             | --duration is for a fixed rate",
                "generate --rate max --events 0                | --events must be at least 1",
                "generate --acks 5                             | --acks must be 0, 1 or all, got '5'",
                "broker --port 70000                           | --port must be 0 to 65535, got 70000",
                "broker --partitions 0                         | --partitions must be 1 to 1000, got 0",
                "report                                        | DIR",
                "doctor --no-such-option                       | --no-such-option",
            })
    void isExitCode2AndSaysWhatIsWrong(String line, String words) {
        StringWriter err = new StringWriter();
        CommandLine bench = Bench.commandLine(new Cancellation());
        bench.setErr(new PrintWriter(err, true));
        int code = bench.execute(line.split(" +", -1));
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("bench: ")
                .contains(words)
                .doesNotContain("\tat ", "java.lang.IllegalArgument");
    }
}
