package instructblip.core.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: 8 bytes little-endian length, then that many bytes of JSON,
 * then the data. Nothing of the data is read.
 *
 * <p>Every entry is checked against the file's size, its dtype and shape against its byte range,
 * and the ranges against one another: they must fill the data section without gap or overlap, as
 * the format demands.
 */
public final class SafetensorsFile {

    /** Largest header read; the format's own library uses the same limit. */
    static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final int MAX_DIMENSIONS = 16;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(16)
                                                    .build())
                                    .enable(
                                            com.fasterxml.jackson.core.StreamReadFeature
                                                    .STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);

    private final Path file;

    private SafetensorsFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the entries in the order of the data.
     *
     * @throws CheckpointException when the file cannot be read or breaks the format
     */
    public static List<TensorEntry> entries(Path file) {
        return new SafetensorsFile(file).read();
    }

    private List<TensorEntry> read() {
        if (!Files.isRegularFile(file)) {
            throw fault("is not there", "a safetensors file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < LENGTH_BYTES) {
                throw fault(
                        "has " + size + " bytes", "a safetensors file (is the download complete?)");
            }
            long header =
                    readFully(channel, 0, LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (header < 2 || header > Math.min(MAX_HEADER_BYTES, size - LENGTH_BYTES)) {
                throw fault(
                        "states a header of " + Long.toUnsignedString(header) + " bytes",
                        "at most "
                                + Math.min(MAX_HEADER_BYTES, size - LENGTH_BYTES)
                                + " (the file has "
                                + size
                                + ")");
            }
            byte[] json = readFully(channel, LENGTH_BYTES, (int) header).array();
            return checked(parse(json), LENGTH_BYTES + header, size);
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer readFully(FileChannel channel, long position, int bytes)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it ends at byte " + (position + buffer.position()));
            }
        }
        return buffer.flip();
    }

    private JsonNode parse(byte[] json) throws IOException {
        try {
            JsonNode header = JSON.readTree(json);
            if (header == null || !header.isObject()) {
                throw fault("has a header that is no JSON object", "a map from name to tensor");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw fault(
                    "has a header that is not valid JSON (" + e.getOriginalMessage() + ")",
                    "a map from name to tensor");
        }
    }

    private List<TensorEntry> checked(JsonNode header, long dataStart, long size) {
        List<TensorEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(field.getKey(), field.getValue(), dataStart, size));
            }
        }
        entries.sort(
                Comparator.comparingLong(TensorEntry::offset)
                        .thenComparingLong(TensorEntry::bytes));
        long end = dataStart;
        for (TensorEntry entry : entries) {
            if (entry.offset() != end) {
                throw fault(
                        "tensor "
                                + entry.name()
                                + " begins at data byte "
                                + (entry.offset() - dataStart),
                        (entry.offset() < end ? "no overlap" : "no gap")
                                + ": the tensor before it ends at "
                                + (end - dataStart));
            }
            end += entry.bytes();
        }
        if (end != size) {
            throw fault(
                    "has " + (size - dataStart) + " bytes of data",
                    (end - dataStart) + " as its header says (is the download complete?)");
        }
        return List.copyOf(entries);
    }

    private TensorEntry entry(String name, JsonNode node, long dataStart, long size) {
        StoredType type =
                StoredType.named(node.path("dtype").asText())
                        .orElseThrow(
                                () ->
                                        fault(
                                                "tensor "
                                                        + name
                                                        + " has dtype "
                                                        + node.path("dtype"),
                                                "a dtype of the safetensors format"));
        List<Long> shape = longs(name, "shape", node.path("shape"), MAX_DIMENSIONS);
        List<Long> offsets = longs(name, "data_offsets", node.path("data_offsets"), 2);
        long data = size - dataStart;
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > data) {
            throw fault(
                    "tensor " + name + " has data_offsets " + offsets,
                    "begin and end within the " + data + " bytes of data that follow the header");
        }
        long bytes = offsets.get(1) - offsets.get(0);
        if (bytes != bytesOf(name, shape, type)) {
            throw fault(
                    "tensor "
                            + name
                            + " of shape "
                            + shape
                            + " in "
                            + type
                            + " holds "
                            + bytes
                            + " bytes",
                    String.valueOf(bytesOf(name, shape, type)));
        }
        return new TensorEntry(name, type, shape, file, dataStart + offsets.get(0), bytes);
    }

    private long bytesOf(String name, List<Long> shape, StoredType type) {
        long bytes = type.bytes();
        try {
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            throw fault("tensor " + name + " has shape " + shape, "fewer than 2^63 bytes");
        }
        return bytes;
    }

    private List<Long> longs(String name, String key, JsonNode node, int most) {
        List<Long> values = new ArrayList<>();
        boolean good = node.isArray() && node.size() <= most;
        for (int i = 0; good && i < node.size(); i++) {
            JsonNode value = node.get(i);
            good = value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0;
            values.add(value.asLong());
        }
        if (!good) {
            String found = node.toString();
            throw fault(
                    "tensor "
                            + name
                            + " has "
                            + key
                            + " "
                            + (found.length() > 60 ? found.substring(0, 60) + "…" : found),
                    "whole numbers, none negative");
        }
        return values;
    }

    private CheckpointException fault(String found, String expected) {
        return new CheckpointException(file + ": " + found + "; expected " + expected + ".");
    }
}
