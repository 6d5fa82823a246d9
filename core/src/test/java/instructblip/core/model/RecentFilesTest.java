package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.core.request.RequestException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentFilesTest {

    private final RecentFiles<String, String> recent = new RecentFiles<>(2);
    private final List<String> read = new ArrayList<>();

    @Test
    void readsAgainOnlyWhatWasForgotten() throws RequestException {
        for (String name : List.of("a", "b", "a", "c", "a", "b")) {
            assertEquals("content of " + name, get(name));
        }
        assertEquals(List.of("a", "b", "c", "b"), read);
    }

    @Test
    void forgetsFailures() throws RequestException {
        RequestException fault =
                assertThrows(
                        RequestException.class,
                        () ->
                                recent.get(
                                        "a",
                                        () -> {
                                            throw new RequestException("a: broken");
                                        }));
        assertEquals("a: broken", fault.getMessage());
        assertEquals("content of a", get("a"));
    }

    @Test
    void namesTheFileOfAFaultOfTheProgram() {
        RequestException fault =
                assertThrows(
                        RequestException.class,
                        () ->
                                recent.get(
                                        "a",
                                        () -> {
                                            throw new IllegalStateException("odd");
                                        }));
        assertEquals(
                "a: cannot be prepared (java.lang.IllegalStateException: odd)", fault.getMessage());
    }

    @Test
    void tellsWantOfMemoryFromAFault() throws RequestException {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");
        assertSame(
                full,
                assertThrows(
                        OutOfMemoryError.class,
                        () ->
                                recent.get(
                                        "a",
                                        () -> {
                                            throw full;
                                        })));
        assertEquals("content of a", get("a"));
    }

    private String get(String name) throws RequestException {
        return recent.get(
                name,
                () -> {
                    read.add(name);
                    return "content of " + name;
                });
    }
}
