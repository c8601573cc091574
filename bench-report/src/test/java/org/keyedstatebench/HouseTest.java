package org.keyedstatebench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the order of what reports: imports go one way, and nothing of it drives, sends or receives. */
class HouseTest {

    /** Each package may import those behind it. */
    private static final List<String> ORDER = List.of("command", "report", "gate", "compare", "result", "scenario");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void importsGoOneWay() {
        for (int lower = 1; lower < ORDER.size(); lower++) {
            for (String upper : ORDER.subList(0, lower)) {
                noClasses()
                        .that(resideInAPackage("org.keyedstatebench." + ORDER.get(lower) + ".."))
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.keyedstatebench." + upper + ".."))
                        .because("imports go one way")
                        .check(CLASSES);
            }
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith("org.keyedstatebench"))
                        .map(name -> name.replaceFirst("org\\.keyedstatebench\\.?", ""))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void whatReportsDrivesNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.testcontainers..",
                        "com.github.dockerjava..",
                        "org.keyedstatebench.load..",
                        "org.keyedstatebench.measure..",
                        "org.keyedstatebench.harness..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..command..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
