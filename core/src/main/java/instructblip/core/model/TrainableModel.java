package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointCopy;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.NewTensor;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightAudit;
import instructblip.core.checkpoint.WholeFile;
import instructblip.core.image.Movement;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.request.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint of which some tensors learn. The loss is the language model's on the answer only, as
 * {@code transformers} computes it from labels of -100 everywhere else; gradients pass through the
 * parts that do not learn.
 *
 * <p>Belongs to the thread that loaded it; samples may be prepared on others.
 */
public final class TrainableModel implements AutoCloseable {

    private final Source source;
    private final ModelDescription description;
    private final ModelInsides insides;
    private final TrainingParts parts;
    private final TrainingVision vision;
    private final LabelHeads heads;

    /**
     * @param folder of the checkpoint
     */
    record Source(Path folder, Checkpoint checkpoint) {}

    TrainableModel(
            Source source,
            ModelDescription description,
            ModelInsides insides,
            TrainingParts parts,
            LabelHeads heads) {
        this.source = source;
        this.description = description;
        this.insides = insides;
        this.parts = parts;
        this.vision = parts.vision(insides, description.device());
        this.heads = heads;
    }

    public ModelDescription description() {
        return description;
    }

    /** The tensors that learn. */
    public NamedTensors learned() {
        return parts.learned();
    }

    /** What it computes with; gradients are known of calls made while it records. */
    public Kernels kernels() {
        return insides.parts().kernels();
    }

    /** Reads images as the model does. */
    public PixelReader pixels() {
        return new PixelReader(insides);
    }

    /** S, the side of an image in pixels. */
    public int imageSide() {
        return insides.config().vision().imageSize();
    }

    /** The model as it is now, to be asked by the same thread. */
    public VisionLanguageModel answering() {
        return new LearningModel(insides, description, vision);
    }

    /**
     * An instruction on images as a sample to learn, cut as the authors' code does: the prompt to
     * 128 tokens on the left, the answer to 256 on the right.
     *
     * @param request with images and prompt; its mode is not looked at
     * @param movement of the images
     * @throws RequestException when an image cannot be read or a text cannot be used
     */
    public TrainingSample prepare(Request request, String answer, Movement movement)
            throws RequestException {
        int[] prompt = insides.texts().promptToLearn(request.prompt());
        int[] ids = insides.texts().answerToLearn(answer);
        return sample(request, frames(request, movement), prompt, ids);
    }

    /**
     * Images with labels for the classifiers that the model was loaded with.
     *
     * @param classes one per label; -1 where it is not known
     * @throws RequestException when an image cannot be read
     */
    public TrainingSample prepareLabels(Request request, int[] classes, Movement movement)
            throws RequestException {
        int[] none = {};
        return TrainingSample.labelled(
                new PreparedSample(request, frames(request, movement), none, none, List.of(), 0),
                classes.clone());
    }

    private List<DecodedImage> frames(Request request, Movement movement) throws RequestException {
        return insides.media().frames(request).stream()
                .map(frame -> frame.moved(movement))
                .toList();
    }

    /**
     * A sample from recorded pixels.
     *
     * @param pixels (frames, 3, S, S) normalised
     */
    public TrainingSample prepare(TensorValues pixels, String prompt, String answer)
            throws RequestException {
        long side = imageSide();
        int frames = pixels.values().length / Math.toIntExact(3 * side * side);
        if (frames < 1 || !pixels.shape().equals(List.of((long) frames, 3L, side, side))) {
            throw new RequestException(
                    "pixels of shape %s; the model reads [frames, 3, %d, %d]"
                            .formatted(pixels.shape(), side, side));
        }
        int each = pixels.values().length / frames;
        List<DecodedImage> images = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            images.add(
                    DecodedImage.of(Arrays.copyOfRange(pixels.values(), i * each, (i + 1) * each)));
        }
        List<Path> files = Collections.nCopies(frames, Path.of("recorded"));
        return sample(
                new Request(files, prompt, new Rank(List.of(answer))),
                images,
                insides.texts().prompt(prompt),
                insides.texts().answer(answer));
    }

    private TrainingSample sample(
            Request request, List<DecodedImage> images, int[] prompt, int[] ids)
            throws RequestException {
        PreparedSample lesson =
                new PreparedSample(
                        request,
                        images,
                        insides.texts().instruction(request.prompt()),
                        insides.parts().language().lesson(prompt, ids),
                        List.of(),
                        insides.config().qformer().queries());
        return new TrainingSample(lesson, prompt, ids);
    }

    /**
     * The sum of the negative log-likelihoods of all answer tokens, divided by a number of labels:
     * with that of the batch it is the loss; with that of several batches it is this one's part of
     * their common loss.
     *
     * @param batch samples with the same number of frames, all with labels or all with answers
     * @return a tensor of one number, differentiable while the kernels record
     */
    public Tensor loss(Scope scope, List<TrainingSample> batch, int labels) {
        Tensor losses =
                batch.get(0).isLabelled() ? ofLabels(scope, batch) : ofAnswers(scope, batch);
        return kernels().call(scope, "share", losses, labels);
    }

    private Tensor ofLabels(Scope scope, List<TrainingSample> batch) {
        List<DecodedImage> images =
                batch.stream().flatMap(sample -> sample.lesson().images().stream()).toList();
        return heads.losses(
                scope,
                learned(),
                vision.of(scope, images),
                batch.stream().map(TrainingSample::answer).toList());
    }

    private Tensor ofAnswers(Scope scope, List<TrainingSample> batch) {
        Kernels kernels = kernels();
        List<PreparedSample> lessons = batch.stream().map(TrainingSample::lesson).toList();
        Stages stages = insides.perception().learn(scope, vision, lessons);
        Tensor logits =
                insides.parts()
                        .language()
                        .predict(
                                scope,
                                stages.rows(),
                                stages.lengths(),
                                batch.stream().map(TrainingSample::answer).toList());
        int longest = logits.size(1);
        int known = batch.stream().mapToInt(TrainingSample::labels).sum();
        long[] rows = new long[known];
        long[] ids = new long[known];
        int at = 0;
        for (int b = 0; b < batch.size(); b++) {
            int[] answer = batch.get(b).answer();
            for (int i = 0; i < answer.length; i++) {
                rows[at] = (long) b * longest + i;
                ids[at++] = answer[i];
            }
        }
        return kernels.call(
                scope, "losses", logits, scope.tensor(rows, known), scope.tensor(ids, known));
    }

    /**
     * Keeps what was learned so far, whole or not at all.
     *
     * @throws IOException when it cannot be written
     */
    public void keep(Path file) throws IOException {
        List<NewTensor> tensors = learned().toStore("");
        WholeFile.write(file, target -> SafetensorsWriter.write(target, tensors));
    }

    /**
     * Takes back what was kept.
     *
     * @throws CheckpointException when the file cannot be read or holds other tensors
     */
    public void takeBack(Path file) {
        Checkpoint kept = Checkpoint.ofFile(file);
        List<String> faults = new WeightAudit(kept, name -> false).faults(learned().specs());
        if (!faults.isEmpty()) {
            throw new CheckpointException(
                    "%s does not hold what the model learns: %s".formatted(file, faults.get(0)));
        }
        learned().setAll(kept, "");
    }

    /**
     * Writes the checkpoint as it is now, in the layout of the one that it was loaded from; it is
     * there whole or not at all.
     *
     * @param target folder that does not exist yet
     * @param dtype that all weights are written in, to which what was learned is rounded; empty
     *     writes each in its stored type
     * @throws IOException when it cannot be written
     */
    public void save(Path target, Optional<StoredType> dtype) throws IOException {
        Map<String, String> copies = insides.config().language().copies(source.checkpoint());
        new CheckpointCopy(
                        source.folder(),
                        source.checkpoint(),
                        dtype,
                        (stored, written) ->
                                learned()
                                        .bytes(
                                                copies.getOrDefault(stored.name(), stored.name()),
                                                written))
                .write(target);
    }

    @Override
    public void close() {
        vision.close();
        insides.texts().close();
        parts.close();
    }
}
