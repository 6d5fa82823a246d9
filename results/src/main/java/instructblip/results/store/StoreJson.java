package instructblip.results.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.results.record.JsonText;
import instructblip.results.record.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The whole-file JSON of a run folder: the same bytes on every machine, read with limits. */
public final class StoreJson {

    private static final long MAX_BYTES = 64 << 20;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Not the platform's line break: the bytes are the same everywhere. */
    private static final ObjectWriter PRETTY = JSON.writer(printer());

    private StoreJson() {}

    /** An object to be filled. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Plain values (maps, lists, texts, numbers, flags) as JSON. */
    public static JsonNode node(Object value) {
        return JSON.valueToTree(value);
    }

    /** JSON as plain values. */
    static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    /**
     * Writes a document, whole or not at all.
     *
     * @throws UnfinishedWriteException when it cannot be written; an older file is still whole
     */
    public static void write(Path file, JsonNode node) {
        AtomicFile.write(file, bytes(node));
    }

    static byte[] bytes(JsonNode node) {
        try {
            String text = PRETTY.writeValueAsString(node) + "\n";
            return JsonText.escapeLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Reads a file that holds one JSON object.
     *
     * @throws StoreException when it is missing, too large or no such file
     */
    static StoredObject read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StoreException(
                        "%s has %d bytes; expected at most %d."
                                .formatted(shown(file), Files.size(file), MAX_BYTES));
            }
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (node == null || !node.isObject()) {
                throw new StoreException(shown(file) + " is not a JSON object.");
            }
            return new StoredObject(file, "", node);
        } catch (NoSuchFileException e) {
            throw new StoreException(shown(file) + " is missing.", e);
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "%s is not valid JSON: line %d: %s"
                            .formatted(
                                    shown(file),
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    Printable.escape(e.getOriginalMessage())),
                    e);
        } catch (IOException e) {
            throw new StoreException(shown(file) + " cannot be read: " + reason(e), e);
        }
    }

    /** A path for a message. */
    static String shown(Path file) {
        return Printable.escape(file.toString());
    }

    /** What the operating system says, without the path that the message names already. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException fault && fault.getReason() != null) {
            return Printable.escape(fault.getReason());
        }
        return Printable.escape(String.valueOf(e.getMessage()));
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return printer;
    }
}
