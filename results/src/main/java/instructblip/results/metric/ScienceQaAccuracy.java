package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Choice accuracy with the categories of ScienceQA's {@code evaluate_acc.py}, from the facts {@code
 * subject}, {@code grade}, {@code hint} (or {@code has_text}) and {@code has_image}; without the
 * last a record counts as one with an image, as all of the evaluated part are.
 */
public final class ScienceQaAccuracy implements Metric {

    private static final List<String> ORDER =
            List.of(
                    "acc_natural",
                    "acc_social",
                    "acc_language",
                    "acc_has_text",
                    "acc_has_image",
                    "acc_no_context",
                    "acc_grade_1_6",
                    "acc_grade_7_12");

    private static final Map<String, String> SUBJECTS =
            Map.of(
                    "natural science", "acc_natural",
                    "social science", "acc_social",
                    "language science", "acc_language");

    private final boolean byTopic;

    private ScienceQaAccuracy(boolean byTopic) {
        this.byTopic = byTopic;
    }

    /** By the eight categories of the paper's tables. */
    public static ScienceQaAccuracy byCategory() {
        return new ScienceQaAccuracy(false);
    }

    /** Also by the fact {@code topic}, as the program prints it. */
    public static ScienceQaAccuracy byCategoryAndTopic() {
        return new ScienceQaAccuracy(true);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        return ScoreSheet.of(records, ChoiceAccuracy::score, this::categories, ORDER).evaluation();
    }

    private List<String> categories(SampleRecord record) {
        List<String> categories = new ArrayList<>();
        RecordFields.text(record, "subject").map(SUBJECTS::get).ifPresent(categories::add);
        RecordFields.text(record, "grade")
                .map(ScienceQaAccuracy::grades)
                .ifPresent(categories::add);
        if (byTopic) {
            RecordFields.text(record, "topic").ifPresent(topic -> categories.add("acc_" + topic));
        }
        boolean hasText =
                RecordFields.flag(record, "has_text")
                        .orElse(!RecordFields.text(record, "hint").orElse("").isEmpty());
        boolean hasImage = RecordFields.flag(record, "has_image").orElse(true);
        if (hasText) {
            categories.add("acc_has_text");
        }
        if (hasImage) {
            categories.add("acc_has_image");
        }
        if (!hasText && !hasImage) {
            categories.add("acc_no_context");
        }
        return categories;
    }

    /** Null for what is no grade of a school. */
    private static String grades(String grade) {
        if (IntStream.rangeClosed(1, 6).anyMatch(year -> grade.equals("grade" + year))) {
            return "acc_grade_1_6";
        }
        return IntStream.rangeClosed(7, 12).anyMatch(year -> grade.equals("grade" + year))
                ? "acc_grade_7_12"
                : null;
    }
}
