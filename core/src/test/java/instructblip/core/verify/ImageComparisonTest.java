package instructblip.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageComparisonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PNG = "p01";
    private static final String JPEG = "p12";

    @TempDir Path temporary;
    private Path folder;
    private ObjectNode index;
    private final Map<String, TensorValues> tensors = new LinkedHashMap<>();

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        folder = temporary.resolve("preprocess");
        Path recorded =
                Path.of(Oracle.class.getResource("/instructblip/core/image/preprocess").toURI());
        Oracle.copy(recorded, folder);
        index = (ObjectNode) JSON.readTree(folder.resolve("index.json").toFile());
        for (TensorEntry entry : SafetensorsFile.entries(folder.resolve("tensors.safetensors"))) {
            tensors.put(entry.name(), TensorValues.read(entry));
        }
    }

    @Test
    void agreesWithPillow() throws IOException {
        VerifyReport report = verify();
        assertEquals(index.get("images").size(), report.cases().size());
        for (VerifyReport.Case image : report.cases()) {
            assertEquals(List.of(), image.faults(), image.id());
        }
        assertTrue(report.equal());
        assertNull(report.model());
        VerifyReport.Case first = report.cases().get(0);
        assertEquals(List.of("resized", "pixel_values_rows"), List.copyOf(first.stages().keySet()));
        assertEquals(0.0, first.stages().get("resized").maxAbsDiff());
    }

    @Test
    void aRecordingOfImagesNeedsNoModel() {
        assertTrue(Verification.needsNoModel(options()));
        assertFalse(
                Verification.needsNoModel(
                        new VerifyOptions(
                                Oracle.recording("t5-silu-tied"),
                                OptionalDouble.empty(),
                                Optional.empty(),
                                Optional.empty())));
    }

    @Test
    void aLosslessFileMayNotDifferByOneLevel() throws IOException {
        only(PNG);
        tensors.get(PNG + "/resized").values()[7] += 1;
        assertEquals(List.of("resized differs by 1.00; allowed 0.00"), faults());
    }

    @Test
    void aJpegMayDifferByThreeLevels() throws IOException {
        only(JPEG);
        tensors.get(JPEG + "/resized").values()[7] -= 2;
        assertEquals(List.of(), faults());
        tensors.get(JPEG + "/resized").values()[7] -= 5;
        assertEquals(1, faults().size());
    }

    @Test
    void noticesAPixelValue() throws IOException {
        only(PNG);
        tensors.get(PNG + "/pixel_values_rows").values()[9] += 1e-5f;
        assertEquals(1, faults().size());
        assertTrue(faults().get(0).startsWith("pixel_values_rows differs by"));
    }

    @Test
    void noticesSizeAndDecodedBytes() throws IOException {
        only(PNG);
        image().withArray("size").set(0, 65);
        assertEquals(List.of("size is [64, 64]; recorded [65, 64]"), faults());
        image().put("decoded_rgb_sha256", "00");
        assertTrue(faults().get(1).endsWith("; recorded 00"), faults()::toString);
    }

    @Test
    void aFileWithoutKindIsHeldToTheStrictRule() throws IOException {
        only(PNG);
        image().remove("lossless");
        tensors.get(PNG + "/resized").values()[7] += 1;
        assertEquals(List.of("resized differs by 1.00; allowed 0.00"), faults());
    }

    @Test
    void aMissingImageIsADifference() throws IOException {
        only(PNG);
        Files.delete(folder.resolve(image().get("image").asText()));
        assertEquals(1, faults().size());
        assertTrue(faults().get(0).contains("no such file"), faults()::toString);
    }

    private void only(String id) {
        ArrayNode kept = JSON.createArrayNode();
        for (JsonNode image : index.get("images")) {
            if (image.get("id").asText().equals(id)) {
                kept.add(image);
            }
        }
        index.set("images", kept);
    }

    private ObjectNode image() {
        return (ObjectNode) index.get("images").get(0);
    }

    private List<String> faults() throws IOException {
        return verify().cases().get(0).faults();
    }

    private VerifyReport verify() throws IOException {
        JSON.writeValue(folder.resolve("index.json").toFile(), index);
        SafetensorsWriter.write(folder.resolve("tensors.safetensors"), tensors);
        return Verification.ofImages(options());
    }

    private VerifyOptions options() {
        return new VerifyOptions(
                folder, OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }
}
