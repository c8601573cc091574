package org.keyedstatebench.flink;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.keyedstatebench.event.Event;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Makes an object of all fields of a well-formed event, with Jackson, as most jobs do. */
final class WholeEvent implements MapFunction<Tuple3<String, Long, byte[]>, Event> {

    private static final long serialVersionUID = 1L;

    /** Nothing is too long here: what is well-formed, others have decided. */
    private static final StreamReadConstraints NO_LIMITS = StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(NO_LIMITS).build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    @Override
    public Event map(Tuple3<String, Long, byte[]> decoded) {
        return JSON.readValue(decoded.f2, Event.class);
    }
}
