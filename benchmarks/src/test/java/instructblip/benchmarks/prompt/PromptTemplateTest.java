package instructblip.benchmarks.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

    @Test
    void namesFieldsInBracesAndKeepsDoubledOnes() {
        PromptTemplate template = PromptTemplate.of("{{a}} { b }{b}: {c} ");

        assertEquals(Set.of("b", "c"), template.fields());
        assertEquals("{a} 11: {x} ", template.render(Map.of("b", "1", "c", "{x}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{}", "{ }", "{a", "a}", "{a{b}}", "{a}}"})
    void aBraceWithoutPartnerIsAFault(String text) {
        assertThrows(IllegalArgumentException.class, () -> PromptTemplate.of(text));
    }
}
