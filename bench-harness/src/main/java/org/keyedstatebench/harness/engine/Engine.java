package org.keyedstatebench.harness.engine;

import java.util.Map;
import java.util.Objects;

/**
 * An engine that the harness can start.
 *
 * @param id its name in scenarios
 * @param module folder and artifact of the module whose {@code target/MODULE.args} starts it
 * @param environment variables of its process
 * @param microBatches whether it works in micro-batches, so that rows may stand for many events
 */
public record Engine(String id, String module, Map<String, String> environment, boolean microBatches) {

    public Engine {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(module, "module");
        environment = Map.copyOf(environment);
    }
}
