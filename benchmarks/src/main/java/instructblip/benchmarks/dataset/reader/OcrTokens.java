package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.JsonFile;
import instructblip.benchmarks.dataset.source.JsonLines;
import instructblip.benchmarks.dataset.source.OuterSpace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was read in the images of TextVQA: of {@code TextVQA_Rosetta_OCR_v0.2_SPLIT.json} or, where
 * only that is there, of LLaVA's {@code llava_textvqa_val_v051_ocr.jsonl}, whose questions go on
 * with the tokens. The prompt has the first 30, joined by commas (LAVIS, LLaVA).
 */
final class OcrTokens {

    private static final int MOST = 30;
    private static final String ROSETTA = "TextVQA_Rosetta_OCR_v0.2_%s.json";
    private static final String LLAVA = "llava_textvqa_%s_v051_ocr.jsonl";
    private static final String LLAVA_START = "\nReference OCR token: ";

    private OcrTokens() {}

    /** The tokens as the prompt has them, by image. */
    static Map<String, String> read(DataFolder folder, String split) throws DatasetException {
        Map<String, String> tokens = new HashMap<>();
        Optional<Path> rosetta = folder.find(ROSETTA.formatted(split));
        if (rosetta.isPresent()) {
            new JsonFile(rosetta.get())
                    .records(
                            "data",
                            Set.of("image_id", "ocr_tokens"),
                            record ->
                                    tokens.put(
                                            record.id("image_id"),
                                            joined(record.texts("ocr_tokens"))));
            return tokens;
        }
        Path llava = folder.require(ROSETTA.formatted(split), LLAVA.formatted(split));
        new JsonLines(llava)
                .records(
                        Set.of("question_id", "text"),
                        record -> tokens.put(record.id("question_id"), joined(ofLlava(record))));
        return tokens;
    }

    private static List<String> ofLlava(Annotation record) throws DatasetException {
        String text = record.text("text");
        int start = text.indexOf(LLAVA_START);
        if (start < 0) {
            return List.of();
        }
        String tokens = text.substring(start + LLAVA_START.length());
        int end = tokens.indexOf('\n');
        return List.of((end < 0 ? tokens : tokens.substring(0, end)).split(", "));
    }

    private static String joined(List<String> tokens) {
        return OuterSpace.strip(
                String.join(", ", tokens.subList(0, Math.min(MOST, tokens.size()))));
    }
}
