package instructblip.core.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON value of a recording with the place it stands at, read with its type.
 *
 * @param file it comes from
 * @param place in it, for messages
 * @param json the value
 */
record RecordedJson(Path file, String place, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static RecordedJson read(Path file) {
        try {
            return new RecordedJson(file, "", JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new RecordingException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new RecordingException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The lines of a JSON Lines file. */
    static List<RecordedJson> lines(Path file) {
        List<RecordedJson> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String place = "line " + (lines.size() + 1);
                lines.add(new RecordedJson(file, place, JSON.readTree(line)));
            }
            return lines;
        } catch (JsonProcessingException e) {
            throw new RecordingException(
                    "%s line %d is not valid JSON: %s"
                            .formatted(file, lines.size() + 1, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new RecordingException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    boolean has(String key) {
        return json.hasNonNull(key);
    }

    RecordedJson get(String key) {
        if (!has(key)) {
            throw fault(key, "a value");
        }
        return new RecordedJson(file, at(key), json.get(key));
    }

    /** The elements of the array under a key; none where it is absent. */
    List<RecordedJson> list(String key) {
        List<RecordedJson> elements = new ArrayList<>();
        if (has(key)) {
            JsonNode array = json.get(key);
            if (!array.isArray()) {
                throw fault(key, "an array");
            }
            for (int i = 0; i < array.size(); i++) {
                elements.add(new RecordedJson(file, at(key) + "[" + i + "]", array.get(i)));
            }
        }
        return elements;
    }

    String text(String key) {
        if (!json.path(key).isTextual()) {
            throw fault(key, "a text");
        }
        return json.get(key).textValue();
    }

    int number(String key) {
        if (!json.path(key).canConvertToInt() || !json.path(key).isIntegralNumber()) {
            throw fault(key, "a whole number");
        }
        return json.get(key).intValue();
    }

    double real(String key) {
        if (!json.path(key).isNumber()) {
            throw fault(key, "a number");
        }
        return json.get(key).doubleValue();
    }

    boolean flag(String key) {
        return json.path(key).asBoolean(false);
    }

    List<String> texts(String key) {
        return list(key).stream().map(RecordedJson::ownText).toList();
    }

    List<Integer> numbers(String key) {
        return list(key).stream().map(RecordedJson::ownNumber).toList();
    }

    List<Double> reals(String key) {
        return list(key).stream().map(RecordedJson::ownReal).toList();
    }

    private String ownText() {
        if (!json.isTextual()) {
            throw fault("", "a text");
        }
        return json.textValue();
    }

    /** This value as texts. */
    List<String> ownTexts() {
        if (!json.isArray()) {
            throw new RecordingException(file + " is not an array of texts.");
        }
        List<String> texts = new ArrayList<>();
        json.forEach(value -> texts.add(new RecordedJson(file, place, value).ownText()));
        return texts;
    }

    /** This value as whole numbers. */
    List<Integer> ownNumbers() {
        if (!json.isArray()) {
            throw fault("", "an array of whole numbers");
        }
        List<Integer> numbers = new ArrayList<>();
        json.forEach(value -> numbers.add(new RecordedJson(file, place, value).ownNumber()));
        return numbers;
    }

    private int ownNumber() {
        if (!json.isIntegralNumber() || !json.canConvertToInt()) {
            throw fault("", "a whole number");
        }
        return json.intValue();
    }

    private double ownReal() {
        if (!json.isNumber()) {
            throw fault("", "a number");
        }
        return json.doubleValue();
    }

    /** A file of the recording: names come from outside and must stay within its folder. */
    Path fileWithin(Path folder, String name) {
        Path path = folder.resolve(name).normalize();
        if (name.isEmpty()
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || Path.of(name).isAbsolute()
                || !path.startsWith(folder.normalize())) {
            throw fault("", "a file within the recording's folder, found \"" + name + "\"");
        }
        return path;
    }

    RecordingException fault(String key, String expected) {
        JsonNode found = key.isEmpty() ? json : json.path(key);
        String text = found.isMissingNode() ? "missing" : found.toString();
        return new RecordingException(
                "%s: %s is %s; expected %s."
                        .formatted(
                                file,
                                key.isEmpty() ? place : at(key),
                                text.length() > 80 ? text.substring(0, 80) + "…" : text,
                                expected));
    }

    private String at(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}
