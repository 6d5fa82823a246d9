package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same data sets in the other layouts that people have give the same samples. */
class LayoutsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path data;

    @Test
    void annotationsMayLieInAFolderOfTheirOwn() throws Exception {
        copy("nocaps", "nocaps_val_4500_captions.json", "annotations/captions");
        Files.move(
                data.resolve("annotations/captions"),
                data.resolve("annotations/nocaps_val_4500_captions.json"));
        media("nocaps", media -> media.replace("val/", "validation/"));

        RecordedSamples.of("nocaps")
                .assertRead(data, "val", media -> media.replace("val/", "validation/"));
    }

    @Test
    void annotationsMayBeInUtf16() throws Exception {
        for (String file : List.of("TextVQA_0.5.1_val.json", "TextVQA_Rosetta_OCR_v0.2_val.json")) {
            Files.writeString(
                    data.resolve(file), original("textvqa", file), StandardCharsets.UTF_16);
        }

        RecordedSamples.of("textvqa").assertRead(data, "val");
    }

    @Test
    void textVqaWithTheTokensOfLlava() throws Exception {
        copy("textvqa", "TextVQA_0.5.1_val.json", "TextVQA_0.5.1_val.json");
        Map<String, String> tokens = new TreeMap<>();
        for (JsonNode image : tree("textvqa", "TextVQA_Rosetta_OCR_v0.2_val.json").get("data")) {
            tokens.put(
                    image.get("image_id").asText(),
                    String.join(", ", Fixtures.texts(image.get("ocr_tokens"))));
        }
        StringBuilder lines = new StringBuilder();
        for (JsonNode question : tree("textvqa", "TextVQA_0.5.1_val.json").get("data")) {
            String image = question.get("image_id").asText();
            String text =
                    question.get("question").asText()
                            + "\nReference OCR token: "
                            + tokens.getOrDefault(image, "")
                            + "\nAnswer the question using a single word or phrase.";
            lines.append(JSON.createObjectNode().put("question_id", image).put("text", text));
            lines.append('\n');
        }
        write("llava_textvqa_val_v051_ocr.jsonl", lines.toString());

        RecordedSamples.of("textvqa").assertRead(data, "val");
    }

    @Test
    void withoutItsTokensTextVqaIsNotRead() throws Exception {
        copy("textvqa", "TextVQA_0.5.1_val.json", "TextVQA_0.5.1_val.json");

        assertMessage(
                data
                        + ": no TextVQA_Rosetta_OCR_v0.2_val.json (nor"
                        + " llava_textvqa_val_v051_ocr.jsonl) there or in annotations/; get it from"
                        + " textvqa.org/dataset",
                "textvqa",
                "val");
    }

    @Test
    void noCapsTestHasNoCaptions() throws Exception {
        ObjectNode document = (ObjectNode) tree("nocaps", "nocaps_val_4500_captions.json");
        document.remove("annotations");
        write("nocaps_test_image_info.json", document);

        Dataset dataset = Benchmarks.named("nocaps").read(data, "test");

        assertEquals(document.get("images").size(), dataset.samples().size());
        assertEquals(List.of(), dataset.samples().get(0).references());
        assertTrue(dataset.samples().get(0).media().startsWith("test/"));
    }

    @Test
    void flickr30kAsLavisHasIt() throws Exception {
        ArrayNode records = JSON.createArrayNode();
        for (JsonNode sample : recorded("flickr30k")) {
            ObjectNode record = records.addObject().put("image", sample.get("image").asText());
            record.set("caption", sample.get("references"));
        }
        write("flickr30k_test.json", records);

        RecordedSamples.of("flickr30k").assertRead(data, "test");
    }

    @Test
    void flickr30kFromTheTokenFileAndAListOfImages() throws Exception {
        writeFlickr30kList();
        write("results_20130124.token", flickr30kLines("%s.jpg#%d\t%s\n"));

        RecordedSamples.of("flickr30k").assertRead(data, "test");
    }

    @Test
    void flickr30kFromKaggle() throws Exception {
        writeFlickr30kList();
        String lines = flickr30kLines("%s.jpg| %d| %s\n").replaceFirst("\\| 4\\| ", "| 4   ");
        write("flickr30k_images/results.csv", "image_name| comment_number| comment\n" + lines);
        media(
                "flickr30k",
                media -> media.replace("flickr30k-images", "flickr30k_images/flickr30k_images"));

        RecordedSamples.of("flickr30k")
                .assertRead(
                        data,
                        "test",
                        media ->
                                media.replace(
                                        "flickr30k-images", "flickr30k_images/flickr30k_images"));
    }

    @Test
    void captionsOfAllImagesNeedAListOfTheSplit() throws Exception {
        Path captions = write("results.csv", "image_name| comment_number| comment\n");

        assertMessage(
                captions
                        + " does not say which images are in the split test; put"
                        + " dataset_flickr30k.json or test.txt beside it",
                "flickr30k",
                "test");
    }

    private void writeFlickr30kList() throws IOException {
        StringBuilder list = new StringBuilder();
        recorded("flickr30k").forEach(s -> list.append(s.get("id").asText()).append(".jpg\n"));
        write("test.txt", list.toString());
    }

    private static String flickr30kLines(String format) {
        StringBuilder lines = new StringBuilder();
        for (JsonNode sample : recorded("flickr30k")) {
            List<String> captions = Fixtures.texts(sample.get("references"));
            for (int i = 0; i < captions.size(); i++) {
                lines.append(format.formatted(sample.get("id").asText(), i, captions.get(i)));
            }
        }
        return lines.toString();
    }

    @Test
    void gqaAsLavisHasIt() throws Exception {
        ArrayNode records = JSON.createArrayNode();
        JsonNode official = tree("gqa", "testdev_balanced_questions.json");
        for (Map.Entry<String, JsonNode> entry : official.properties()) {
            ObjectNode record = records.addObject();
            record.put("image", entry.getValue().get("imageId").asText() + ".jpg");
            record.set("question", entry.getValue().get("question"));
            record.set("answer", entry.getValue().get("answer"));
            record.put("question_id", entry.getKey());
        }
        write("annotations/testdev_balanced_questions.json", records);

        RecordedSamples.of("gqa").assertRead(data, "testdev_balanced");
    }

    @Test
    void gqaTestHasNoAnswers() throws Exception {
        copy("gqa", "test_balanced_questions.json", "questions1.2/test_balanced_questions.json");

        Dataset dataset = Benchmarks.named("gqa").read(data, "test_balanced");

        assertEquals(List.of(), dataset.samples().get(0).references());
        assertEquals(2, dataset.samples().size());
    }

    @Test
    void vsrAsTheHubHasIt() throws Exception {
        copy("vsr", "splits/zeroshot/test.jsonl", "test.jsonl");
        media("vsr", media -> media.replace("images/", "trainval2017/"));

        RecordedSamples.of("vsr")
                .assertRead(
                        data, "zeroshot-test", media -> media.replace("images/", "trainval2017/"));
    }

    @Test
    void iconQaProblemsMayLieOneLevelUp() throws Exception {
        copy("iconqa", "iconqa_data/problems.json", "problems.json");
        copy("iconqa", "iconqa_data/pid_splits.json", "iconqa_data/pid_splits.json");

        RecordedSamples.of("iconqa").assertRead(data, "choose_txt_test");
    }

    @Test
    void iconQaAsLavisHasIt() throws Exception {
        JsonNode problems = tree("iconqa", "iconqa_data/problems.json");
        ArrayNode records = JSON.createArrayNode();
        records.addObject().put("ques_type", "fill_in_blank").put("instance_id", "1");
        for (JsonNode sample : recorded("iconqa")) {
            String id = sample.get("id").asText();
            records.add(
                    ((ObjectNode) problems.get(id))
                            .put("instance_id", id)
                            .put("image_id", "test_" + id)
                            .put("image", "test_" + id + ".png"));
        }
        write("annotations_test.json", records);
        media("iconqa", LayoutsTest::inAllImages);

        RecordedSamples.of("iconqa").assertRead(data, "choose_txt_test", LayoutsTest::inAllImages);
    }

    private static String inAllImages(String media) {
        return media.replaceFirst(".*/choose_txt/(\\d+)/image.png", "all_images/test_$1.png");
    }

    @Test
    void visDialTestAsksTheLastRoundOnly() throws Exception {
        ObjectNode document = (ObjectNode) tree("visdial", "visdial_1.0_val.json");
        for (JsonNode dialog : document.at("/data/dialogs")) {
            ArrayNode rounds = (ArrayNode) dialog.get("dialog");
            while (rounds.size() > 3) {
                rounds.remove(3);
            }
            ((ObjectNode) rounds.get(2)).remove(List.of("answer", "gt_index"));
        }
        write("visdial_1.0_test.json", document);

        Dataset dataset = Benchmarks.named("visdial").read(data, "test");

        assertEquals(
                List.of("179360/3", "132003/3"),
                dataset.samples().stream().map(Sample::id).toList());
        Sample sample = dataset.samples().get(0);
        assertEquals(100, sample.candidates().size());
        assertEquals(Map.of(), sample.facts());
        assertEquals(
                "VisualDialog_test2018/VisualDialog_test2018_000000179360.jpg", sample.media());
        assertTrue(sample.fields().get("history").startsWith("q: is the teapot empty? a: no"));
        assertEquals(List.of(), dataset.notes());
    }

    @Test
    void visDialRelevanceIsThereWhereItIsDense() throws Exception {
        Path official = Fixtures.folder("visdial").resolve("data");
        Dataset dense = Benchmarks.named("visdial").read(official, "val");
        copy("visdial", "visdial_1.0_val.json", "visdial_1.0_val.json");
        Dataset sparse = Benchmarks.named("visdial").read(data, "val");

        assertEquals(
                List.of("179360/3", "132003/6"),
                dense.samples().stream()
                        .filter(sample -> sample.facts().containsKey("relevance"))
                        .map(Sample::id)
                        .toList());
        assertEquals(
                Fixtures.document(official.resolve("visdial_1.0_val_dense_annotations.json"))
                        .at("/1/gt_relevance/20")
                        .doubleValue(),
                ((List<?>) dense.samples().get(2).facts().get("relevance")).get(20));
        assertEquals(
                List.of("there are no dense annotations, so there will be no NDCG"),
                sparse.notes());
        assertEquals(List.of(), dense.notes());
    }

    @Test
    void hatefulMemesOfTheFirstPhase() throws Exception {
        copy("hateful-memes", "dev_seen.jsonl", "dev.jsonl");

        RecordedSamples.of("hateful-memes").assertRead(data, "dev_seen");
    }

    @Test
    void scienceQaAsItsRepositoryHasIt() throws Exception {
        copy("scienceqa", "problems.json", "data/scienceqa/problems.json");
        copy("scienceqa", "pid_splits.json", "data/scienceqa/pid_splits.json");
        media("scienceqa", media -> "data/scienceqa/" + media);

        RecordedSamples.of("scienceqa")
                .assertRead(data, "test-img", media -> "data/scienceqa/" + media);
    }

    @Test
    void factsOfBreakdownsAreKept() throws Exception {
        assertEquals("verify", first("gqa").facts().get("structural"));
        assertEquals("near-domain", first("nocaps").facts().get("domain"));
        assertEquals("other", first("vizwiz").facts().get("answer_type"));
        Map<String, Object> science = first("scienceqa").facts();
        assertEquals("natural science", science.get("subject"));
        assertEquals("grade1", science.get("grade"));
        assertEquals("", science.get("hint"));
    }

    private static Sample first(String name) throws DatasetException {
        Benchmark benchmark = Benchmarks.named(name);
        Path folder = Fixtures.folder(name).resolve("data");
        return benchmark.read(folder, benchmark.defaultSplit()).samples().get(0);
    }

    @Test
    void msvdWithRenamedClips() throws Exception {
        copy("msvd-qa", "test_qa.json", "test_qa.json");
        copy("msvd-qa", "train_qa.json", "train_qa.json");

        Dataset dataset = Benchmarks.named("msvd-qa").read(data, "test");

        assertEquals("YouTubeClips/vid1302.avi", dataset.samples().get(0).media());
    }

    @Test
    void msvdAsLavisHasIt() throws Exception {
        ArrayNode records = JSON.createArrayNode();
        for (JsonNode sample : recorded("msvd-qa")) {
            String video = sample.get("video").asText();
            records.addObject()
                    .put("question", question(sample))
                    .put("answer", sample.get("references").get(0).asText())
                    .put("video", video.substring(video.indexOf('/') + 1))
                    .put("question_id", sample.get("id").asInt());
        }
        write("qa_test.json", records);
        writeAnswerIds();

        RecordedSamples.of("msvd-qa").assertRead(data, "test");
    }

    private void writeAnswerIds() throws IOException {
        ObjectNode ids = JSON.createObjectNode();
        List<String> candidates =
                new ArrayList<>(Fixtures.texts(recorded("msvd-qa").get(0).get("candidates")));
        Collections.reverse(candidates);
        candidates.forEach(candidate -> ids.put(candidate, ids.size()));
        write("train_ans2label.json", ids);
    }

    @Test
    void msrvttAsAlproHasItInOneFolder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (JsonNode question : tree("msrvtt-qa", "test_qa.json")) {
            ((ObjectNode) question).put("video_id", "video" + question.get("video_id").asText());
            lines.append(question).append('\n');
        }
        write("test.jsonl", lines.toString());
        copy("msrvtt-qa", "train_qa.json", "annotations/train_qa.json");
        media("msrvtt-qa", LayoutsTest::inVideos);

        RecordedSamples.of("msrvtt-qa").assertRead(data, "test", LayoutsTest::inVideos);
    }

    private static String inVideos(String media) {
        return "videos" + media.substring(media.indexOf('/'));
    }

    @Test
    void msrvttAsJustAskHasIt() throws Exception {
        copy("msrvtt-qa", "train_qa.json", "train_qa.json");
        StringBuilder rows = new StringBuilder("question,answer,video_id,id,type\n");
        for (JsonNode question : tree("msrvtt-qa", "test_qa.json")) {
            rows.append(
                    "%s,%s,%s,%s,1\n"
                            .formatted(
                                    question.get("question").asText(),
                                    question.get("answer").asText(),
                                    question.get("video_id").asText(),
                                    question.get("id").asText()));
        }
        write("test.csv", rows.toString());
        Path folder = Fixtures.folder("msrvtt-qa").resolve("data");
        for (String video : List.of("TrainValVideo/video3647.mp4")) {
            Files.createDirectories(data.resolve(video).getParent());
            Files.copy(folder.resolve(video), data.resolve(video));
        }

        RecordedSamples.of("msrvtt-qa").assertRead(data, "test");
    }

    @Test
    void ivqaMayHaveWholeVideos() throws Exception {
        copy("ivqa", "iVQA/test.csv", "test.csv");
        media("ivqa", LayoutsTest::whole);

        Dataset dataset = RecordedSamples.of("ivqa").assertRead(data, "test", LayoutsTest::whole);

        assertEquals(Optional.of(new Sample.Clip(344, 351)), dataset.samples().get(0).clip());
        assertEquals(Optional.empty(), first("ivqa").clip());
    }

    private static String whole(String media) {
        return media.replaceFirst("_\\d+_\\d+\\.mp4", ".webm");
    }

    @Test
    void aMissingFileIsNamedWithWhereOneGetsIt() {
        assertMessage(
                data
                        + ": no Annotations/val.json (nor val.json) there or in annotations/; get it"
                        + " from vizwiz.org/tasks-and-datasets/vqa (Annotations.zip, val.zip,"
                        + " test.zip)",
                "vizwiz",
                "val");
    }

    @Test
    void imagesOutsideTheFolderAreRefused() throws Exception {
        write("val.json", "[{\"image\": \"../../x\", \"question\": \"?\", \"answers\": []}]");

        assertMessage(
                data.resolve("val.json")
                        + ", record ../../x ([0]): names the file \"../../x\"; expected a path"
                        + " inside the data folder",
                "vizwiz",
                "val");
    }

    @Test
    void ofManyFaultsTheFirstAreShownAndAllAreKept() throws Exception {
        write("val.json", "[{\"image\": \"a\"}, {\"image\": \"b\"}, {\"image\": \"c\"}, {}]");

        DatasetException fault =
                assertThrows(
                        DatasetException.class, () -> Benchmarks.named("vizwiz").read(data, "val"));

        assertEquals(4, fault.faults().size());
        assertEquals(
                fault.faults().get(0)
                        + "\n"
                        + fault.faults().get(1)
                        + "\nand 2 more broken records",
                fault.getMessage());
    }

    private void assertMessage(String expected, String name, String split) {
        assertEquals(
                expected,
                assertThrows(DatasetException.class, () -> Benchmarks.named(name).read(data, split))
                        .getMessage());
    }

    private static String question(JsonNode sample) {
        return sample.get("prompt").asText().replaceAll("^Question: | Short answer:$", "");
    }

    private static List<JsonNode> recorded(String name) {
        return Fixtures.lines(Fixtures.folder(name).resolve("samples.jsonl"));
    }

    private static String original(String name, String file) throws IOException {
        return Files.readString(Fixtures.folder(name).resolve("data").resolve(file));
    }

    private static JsonNode tree(String name, String file) throws IOException {
        return JSON.readTree(original(name, file));
    }

    private void copy(String name, String from, String to) throws IOException {
        write(to, original(name, from));
    }

    private void write(String file, JsonNode document) throws IOException {
        write(file, document.toString());
    }

    private Path write(String file, String text) throws IOException {
        Files.createDirectories(data.resolve(file).getParent());
        return Files.writeString(data.resolve(file), text);
    }

    /** Puts the images or videos of a data set at other places. */
    private void media(String name, UnaryOperator<String> layout) throws IOException {
        for (JsonNode sample : recorded(name)) {
            String media = sample.path("image").asText(sample.path("video").asText());
            write(layout.apply(media), "-");
        }
    }
}
