package instructblip.cli.tune;

import instructblip.core.image.Movement;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;

/**
 * A drawn sample, before its files are read.
 *
 * @param name of data set and sample, for messages
 * @param request images and instruction
 * @param answer that is learned; {@code null} where classes are
 * @param classes one per label, -1 where it is not known; {@code null} where an answer is
 * @param movement of its images
 */
record Lesson(String name, Request request, String answer, int[] classes, Movement movement) {

    /** Reads its files. */
    TrainingSample prepared(TrainableModel model) throws RequestException {
        return answer == null
                ? model.prepareLabels(request, classes, movement)
                : model.prepare(request, answer, movement);
    }
}
