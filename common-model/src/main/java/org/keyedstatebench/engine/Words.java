package org.keyedstatebench.engine;

import java.time.Duration;
import java.util.function.Function;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.Durations;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads what people type in one word, such as {@code 10s}, alike in a descriptor and in a scenario file. */
public final class Words {

    private Words() {}

    /** Durations and triggers; one that cannot be read is a {@link DatabindException} with the reader's own sentence. */
    public static SimpleModule module() {
        return new SimpleModule()
                .addDeserializer(Duration.class, new Word<>(Duration.class, Durations::parse))
                .addDeserializer(Trigger.class, new Word<>(Trigger.class, Trigger::parse));
    }

    private static final class Word<T> extends StdDeserializer<T> {

        private final transient Function<String, T> reader;

        Word(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString();
            try {
                return reader.apply(text == null ? parser.currentToken().asString() : text);
            } catch (IllegalArgumentException e) {
                throw DatabindException.from(parser, e.getMessage(), e);
            }
        }
    }
}
