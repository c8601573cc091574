package org.keyedstatebench.engine;

import java.util.Map;

/**
 * A way of an engine to give a job that has state another parallelism.
 *
 * @param name of the way, by which the specification of the job that goes on asks for it
 * @param says what is done, for people, as a clause: {@code stopped with a savepoint, started with another parallelism}
 * @param running whether the running job is asked, on a cluster; otherwise it is stopped, its state kept, and it is started on that
 * @param config keys of the engine's configuration that the job needs for it, from its beginning; can be empty
 */
public record RescaleWay(String name, String says, boolean running, Map<String, String> config) {

    public RescaleWay {
        Checks.name(name, "name");
        Checks.present(says, "says");
        config = Checks.copy(config);
    }
}
