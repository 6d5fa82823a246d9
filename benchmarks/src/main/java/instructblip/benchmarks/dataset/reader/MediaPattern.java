package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.FieldPath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image or video with fields in braces, as {@code images/{image_id:012}.jpg}, where
 * {@code :012} writes a number in twelve digits.
 *
 * @param text as it was written
 */
public record MediaPattern(String text) {

    private static final Pattern FIELD = Pattern.compile("\\{([^{}:]+)(?::0(\\d{1,2}))?}");

    public MediaPattern {
        if (FIELD.matcher(text).replaceAll("").matches(".*[{}].*")) {
            throw new IllegalArgumentException(
                    "expected field names in braces, as images/{image_id:012}.jpg");
        }
    }

    String of(MappedRecord record) throws DatasetException {
        Matcher fields = FIELD.matcher(text);
        StringBuilder name = new StringBuilder();
        while (fields.find()) {
            String value = record.text(new FieldPath(fields.group(1)));
            fields.appendReplacement(
                    name, Matcher.quoteReplacement(padded(value, fields.group(2), record)));
        }
        return fields.appendTail(name).toString();
    }

    private static String padded(String value, String width, MappedRecord record)
            throws DatasetException {
        if (width == null) {
            return value;
        }
        if (!value.matches("\\d{1,18}")) {
            throw record.record().fault("the image is named by a number; expected up to 18 digits");
        }
        return ("%0" + Integer.parseInt(width) + "d").formatted(Long.parseLong(value));
    }
}
