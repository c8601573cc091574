package org.keyedstatebench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Setting;

/** What drives, measures and reports knows no engine but by its descriptor, and what is told of engines is what they say themselves. */
class EngineNamesTest {

    /** Examples at the end of a command's help: command lines to copy. */
    private static final String EXAMPLE = "\"  bench .*";

    @Test
    void noEngineIsNamedButInExamplesOfHelpTexts() throws IOException {
        List<String> named = new ArrayList<>();
        for (String module : List.of("coverage-core", "bench-report", "bench-harness")) {
            try (Stream<Path> files = Files.walk(Checkout.HOME.resolve(module).resolve("src/main"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> line.toLowerCase(Locale.ROOT).matches(".*(flink|spark).*"))
                            .filter(line -> !(file.getParent().endsWith("cli") && line.matches(EXAMPLE)))
                            .forEach(line -> named.add(file + ": " + line));
                }
            }
        }
        assertThat(named).isEmpty();
    }

    @Test
    void theDocumentedTableOfSettingsIsThatOfTheDescriptors() throws IOException {
        String rows = Checkout.ENGINES.engines().stream()
                .flatMap(engine -> engine.profiles().lowLatency().stream().map(setting -> row(engine, setting)))
                .collect(Collectors.joining("\n"));
        assertThat(Checkout.HOME.resolve("docs/tuning.md")).content().contains(rows);
    }

    private static String row(EngineDescriptor engine, Setting setting) {
        String side = engine.name() + (setting.when() == null ? "" : ", " + setting.when());
        String what = setting.of() == Setting.Of.NOTE
                ? setting.key()
                : "`" + setting.key() + "=" + setting.value().replace(Setting.PARALLELISM, "PARALLELISM") + "`";
        return "| " + side + " | " + what + " | " + setting.why() + " |";
    }
}
