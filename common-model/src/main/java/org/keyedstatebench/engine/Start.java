package org.keyedstatebench.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What starts an engine: one of the two.
 *
 * @param args an argument file for {@code java @FILE}, which gets further options of the JVM before it
 * @param command a program with its arguments, such as {@code ./start.sh}; a relative path with a slash in it is looked for beside
 *     the descriptor, a bare name on the PATH
 */
public record Start(String args, List<String> command) {

    /** Takes options of the JVM to a command: every {@code java} from 9 on heeds it by itself. */
    public static final String JVM_OPTIONS = "JDK_JAVA_OPTIONS";

    public Start {
        command = command == null ? List.of() : List.copyOf(command);
        if ((args == null) == command.isEmpty()) {
            throw new IllegalArgumentException("expected either args (an argument file for java) or command (a list"
                    + " that is not empty), got " + (args == null ? "neither" : "both"));
        }
    }

    /** The file that must be there for the engine to be started, beside the descriptor; {@code null} for a program on the PATH. */
    public Path file(Path folder) {
        String file = args == null ? command.get(0) : args;
        return args == null && !file.contains("/") ? null : folder.resolve(file).normalize();
    }

    /**
     * The command line without what the contract adds, {@code --spec FILE}.
     *
     * @param folder of the descriptor
     * @param java the program {@code java} that engines run on
     * @param jvmOptions for an engine that is started with an argument file; a command gets them by {@link #environment}
     */
    public List<String> command(Path folder, Path java, List<String> jvmOptions) {
        List<String> line = new ArrayList<>();
        if (args == null) {
            line.addAll(command);
            Path program = file(folder);
            if (program != null) {
                line.set(0, program.toString());
            }
        } else {
            line.add(java.toString());
            line.addAll(jvmOptions);
            line.add("@" + file(folder));
        }
        return line;
    }

    /**
     * Variables that take the options of the JVM to a command, and say which Java engines run on; empty for an argument file.
     *
     * @param javaHome of the JVM that engines run on
     */
    public Map<String, String> environment(Path javaHome, List<String> jvmOptions) {
        return args != null
                ? Map.of()
                : Map.of(
                        "JAVA_HOME",
                        javaHome.toString(),
                        JVM_OPTIONS,
                        jvmOptions.stream().map(Start::quoted).collect(Collectors.joining(" ")));
    }

    /** The launcher splits at white space outside of quotes. */
    private static String quoted(String option) {
        return option.chars().noneMatch(Character::isWhitespace) ? option : '"' + option + '"';
    }
}
