package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void whatDoesNotShowBecomesAQuestionMark() {
        assertEquals("a?b?c?d", Excerpt.of("a\nb\u001bc\u202ed"));
        assertEquals("?", Excerpt.of("\ud83d"));
        assertEquals("héllo 🙂", Excerpt.of("héllo 🙂"));
    }

    @Test
    void longTextIsCut() {
        assertEquals("x".repeat(120), Excerpt.of("x".repeat(120)));
        assertEquals("🙂".repeat(120) + "…", Excerpt.of("🙂".repeat(121)));
    }
}
