package org.keyedstatebench.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/**
 * {@link ForkFreeLocalFileSystem} behind the interface that Spark writes checkpoints through, but without {@code .crc} files.
 * To be chosen with {@code spark.hadoop.fs.AbstractFileSystem.file.impl}.
 */
public final class ForkFreeLocalFs extends DelegateToFileSystem {

    /** Called by Hadoop. */
    public ForkFreeLocalFs(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, new ForkFreeLocalFileSystem.Raw(), configuration, "file", false);
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }
}
