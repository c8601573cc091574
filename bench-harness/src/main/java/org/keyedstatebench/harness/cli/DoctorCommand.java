package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.harness.kafka.DockerKafka;
import org.keyedstatebench.harness.machine.Doctor;
import org.keyedstatebench.harness.machine.Finding;
import picocli.CommandLine.Command;

/** Looks at the machine before a measurement is trusted to it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what this machine has and what would disturb a measurement.",
            "Exits with 1 if there is a problem, with 0 if there are at most notes."
        },
        footerHeading = "%nExample:%n",
        footer = "  bench doctor")
final class DoctorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
        List<Finding> findings = Doctor.examine(
                temporaryFolder,
                () -> DockerKafka.isDockerAvailable() ? Optional.of("a daemon answers") : Optional.empty());
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            System.out.printf(
                    Locale.ROOT,
                    "%-7s  %-" + width + "s  %s%n",
                    finding.verdict().name().toLowerCase(Locale.ROOT),
                    finding.name(),
                    finding.value());
            if (!finding.advice().isEmpty()) {
                System.out.println(" ".repeat(width + 11) + "→ " + finding.advice());
            }
        }
        boolean problem = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.PROBLEM);
        return problem ? ExitCode.FAILURE : ExitCode.OK;
    }
}
