package org.keyedstatebench.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves Ctrl-C and the end of a terminal to the parent: a terminal sends either to every process of a command at once, and a
 * broker that is gone before the command has cleaned up after itself makes that impossible. A process that was started like this still ends with its parent, at
 * the end of its input.
 */
public final class LeftToParent {

    private static final Path SHELL = Path.of("/bin/sh");

    private LeftToParent() {}

    /**
     * @return a command that becomes the given one, with the same process id, once its shell has set SIGINT and SIGHUP to be
     *     ignored, which a JVM respects; the command as it is on a system without that shell
     */
    public static List<String> command(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return List.copyOf(command);
        }
        List<String> wrapped = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        wrapped.addAll(command);
        return wrapped;
    }
}
