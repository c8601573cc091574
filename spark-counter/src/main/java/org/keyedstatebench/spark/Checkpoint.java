package org.keyedstatebench.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.State;
import org.keyedstatebench.process.ObjectStoreEndpoint;

/** Reads from a query's checkpoint which batches are complete: the only account that a restart believes, too. */
final class Checkpoint {

    /** Keys of Hadoop's ways to write files. */
    static final List<String> FILE_KEYS =
            List.of("spark.hadoop.fs.file.impl", "spark.hadoop.fs.AbstractFileSystem.file.impl");

    private static final List<String> OWN_FILES =
            List.of(ForkFreeLocalFileSystem.class.getName(), ForkFreeLocalFs.class.getName());

    private final Path commits;
    private final FileSystem files;

    /** @throws IllegalStateException if the job must not resume and the folder has something in it */
    Checkpoint(SparkSession session, State state) throws IOException {
        Path folder = folder(state);
        files = fileSystem(folder, session.sparkContext().hadoopConfiguration());
        commits = new Path(folder, "commits");
        if (!state.continues() && list(folder).length > 0) {
            throw new IllegalStateException(
                    "the state folder " + folder + " is not empty and the job is not to resume: name an empty one");
        }
    }

    /** As Hadoop writes it, not as a URI: its file systems do not decode what stands in one. */
    static Path folder(State state) {
        // Hadoop has S3 under another name than everybody else.
        String uri = state.from() == null ? state.checkpointsUri() : state.from();
        return new Path(URI.create(uri.replaceFirst("^s3:", "s3a:")));
    }

    /**
     * Removes the folder with all that is in it, if it is there.
     *
     * @throws IOException if it is still there
     */
    static void remove(JobSpec spec) throws IOException {
        SparkConf conf = new SparkConf(false);
        stores(spec.state()).forEach(conf::set);
        spec.engineConfig().forEach(conf::set);
        Path folder = folder(spec.state());
        FileSystem files = fileSystem(folder, SparkHadoopUtil.get().newConfiguration(conf));
        if (files.exists(folder) && !files.delete(folder, true)) {
            throw new IOException("cannot remove the checkpoints in " + folder);
        }
    }

    /**
     * What a job is told, without a way to write files that is of use only where checkpoints are files: executors do not find its class
     * where an object store wants a file for itself.
     */
    static JobSpec suited(JobSpec spec) {
        if (areFiles(spec.state())) {
            return spec;
        }
        Map<String, String> config = new TreeMap<>(spec.engineConfig());
        config.values().removeIf(OWN_FILES::contains);
        return spec.withEngineConfig(config);
    }

    static boolean areFiles(State state) {
        return state.checkpointsUri().startsWith("file:");
    }

    /** Where the server of an object store is, if checkpoints are on one. */
    static Map<String, String> stores(State state) {
        return ObjectStoreEndpoint.settings("spark.hadoop.fs.s3a.", state, System.getenv());
    }

    private static FileSystem fileSystem(Path folder, Configuration configuration) throws IOException {
        try {
            return folder.getFileSystem(configuration);
        } catch (UnsupportedFileSystemException e) {
            throw new IllegalArgumentException(
                    "Spark cannot keep checkpoints in " + folder + ": " + e.getMessage()
                            + "; the jar of this store is not on the class path",
                    e);
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
