package org.keyedstatebench.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.keyedstatebench.job.State;

/** Reads from a query's checkpoint which batches are complete: the only account that a restart believes, too. */
final class Checkpoint {

    private final Path commits;
    private final FileSystem files;

    /** @throws IllegalStateException if the job must not resume and the folder has something in it */
    Checkpoint(SparkSession session, State state) throws IOException {
        Path folder = new Path(state.directory());
        files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
        commits = new Path(folder, "commits");
        if (!state.resume() && list(folder).length > 0) {
            throw new IllegalStateException(
                    "the state folder " + folder + " is not empty and the job is not to resume: name an empty one");
        }
    }

    /** Id of the newest complete batch, -1 if there is none. */
    long newestBatch() throws IOException {
        return Arrays.stream(list(commits))
                .map(file -> file.getPath().getName())
                .filter(name -> name.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(-1);
    }

    private FileStatus[] list(Path folder) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException notYet) {
            return new FileStatus[0];
        }
    }
}
