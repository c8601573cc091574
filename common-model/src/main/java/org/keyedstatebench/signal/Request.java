package org.keyedstatebench.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * One line that the harness writes for a running engine whose descriptor says that it heeds them. An engine passes over lines that it
 * does not know.
 *
 * @param request {@value #KEEP_STATE} or {@value #RESCALE}
 * @param parallelism to change to; {@code null} where nothing is to be rescaled
 */
public record Request(
        String request,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer parallelism) {

    private static final String KEEP_STATE = "keep-state";
    private static final String RESCALE = "rescale";

    /** Stop, and keep the state so that another job can go on from it. */
    public static Request keepState() {
        return new Request(KEEP_STATE, null);
    }

    /** Go on with so many parallel tasks of each stage, without an end of the process. */
    public static Request rescale(int parallelism) {
        return new Request(RESCALE, parallelism);
    }

    public boolean keepsState() {
        return KEEP_STATE.equals(request);
    }

    public boolean rescales() {
        return RESCALE.equals(request) && parallelism != null && parallelism > 0;
    }

    /** As one line of JSON, without a line break. */
    public String toJson() {
        return Signal.JSON.writeValueAsString(this);
    }

    /** @return empty if the line is none */
    public static Optional<Request> fromJson(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Signal.JSON.readValue(line, Request.class));
        } catch (JacksonException noRequest) {
            return Optional.empty();
        }
    }
}
