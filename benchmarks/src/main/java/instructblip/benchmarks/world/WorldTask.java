package instructblip.benchmarks.world;

import java.util.List;

/**
 * A task of the small world.
 *
 * @param name of its files
 * @param asking what it can ask about a scene
 * @param records of a scene that has some, in the part for training
 * @param every so many scenes one has some, in the part for training; elsewhere each scene has one
 */
record WorldTask(String name, Asking asking, int records, int every) {

    /**
     * All tasks: those of an instruction mixture, whose sizes differ up to thirtyfold so that ways
     * to draw from them differ, then those that such a mixture leaves out, then what is in the
     * cells.
     */
    static final List<WorldTask> ALL =
            List.of(
                    new WorldTask("captions", Captions::about, 1, 1),
                    new WorldTask("colors", ShortQuestions::colours, 6, 1),
                    new WorldTask("shapes", ShortQuestions::shapes, 2, 1),
                    new WorldTask("counting", ShortQuestions::counting, 1, 5),
                    new WorldTask("yes-no", YesNoQuestions::existence, 1, 1),
                    new WorldTask("questions", QuestionGeneration::about, 1, 5),
                    new WorldTask("relations", YesNoQuestions::relations, 1, 1),
                    new WorldTask("choice", Choices::about, 1, 1),
                    new WorldTask("statements", Statements::about, 1, 1),
                    new WorldTask("dialogs", Dialogs::about, 1, 1),
                    new WorldTask("cells", Cells::about, 1, 1));

    /** How many records a scene of the part for training has. */
    int trainRecords(int scene) {
        return scene % every == 0 ? records : 0;
    }
}
