package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.harness.kafka.EmbeddedKafka;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * One short comparison with the real engines, made when the first test asks for it and shared by all of them: it takes over a
 * minute. Its broker stays until the last test has ended, with all topics, so that what was measured can be counted again.
 */
final class RealRun implements AutoCloseable {

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final BenchProcess bench;
    private final Path run;

    private RealRun() throws Exception {
        folder = Files.createTempDirectory("real-run");
        kafka = EmbeddedKafka.start(
                BenchProcess.HOME.resolve("embedded-broker/target/embedded-broker.args"),
                folder,
                folder.resolve("broker.log"));
        try {
            Path results = folder.resolve("results");
            // With digits of another script, which no file and no table may have.
            bench = BenchProcess.run(
                    folder,
                    BenchProcess.livingIn(new Locale.Builder()
                            .setLanguage("fa")
                            .setRegion("IR")
                            .build()),
                    ("compare --bootstrap-servers " + kafka.bootstrapServers()
                                    + " --keep-topics --engines reference,flink-hashmap,flink-rocksdb,flink-sql,flink-sql-mini-batch,spark"
                                    + ",spark-real-time"
                                    + " --no-table --rate 2000 --keys 50 --malformed-every 500 --warmup 2s --duration 4s --blocks 1"
                                    + " --seed 11 --out " + results)
                            .split(" "));
            assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);
            assertThat(bench.out()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
            run = results.resolve("runs").resolve("latest").toRealPath();
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /** The folder that holds its result.json. */
    Path run() {
        return run;
    }

    /** The command that made it; ended, successfully. */
    BenchProcess bench() {
        return bench;
    }

    /** Of the broker that still has its topics. */
    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        TemporaryFolders.delete(folder);
    }

    /** Gives the run to every test that has a parameter of this type. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealRun.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(RealRun.class))
                    .computeIfAbsent(RealRun.class, key -> make(), RealRun.class);
        }

        private static RealRun make() {
            try {
                return new RealRun();
            } catch (Exception e) {
                throw new IllegalStateException("the real run could not be made", e);
            }
        }
    }
}
