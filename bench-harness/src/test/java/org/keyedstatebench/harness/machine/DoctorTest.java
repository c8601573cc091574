package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.harness.machine.Finding.Verdict.NOTE;
import static org.keyedstatebench.harness.machine.Finding.Verdict.OK;
import static org.keyedstatebench.harness.machine.Finding.Verdict.PROBLEM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.harness.machine.MachineProbe.BusyProcess;
import oshi.SystemInfo;

class DoctorTest {

    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    @Test
    void aQuietMachineHasNothingToMend() {
        assertThat(new Given().findings(true)).hasSize(14).allSatisfy(finding -> {
            assertThat(finding.verdict()).as(finding.name()).isEqualTo(OK);
            assertThat(finding.advice()).as(finding.name()).isEmpty();
        });
    }

    @Test
    void dockerIsOnlyNotedBecauseTheDefaultDoesWithoutIt() {
        assertThat(new Given().findings(false))
                .filteredOn(finding -> finding.name().equals("Docker"))
                .extracting(Finding::verdict)
                .containsExactly(NOTE);
    }

    @Test
    void tooFewCoresAreAProblemAndFewAreNoted() {
        Given given = new Given();
        assertThat(verdict(given, "cores", () -> given.cores = 1)).isEqualTo(PROBLEM);
        assertThat(verdict(given, "cores", () -> given.cores = 2)).isEqualTo(NOTE);
        assertThat(verdict(given, "cores", () -> given.cores = 4)).isEqualTo(OK);
    }

    @Test
    void whatARunNeedsOfMemoryAndDiskMustBeFree() {
        Given given = new Given();
        assertThat(verdict(given, "memory", () -> given.free = 2 * GIB)).isEqualTo(PROBLEM);
        assertThat(verdict(given, "memory", () -> given.free = 4 * GIB)).isEqualTo(NOTE);
        assertThat(verdict(given, "temporary folder", () -> given.disk = -1)).isEqualTo(PROBLEM);
        assertThat(verdict(given, "temporary folder", () -> given.disk = GIB)).isEqualTo(PROBLEM);
        assertThat(verdict(given, "temporary folder", () -> given.disk = 4 * GIB))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "swap", () -> given.swap = 1)).isEqualTo(NOTE);
    }

    @Test
    void nativeLibrariesMustLoadFromTheTemporaryFolder() {
        Given given = new Given();
        assertThat(verdict(given, "temporary folder", () -> given.filesRun = false))
                .isEqualTo(PROBLEM);
        assertThat(MachineProbe.filesRun(folder)).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fewOpenFilesAreAProblem() throws IOException {
        Given given = new Given();
        assertThat(verdict(given, "open files", () -> given.openFiles = OptionalLong.of(120)))
                .isEqualTo(PROBLEM);
        assertThat(verdict(given, "open files", () -> given.openFiles = OptionalLong.of(1024)))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "open files", () -> given.openFiles = OptionalLong.empty()))
                .isEqualTo(OK);
        assertThat(MachineProbe.openFilesLimit(new SystemInfo().getOperatingSystem())
                        .orElse(Long.MAX_VALUE))
                .isPositive();
    }

    @Test
    void anOldJavaIsAProblem() {
        Given given = new Given();
        assertThat(verdict(given, "Java", () -> given.java = 11)).isEqualTo(PROBLEM);
        assertThat(verdict(given, "Java", () -> given.java = 25)).isEqualTo(OK);
    }

    @Test
    void aCoarseClockIsNotedAndOneOfMillisecondsAProblem() {
        Given given = new Given();
        assertThat(verdict(given, "clock", () -> given.tick = 1_000)).isEqualTo(NOTE);
        assertThat(verdict(given, "clock", () -> given.tick = 15_000_000)).isEqualTo(PROBLEM);
    }

    @Test
    void onlyThePerformanceGovernorIsFine() {
        Given given = new Given();
        assertThat(verdict(given, "CPU frequency", () -> given.governors = List.of("performance", "powersave")))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "CPU frequency", () -> given.governors = List.of()))
                .isEqualTo(OK);
    }

    @Test
    void whatOthersTakeIsMeasuredAgainstTheCores() {
        Given given = new Given();
        assertThat(verdict(given, "load average", () -> given.load = 2)).isEqualTo(OK);
        assertThat(verdict(given, "load average", () -> given.load = 8)).isEqualTo(NOTE);
        assertThat(verdict(given, "load average", () -> given.load = -1)).isEqualTo(OK);
    }

    @Test
    void aMachineIsTooBusyByTheRuleThatFlagsTrials() {
        Given given = new Given();
        assertThat(finding(given, "other processes")).isEqualTo(Finding.ok("other processes", "quiet"));
        given.busyCores = 0.5;
        assertThat(finding(given, "other processes")).isEqualTo(Finding.ok("other processes", "some-job (99) 50 %"));
        assertThat(verdict(given, "other processes", () -> given.foreign = 0.049))
                .isEqualTo(OK);
        assertThat(verdict(given, "other processes", () -> given.foreign = 0.05))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "other processes", () -> given.foreign = 0.10))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "other processes", () -> given.foreign = 0.11))
                .isEqualTo(PROBLEM);
        assertThat(finding(given, "other processes").value())
                .isEqualTo("other processes took 11.0 % of all processors, more than 10 %: some-job (99) 50 %");
        // Where nobody reads the share, the processes that were seen are noted and no more.
        assertThat(verdict(given, "other processes", () -> given.foreign = null))
                .isEqualTo(NOTE);
        // Many short ones that no list shows.
        given.busyCores = 0;
        given.foreign = 0.06;
        assertThat(finding(given, "other processes").value()).isEqualTo("6.0 % of all processors");
        given.foreign = 0.2;
        assertThat(finding(given, "other processes").value())
                .isEqualTo("other processes took 20.0 % of all processors, more than 10 %");
    }

    @Test
    void limitsOfAContainerCountOnlyBelowTheMachine() {
        Given given = new Given();
        assertThat(verdict(given, "container limits", () -> given.cpuLimit = 8.0))
                .isEqualTo(OK);
        assertThat(verdict(given, "container limits", () -> given.cpuLimit = 1.5))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "container limits", () -> given.memoryLimit = 64 * GIB))
                .isEqualTo(NOTE);
        given.memoryLimit = 8 * GIB;
        assertThat(finding(given, "container limits").value()).isEqualTo("1.50 CPUs, 8.0 GiB");
        assertThat(verdict(given, "container limits", () -> given.memoryLimit = GIB))
                .isEqualTo(PROBLEM);
    }

    @Test
    void aVirtualMachineIsNotedAndStolenTimeIsAProblem() {
        Given given = new Given();
        assertThat(verdict(given, "virtual machine", () -> given.hypervisor = "QEMU"))
                .isEqualTo(NOTE);
        assertThat(verdict(given, "stolen CPU time", () -> given.steal = 0.004)).isEqualTo(OK);
        assertThat(verdict(given, "stolen CPU time", () -> given.steal = 0.05)).isEqualTo(NOTE);
        assertThat(verdict(given, "stolen CPU time", () -> given.steal = 0.06)).isEqualTo(PROBLEM);
        assertThat(finding(given, "stolen CPU time").value())
                .isEqualTo("the hypervisor took 6.0 % of all processors, more than 5 %");
        assertThat(verdict(given, "stolen CPU time", () -> given.steal = null)).isEqualTo(OK);
    }

    @Test
    void everyGovernorIsReadOnce() throws IOException {
        for (int cpu = 0; cpu < 3; cpu++) {
            Path scaling = Files.createDirectories(folder.resolve("cpu" + cpu + "/cpufreq"));
            Files.writeString(scaling.resolve("scaling_governor"), cpu == 1 ? "powersave\n" : "performance\n");
        }
        Files.createDirectories(folder.resolve("cpufreq"));

        assertThat(MachineProbe.governors(folder)).containsExactly("performance", "powersave");
        assertThat(MachineProbe.governors(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aFolderIsTriedByWriting() throws IOException {
        assertThat(MachineProbe.writableBytes(folder)).isPositive();
        assertThat(folder).isEmptyDirectory();
        assertThat(MachineProbe.writableBytes(folder.resolve("none"))).isEqualTo(-1);
    }

    @Test
    @Timeout(60)
    void thisMachineCanBeExamined() {
        assertThat(Doctor.examine(folder, () -> false))
                .hasSize(14)
                .allSatisfy(finding -> assertThat(finding.value()).isNotBlank());
    }

    private static Finding.Verdict verdict(Given given, String name, Runnable change) {
        change.run();
        return finding(given, name).verdict();
    }

    private static Finding finding(Given given, String name) {
        return given.findings(false).stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A quiet real machine, to be spoilt in one point. */
    private static final class Given {
        private int cores = 8;
        private long free = 64 * GIB;
        private long swap;
        private int java = 17;
        private long disk = 100 * GIB;
        private boolean filesRun = true;
        private OptionalLong openFiles = OptionalLong.of(1 << 20);
        private long tick = 30;
        private List<String> governors = List.of("performance");
        private double load = 0.2;
        private double busyCores;
        private Double cpuLimit;
        private Long memoryLimit;
        private String hypervisor;
        private Double foreign = 0.0;
        private Double steal = 0.0;

        List<Finding> findings(boolean docker) {
            List<BusyProcess> busy = busyCores == 0 ? List.of() : List.of(new BusyProcess(99, "some-job", busyCores));
            return List.of(
                    Doctor.cores(cores, 8, "Some CPU"),
                    Doctor.container(cpuLimit, 8, memoryLimit, 128 * GIB),
                    Doctor.memory(free, 128 * GIB),
                    Doctor.swap(swap),
                    Doctor.java(java, "JDK"),
                    Doctor.disk(Path.of("/tmp"), disk, filesRun),
                    Doctor.openFiles(openFiles),
                    Doctor.clock(tick),
                    Doctor.governor(governors),
                    Doctor.load(load, cores),
                    Doctor.busy(
                            new MachineProbe.Others(
                                    busy, Optional.ofNullable(foreign).map(share -> new ForeignLoad.Shares(share, 0))),
                            8),
                    Doctor.virtual(hypervisor),
                    Doctor.steal(steal),
                    Doctor.docker(docker));
        }
    }
}
