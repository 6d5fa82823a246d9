package instructblip.benchmarks.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.benchmarks.dataset.DatasetException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlMappingTest {

    @Test
    void aListOfMappingsIsReadInItsOrder() throws DatasetException {
        YamlMapping yaml =
                read(
                        """
                        data:
                          - benchmark: gqa
                            weight: 0.5
                          - {benchmark: vsr}
                        none: []
                        """);
        List<YamlMapping> entries = yaml.mappings("data");
        assertEquals(2, entries.size());
        assertEquals(List.of("benchmark", "weight"), entries.get(0).keys());
        assertEquals("0.5", entries.get(0).text("weight"));
        assertEquals("vsr", entries.get(1).text("benchmark"));
        assertEquals(List.of(), yaml.mappings("none"));
        DatasetException e =
                assertThrows(
                        DatasetException.class, () -> entries.get(1).only(List.of("benchmarks")));
        assertEquals(
                "t.yaml, line 4: unknown key benchmark; did you mean benchmarks? There are: benchmarks",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            'data: gqa'                 | line 1: data is "gqa"; expected a list
            'data: {a: b}'              | line 1: data is that; expected a list
            'other: 1'                  | line 1: data is missing; expected a value
            'data:\\n- a: 1\\n- b'      | line 3: data[1] is no mapping; expected keys and values
            'data:\\n- [a]'             | line 2: data[0] is no mapping; expected keys and values
            'data:\\n- a: 1\\n  a: 2'   | line 3: a is there twice; expected it once
            """)
    void whatIsNoListOfMappingsIsNamed(String text, String message) {
        DatasetException e =
                assertThrows(
                        DatasetException.class,
                        () -> read(text.replace("\\n", "\n")).mappings("data"));
        assertEquals("t.yaml, " + message, e.getMessage());
    }

    @Test
    void allTextsHaveAPlace() throws DatasetException {
        Map<String, String> flat =
                read("""
                                model: demo
                                steps: 1.50
                                empty: []
                                nothing: {}
                                blank:
                                data:
                                  - benchmark: gqa
                                    where: {answer type: [color, "yes"]}
                                  - [a, {b: c}]
                                """)
                        .flat();
        assertEquals(
                "{model=demo, steps=1.50, blank=, data[0].benchmark=gqa,"
                        + " data[0].where.answer type[0]=color, data[0].where.answer type[1]=yes,"
                        + " data[1][0]=a, data[1][1].b=c}",
                flat.toString());
    }

    @Test
    void aFaultDeepInsideIsFoundWhereAllIsRead() {
        DatasetException e =
                assertThrows(
                        DatasetException.class,
                        () -> read("a:\n  - b: 1\n  - c: 2\n    c: 3\n").flat());
        assertEquals("t.yaml, line 4: c is there twice; expected it once", e.getMessage());
    }

    private static YamlMapping read(String text) throws DatasetException {
        return YamlMapping.read("t.yaml", new StringReader(text));
    }
}
