package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "compare --duration soon                       | expected a duration like 250ms, 10s, 5m or 1h",
                "compare --engines flink-hashmap,flonk         | flonk",
                "compare --profile fast                        | low-latency",
                "compare --kafka-property a=b                  | give --bootstrap-servers",
                "compare --bootstrap-servers h:1 --kafka-property group.id=x | group.id",
                "compare --bootstrap-servers h:1 --kafka-property compression.type=foo | compression.type: Kafka says: Invalid value foo",
                "compare --guarantee exactly-once --bootstrap-servers 127.0.0.1:1 --kafka-property acks=1 | Kafka says: Must set acks to all",
                "compare --bootstrap-servers localhost         | Invalid url in bootstrap.servers",
                "compare --replication-factor 0                | --replication-factor must be at least 1, got 0",
                "compare --duration 0                          | timing.duration must be 1s to 24h, got 0",
                "compare --blocks 0                            | blocks",
                "compare --partitions 0                        | partitions",
                "drain --events 0                              | events",
                "recover --kill-after 0s                       | --kill-after",
                "sweep --rates 0                               | workload.rate must be 1",
                "self --duration 0                             | seconds of a paced run must be 1",
                "self --blocks 0                               | blocks",
                "broker --partitions 0 --topic a               | --partitions must be at least 1, got 0",
                "broker --port -1                              | --port must be 0 to 65535, got -1",
                "broker --port 65536                           | --port must be 0 to 65535, got 65536",
                "generate --duration 0                         | --duration must be above 0, got 0",
                "generate --rate 0                             | workload.rate must be 1",
                "generate --rate max --events 0                | --events must be at least 1",
                "generate --acks 2                             | --acks must be 0, 1 or all",
                "generate --bootstrap-servers 127.0.0.1:1 --acks 1 --kafka-property enable.idempotence=true | Must set acks to all",
                "compare --scenario no-such-file.yaml          | no-such-file.yaml",
                "run nothing                                   | nothing",
                "run spark --trigger soon                      | expected a trigger",
                "recover --kill-after 30s --duration 20s       | --kill-after must lie within",
                "recover --engines flonk                       | flonk",
                "matrix --only time                            | expected a dimension: abstraction",
                "micro everything                              | everything",
                "micro --keys 0                                | each 1 to 10000000, got [0]",
                "micro --keys many                             | --keys",
                "micro --include (                             | expected a regular expression for --include",
                "gate                                          | expected something to compare this build with",
                "gate --self-test --candidate-set a=b          | expected neither --baseline",
                "gate --baseline no-such-ref                   | expected a git ref",
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
                "sweep --vary keys=many                        | whole numbers",
                "sweep --vary parallelism=many                 | whole numbers",
                "sweep --vary parallelism=0                    | resources.parallelism must be 1",
                "sweep --knob a=1                              | exactly one engine",
            })
    void isExitCode2AndSaysWhatIsWrong(String line, String words) {
        StringWriter err = new StringWriter();
        CommandLine bench = Bench.commandLine(new Cancellation());
        bench.setErr(new PrintWriter(err, true));
        int code = bench.execute(line.split(" +", -1));
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("bench: ").contains(words).doesNotContain("\tat ");
    }
}
