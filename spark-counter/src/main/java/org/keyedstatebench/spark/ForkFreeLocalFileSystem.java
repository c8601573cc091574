package org.keyedstatebench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without its detours: where Hadoop's native library is missing, as it is with jars from Maven,
 * Hadoop starts two {@code chmod} and two {@code readlink} processes for every checkpoint file, and a micro-batch writes
 * several files.
 *
 * <p>To be chosen with {@code spark.hadoop.fs.file.impl}; {@link ForkFreeLocalFs} is the same for Hadoop's other interface.
 */
public final class ForkFreeLocalFileSystem extends LocalFileSystem {

    /** Called by Hadoop. */
    public ForkFreeLocalFileSystem() {
        super(new Raw());
    }

    /** The file system proper; without {@code .crc} files, like Hadoop's own raw one. */
    static final class Raw extends RawLocalFileSystem {

        @Override
        public FileStatus getFileLinkStatus(Path file) throws IOException {
            return Files.isSymbolicLink(pathToFile(file).toPath())
                    ? super.getFileLinkStatus(file)
                    : getFileStatus(file);
        }

        @Override
        public void setPermission(Path file, FsPermission permission) throws IOException {
            String rwx = permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL;
            Files.setPosixFilePermissions(pathToFile(file).toPath(), PosixFilePermissions.fromString(rwx));
        }
    }
}
