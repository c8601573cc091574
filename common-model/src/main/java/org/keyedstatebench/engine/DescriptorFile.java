package org.keyedstatebench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.job.Contract;
import org.keyedstatebench.process.TextFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A descriptor where it lies: what it starts lies beside it.
 *
 * @param path of the file, absolute
 * @param engine what it says
 * @param warnings what was passed over, one sentence each
 */
public record DescriptorFile(Path path, EngineDescriptor engine, List<String> warnings) {

    /** Name of a descriptor's file. */
    public static final String NAME = "engine.json";

    /** Where a Maven module leaves what it has built. */
    private static final String BUILT = "target";

    /** Fields that stand for nothing, at any place. */
    private static final List<String> REMARKS = List.of("$schema", "$comment");

    public DescriptorFile {
        path = path.toAbsolutePath().normalize();
        warnings = List.copyOf(warnings);
    }

    /** The folder that relative paths of the descriptor start from. */
    public Path folder() {
        return path.getParent();
    }

    /**
     * The descriptors of a home: its own, those of the folders in it, and of either what Maven has built.
     *
     * @return their files, in the order of their names; empty if there are none
     */
    public static List<Path> in(Path home) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(home));
        if (Files.isDirectory(home)) {
            try (Stream<Path> children = Files.list(home)) {
                children.filter(Files::isDirectory).sorted().forEach(folders::add);
            }
        }
        return folders.stream()
                .flatMap(folder -> Stream.of(folder, folder.resolve(BUILT)))
                .map(folder -> folder.resolve(NAME))
                .filter(Files::isRegularFile)
                .distinct()
                .toList();
    }

    /** @throws DescriptorException if the file cannot be read, is not JSON, or does not describe an engine; says where and why */
    public static DescriptorFile read(Path path) {
        String json;
        try {
            json = TextFile.read(path);
        } catch (IOException e) {
            throw new DescriptorException(path + ": expected a descriptor of an engine, " + e.getMessage(), e);
        }
        List<String> warnings = new ArrayList<>();
        try {
            Contract.checkFirst(mapper(path, json, new ArrayList<>()), json, "the engine");
            return new DescriptorFile(
                    path, mapper(path, json, warnings).readValue(json, EngineDescriptor.class), warnings);
        } catch (DatabindException e) {
            throw new DescriptorException(place(path, e.getLocation()) + field(e) + reason(e), e);
        } catch (JacksonException e) {
            throw new DescriptorException(place(path, e.getLocation()) + "expected JSON, " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new DescriptorException(path + ": " + e.getMessage(), e);
        }
    }

    private static String place(Path path, TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? path + ": "
                : path + ":" + location.getLineNr() + ":" + location.getColumnNr() + ": ";
    }

    /** The path to the field, such as variants[2].trigger. */
    private static String field(DatabindException e) {
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return field.isEmpty() ? "" : field + ": ";
    }

    private static String reason(DatabindException e) {
        if (e.getCause() instanceof IllegalArgumentException) {
            return e.getCause().getMessage();
        }
        if (e instanceof MismatchedInputException other && other.getTargetType() != null) {
            String got = e instanceof InvalidFormatException format
                    ? ", got '" + format.getValue() + "'"
                    : ", got something else";
            return "expected " + expectation(other.getTargetType()) + got;
        }
        return e.getOriginalMessage();
    }

    private static String expectation(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == String.class ? "a text" : "a mapping";
    }

    private static JsonMapper mapper(Path path, String json, List<String> warnings) {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(Words.module())
                .addHandler(new Unknown(path, json, warnings))
                .build();
    }

    /**
     * Passes over a field that nobody knows, with a warning: in what people write by hand, it is mostly a typo of one that somebody
     * knows, and a newer form must be readable all the same.
     */
    private static final class Unknown extends DeserializationProblemHandler {

        private final Path path;
        private final String json;
        private final List<String> warnings;

        Unknown(Path path, String json, List<String> warnings) {
            this.path = path;
            this.json = json;
            this.warnings = warnings;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object beanOrClass,
                String name) {
            if (!REMARKS.contains(name)) {
                Collection<Object> known = deserializer.getKnownPropertyNames();
                warnings.add(path + lineOf(name) + ": unknown field '" + name
                        + "' is passed over; there are "
                        + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
            }
            parser.skipChildren();
            return true;
        }

        /** The parser's own location is lost where fields of a record are put aside until its last one is read. */
        private String lineOf(String name) {
            List<MatchResult> found = Pattern.compile(Pattern.quote('"' + name + '"') + "\\s*:")
                    .matcher(json)
                    .results()
                    .toList();
            return found.size() == 1
                    ? ":"
                            + (1
                                    + json.substring(0, found.get(0).start())
                                            .chars()
                                            .filter(c -> c == '\n')
                                            .count())
                    : "";
        }
    }
}
