package org.keyedstatebench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps this a library that another project can use: it sends and measures, and knows nothing of what is measured with it. */
class HouseTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void sendingIsBuiltOnMeasuringAndNotTheOtherWay() {
        noClasses()
                .that(resideInAPackage("org.keyedstatebench.measure.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.keyedstatebench.load.."))
                .check(CLASSES);
    }

    @Test
    void ofThisProjectItKnowsEventsAndThreadsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.apache.kafka..",
                        "org.HdrHistogram..",
                        "org.apache.commons.statistics..",
                        "org.keyedstatebench.load..",
                        "org.keyedstatebench.measure..",
                        "org.keyedstatebench.event..",
                        "org.keyedstatebench.process..")
                .check(CLASSES);
    }

    @Test
    void itPrintsNothingAndExitsNowhere() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
