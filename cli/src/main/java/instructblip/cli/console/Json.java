package instructblip.cli.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import instructblip.results.record.JsonText;
import java.nio.file.Path;

/** JSON documents for standard output; names of fields are written with underscores. */
public final class Json {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Path.class, ToStringSerializer.instance))
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .build();

    private Json() {}

    /** One document in one line; what a terminal could not show stands there as an escape. */
    public static String line(Object value) {
        try {
            return JsonText.escapeUnprintable(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a document: " + value.getClass(), e);
        }
    }

    /** A record or map as an object to which more can be added. */
    public static ObjectNode object(Object value) {
        return JSON.valueToTree(value);
    }
}
