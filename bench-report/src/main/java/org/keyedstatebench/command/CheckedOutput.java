package org.keyedstatebench.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers that standard output could not be written: a print stream swallows that, and a report that nobody got would end as done.
 * For one thread at a time, as the print stream around it sees to.
 */
final class CheckedOutput extends FilterOutputStream {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private IOException failure;

    CheckedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** What went wrong, for people; empty also if only the reader has left, such as {@code head}, because it has all that it wanted. */
    Optional<String> complaint() {
        return Optional.ofNullable(failure)
                .filter(e -> !isPipe())
                .map(e -> "cannot write to standard output: " + e.getMessage());
    }

    private static boolean isPipe() {
        try {
            // The message is of the system and in its language; writing to a pipe fails when nobody reads it.
            return Files.readSymbolicLink(STANDARD_OUTPUT).toString().matches("(pipe|socket):.*");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
