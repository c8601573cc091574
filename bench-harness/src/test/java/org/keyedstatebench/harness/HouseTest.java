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

/**
 * Holds the order of the house: what drives and what reports meet in results and scenarios, and imports go one way.
 */
class HouseTest {

    /** Each package may import those behind it. */
    private static final List<String> DRIVING =
            List.of("cli", "self", "trial", "micro", "engine", "kafka", "load", "measure", "result", "scenario");

    private static final List<String> REPORTING = List.of("cli", "report", "gate", "compare", "result", "scenario");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.keyedstatebench.harness");

    @Test
    void importsGoOneWay() {
        for (List<String> order : List.of(DRIVING, REPORTING)) {
            for (int lower = 1; lower < order.size(); lower++) {
                for (int upper = 0; upper < lower; upper++) {
                    forbid(order.get(lower), order.get(upper));
                }
            }
        }
    }

    @Test
    void drivingAndReportingKnowNothingOfEachOther() {
        for (String driving : List.of("self", "trial", "micro", "engine", "kafka", "load", "measure")) {
            for (String reporting : List.of("report", "gate", "compare")) {
                forbid(driving, reporting);
                forbid(reporting, driving);
            }
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        List<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName().replaceFirst("org\\.keyedstatebench\\.harness\\.?", ""))
                .distinct()
                .toList();
        assertThat(packages).allMatch(name -> DRIVING.contains(name) || REPORTING.contains(name));
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
                .dependOnClassesThat(resideInAPackage("org.keyedstatebench.harness." + to + ".."))
                .because("imports go one way")
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
