package org.keyedstatebench.harness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the order of what drives: imports go one way, and only the command line knows what reports. */
class HouseTest {

    /** Each package may import those behind it. */
    private static final List<String> ORDER = List.of("cli", "trial", "faults", "micro", "engine", "kafka", "machine");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.keyedstatebench.harness");

    @Test
    void importsGoOneWay() {
        for (int lower = 1; lower < ORDER.size(); lower++) {
            for (String upper : ORDER.subList(0, lower)) {
                forbid(ORDER.get(lower), "org.keyedstatebench.harness." + upper);
            }
        }
    }

    @Test
    void whatDrivesKnowsNothingOfReports() {
        for (String driving : ORDER.subList(1, ORDER.size())) {
            for (String reporting : List.of("command", "report", "gate", "compare")) {
                forbid(driving, "org.keyedstatebench." + reporting);
            }
        }
    }

    /** It is to become a library that another project can use. */
    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        List<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName().replaceFirst("org\\.keyedstatebench\\.harness\\.?", ""))
                .distinct()
                .toList();
        assertThat(packages).allMatch(ORDER::contains);
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.flink.api.common.JobStatus",
                "org.apache.spark.SparkContext",
                "org.keyedstatebench.flink.FlinkCounter",
                "org.keyedstatebench.spark.SparkCounter",
                "org.keyedstatebench.reference.ReferenceCounter",
                "kafka.Kafka"
            })
    void noEngineIsOnTheClassPathOfTheHarness(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }

    private static void forbid(String from, String to) {
        noClasses()
                .that(resideInAPackage("org.keyedstatebench.harness." + from + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage(to + ".."))
                .because("imports go one way")
                .check(CLASSES);
    }
}
