package org.keyedstatebench.flink;

import java.util.Optional;
import org.apache.flink.runtime.jobmaster.JobResult;

/** What {@link JobWatch} needs of a job, so that it watches every one in the same way, wherever it runs. For one thread. */
interface RunningJob extends AutoCloseable {

    /**
     * What the job looks like now, or looked like at its end.
     *
     * @throws Exception if that cannot be found out, also not later
     */
    JobProgress look() throws Exception;

    /** Whether the job is over, as far as is known; cheap. */
    boolean hasEnded();

    /**
     * Ends the job; its last checkpoint stays.
     *
     * @throws Exception if it cannot be ended, with a sentence that names it
     */
    void cancel() throws Exception;

    /**
     * Stops the job with a savepoint.
     *
     * @param folder takes the savepoint
     * @return URI of the savepoint
     * @throws Exception if there is none; the job may go on
     */
    String stopWithSavepoint(String folder) throws Exception;

    /**
     * Asks the running job to go on with so many parallel tasks of each stage; returns when that is accepted.
     *
     * @throws Exception if it is not, in Flink's words
     */
    void rescale(int parallelism) throws Exception;

    /**
     * Waits for the end of the job.
     *
     * @return empty if nobody knows it any more
     * @throws java.util.concurrent.TimeoutException if the job has not ended after so many seconds
     */
    Optional<JobResult> result(long seconds) throws Exception;

    /** Ends a job that still runs, whatever has happened, and what was made for it. */
    @Override
    void close();
}
