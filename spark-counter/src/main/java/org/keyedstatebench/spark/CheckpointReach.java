package org.keyedstatebench.spark;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Finds out whether executors see the same checkpoints as the driver: with a folder of a local disk on several hosts, each of them
 * keeps state of its own, and what is wrong shows only after the first failure.
 */
final class CheckpointReach {

    private CheckpointReach() {}

    /**
     * @param slots tasks that run at once, so that each executor gets some
     * @throws IllegalArgumentException if one does not see what the driver has written
     */
    static void check(SparkSession session, Path folder, int slots) throws IOException {
        FileSystem files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
        Path marker = new Path(folder, ".seen-by-all-" + UUID.randomUUID());
        boolean was = files.exists(folder);
        files.create(marker).close();
        List<String> blind;
        try {
            String name = marker.toString();
            blind = JavaSparkContext.fromSparkContext(session.sparkContext())
                    .parallelize(IntStream.range(0, slots).boxed().toList(), slots)
                    .map((Function<Integer, String>) slot -> hostThatMisses(name))
                    .collect();
        } finally {
            files.delete(was ? marker : folder, true);
        }
        String hosts = blind.stream().filter(host -> !host.isEmpty()).distinct().collect(Collectors.joining(", "));
        if (!hosts.isEmpty()) {
            throw new IllegalArgumentException("executors on " + hosts + " do not see the driver's checkpoints in "
                    + folder + ": name a folder of a store that all of them reach, such as hdfs: or s3a:");
        }
    }

    private static String hostThatMisses(String marker) throws IOException {
        Path path = new Path(marker);
        return path.getFileSystem(SparkHadoopUtil.get().conf()).exists(path)
                ? ""
                : SparkEnv.get().blockManager().blockManagerId().host();
    }
}
