package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.OpenModel;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.video.VideoFrames;
import instructblip.results.report.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ask", description = "Asks a model one question about an image or a clip.")
public final class AskCommand implements Callable<Integer> {

    private static final int BEAMS = 5;

    @Mixin private ModelArguments model = new ModelArguments();
    @Mixin private DecodingArguments decoding = new DecodingArguments();
    @Mixin private VideoArguments video = new VideoArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(
            arity = "2..*",
            paramLabel = "IMAGE… PROMPT",
            description = "An image, a clip or the frames of one, then the question.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--candidates",
            split = ",",
            paramLabel = "A,B,…",
            description = "Rank these answers instead of writing one.")
    private List<String> candidates = new ArrayList<>();

    @Option(
            names = "--candidate",
            paramLabel = "TEXT",
            description = "One answer to rank; may be given several times and hold commas.")
    private List<String> more = new ArrayList<>();

    private final Console console;

    public AskCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws RequestException {
        output.on(console);
        Bundle bundle = Bundle.ofThisInstallation();
        List<Path> images =
                words.subList(0, words.size() - 1).stream().map(Arguments::path).toList();
        String prompt = words.get(words.size() - 1);
        for (ModelKind kind : ModelKind.all()) {
            request(images, prompt, mode(kind));
        }
        Path checkpoint = model.folder(bundle).orElseGet(bundle::model);
        CheckedModel checked = CheckedModel.of(checkpoint, model.options(), console::note);
        AnswerMode mode = mode(checked.description().kind());
        try (OpenModel opened = checked.loadForOneAnswer(mode)) {
            Request request = request(images, prompt, mode);
            Answer answer = opened.answer(List.of(opened.prepare(request))).get(0);
            return print(request, answer);
        }
    }

    private Request request(List<Path> files, String prompt, AnswerMode mode) {
        if (files.stream().noneMatch(VideoFrames::isNamedAsVideo)) {
            if (video.frames().isPresent()) {
                throw new UsageException("--frames is for a clip; expected a video file");
            }
            return new Request(files, prompt, mode);
        }
        if (files.size() > 1) {
            throw new UsageException(
                    "a clip stands beside other files; expected one clip, or images only");
        }
        return Request.ofVideo(
                files.get(0), video.frames().orElse(VideoFrames.USUAL), prompt, mode);
    }

    /**
     * Written as {@code generate()} in LAVIS {@code blip2_t5_instruct.py} and {@code blip2_t5.py}.
     */
    private AnswerMode mode(ModelKind kind) {
        List<String> texts = new ArrayList<>(candidates);
        texts.addAll(more);
        if (!texts.isEmpty()) {
            if (texts.stream().distinct().count() < texts.size()) {
                throw new UsageException("a candidate is given twice; expected different ones");
            }
            return new Rank(texts);
        }
        int least = kind.family() == LanguageFamily.T5 ? 0 : 1;
        Generate usual =
                kind.type() == ModelType.BLIP2
                        ? new Generate(BEAMS, 30, least, 1, 1, false)
                        : new Generate(BEAMS, 256, least, 1, 1.5, false);
        try {
            return decoding.overrides().over(usual);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private int print(Request request, Answer answer) {
        if (answer instanceof Failed failed) {
            console.complain("no answer: " + failed.reason());
            return ExitCode.INCOMPLETE.code();
        }
        if (output.json()) {
            console.print(Json.line(json(request, answer)));
        } else if (answer instanceof Generated generated) {
            console.print(generated.text());
        } else {
            console.print(table((Ranked) answer).lines());
        }
        return ExitCode.OK.code();
    }

    private static TextTable table(Ranked ranked) {
        List<List<String>> rows = new ArrayList<>();
        for (int index : ranked.order()) {
            rows.add(
                    List.of(
                            ranked.candidates().get(index),
                            String.format(Locale.ROOT, "%.4f", ranked.losses().get(index))));
        }
        return new TextTable(
                List.of(TextTable.Column.left("candidate"), TextTable.Column.right("NLL")), rows);
    }

    private static ObjectNode json(Request request, Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("prompt", request.prompt());
        ArrayNode images = json.putArray("images");
        request.images().forEach(image -> images.add(image.toString()));
        if (answer instanceof Generated generated) {
            return json.put("text", generated.text());
        }
        Ranked ranked = (Ranked) answer;
        ObjectNode scores = json.putObject("scores");
        for (int i = 0; i < ranked.candidates().size(); i++) {
            scores.put(ranked.candidates().get(i), ranked.losses().get(i));
        }
        ArrayNode order = json.putArray("order");
        ranked.order().forEach(order::add);
        return json;
    }
}
