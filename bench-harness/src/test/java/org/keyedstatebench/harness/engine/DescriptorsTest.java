package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.engine.DescriptorFile;

/** The descriptors of the engines are as their schema has it. */
class DescriptorsTest {

    private static Path file(String id) {
        return Path.of("..", id + "-counter", "target", DescriptorFile.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "flink", "spark"})
    void fitsItsSchema(String id) throws Exception {
        try (InputStream in = DescriptorFile.class.getResourceAsStream("engine.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
            String json = Files.readString(file(id));
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            List<Error> errors = schema.validate(json.replace("\"startup\"", "\"startUp\""), InputFormat.JSON);
            assertThat(errors).hasSize(1);
        }
    }
}
