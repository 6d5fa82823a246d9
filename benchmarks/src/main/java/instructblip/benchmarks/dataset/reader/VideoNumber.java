package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of a video that a question names: 7, {@code vid7}, {@code video7.mp4}. */
final class VideoNumber {

    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?(?:vid|video)?(\\d{1,9})(?:\\.\\w+)?");

    private VideoNumber() {}

    /** The number in a file's name, where it is nothing but one. */
    static OptionalInt in(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? OptionalInt.of(Integer.parseInt(parts.group(1)))
                : OptionalInt.empty();
    }

    /** The number that the question gives as {@code video_id} or {@code video}. */
    static int of(Annotation question) throws DatasetException {
        String field = question.has("video") && !question.has("video_id") ? "video" : "video_id";
        OptionalInt number =
                question.has(field) ? in(question.spelled(field)) : OptionalInt.empty();
        if (number.isEmpty()) {
            throw question.fault(field, "the number of a video");
        }
        return number.getAsInt();
    }
}
