package instructblip.cli.tune;

import instructblip.cli.console.Console;
import instructblip.cli.run.CutShortException;
import instructblip.cli.run.Interruption;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.train.Step;
import instructblip.core.train.Trainer;
import instructblip.core.train.TrainingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a stage: draws, learns, logs, validates and keeps what a later start needs. */
final class StageRun {

    private final TuneConfig config;
    private final TuneStage stage;
    private final PlannedStage planned;
    private final TuneFolder folder;
    private final TuneLog log;
    private final Console console;

    private StageProgress progress = StageProgress.BEGIN;
    private Map<String, Double> bestValues = Map.of();
    private int saved;

    /** A step whose kept weights go once a state is stored that names better ones; 0 is none. */
    private int outdated;

    StageRun(
            TuneConfig config,
            PlannedStage planned,
            TuneFolder folder,
            TuneLog log,
            Console console) {
        this.config = config;
        this.stage = planned.stage();
        this.planned = planned;
        this.folder = folder;
        this.log = log;
        this.console = console;
    }

    /**
     * Learns to the end of the stage; the model then has the weights that are to be kept.
     *
     * @param learned how many numbers learn
     * @param earlier stages that are done
     * @throws CutShortException when it cannot go on; the last good state is stored
     */
    StageResult run(
            TrainableModel model, long learned, List<String> earlier, Interruption interruption) {
        try (Trainer trainer =
                new Trainer(model, stage.optimizer(), stage.dropout(), config.seed())) {
            takeUp(trainer, earlier);
            try (LessonStream lessons = planned.lessons(model, config.seed(), progress.draws())) {
                steps(model, trainer, lessons, interruption);
            }
            if (progress.bestStep() > 0) {
                model.takeBack(folder.best(stage, progress.bestStep()));
            }
            return new StageResult(
                    stage.name(),
                    trainer.steps(),
                    learned,
                    planned.shares(),
                    progress.bestStep(),
                    Validation.stored(bestValues));
        }
    }

    private void takeUp(Trainer trainer, List<String> earlier) {
        if (Files.exists(folder.state(stage))) {
            progress = StageProgress.of(trainer.restore(folder.state(stage)));
            saved = trainer.steps();
            console.note("%s: goes on behind step %,d".formatted(stage.name(), trainer.steps()));
        }
        log.keep(earlier, stage.name(), trainer.steps());
        bestValues =
                planned.loggedValues(log, stage.keepBest() ? progress.bestStep() : trainer.steps());
    }

    private void steps(
            TrainableModel model,
            Trainer trainer,
            LessonStream lessons,
            Interruption interruption) {
        StepMeter meter = new StepMeter(console, stage, trainer.steps());
        while (trainer.steps() < stage.steps()) {
            try {
                meter.add(step(trainer, lessons));
            } catch (UnlearnableException | TrainingException e) {
                flush(trainer, meter);
                throw new CutShortException(
                        "%s, step %,d: %s\nThe state of step %,d is kept; --resume goes on from it."
                                .formatted(
                                        stage.name(), trainer.steps() + 1, e.getMessage(), saved),
                        e);
            }
            int made = trainer.steps();
            boolean last = made == stage.steps();
            if (last || made % config.logEvery() == 0) {
                logSteps(meter, made);
            }
            if (!planned.validation().isEmpty() && (last || made % stage.every() == 0)) {
                logSteps(meter, made);
                validate(model, made);
                meter.pass();
                save(trainer);
            } else if (made - saved >= config.saveEvery()) {
                logSteps(meter, made);
                save(trainer);
            }
            if (interruption.isAsked()) {
                flush(trainer, meter);
                throw new CutShortException(
                        "%s: interrupted behind step %,d; --resume goes on from it."
                                .formatted(stage.name(), made),
                        null);
            }
        }
        requireFinite(trainer);
        meter.close();
    }

    private void requireFinite(Trainer trainer) {
        if (!trainer.isFinite()) {
            throw new CutShortException(
                    "%s, step %,d: what was learned is no longer finite; expected finite numbers (a lower learning rate, or clipping, may help).\nThe state of step %,d is kept."
                            .formatted(stage.name(), trainer.steps(), saved),
                    null);
        }
    }

    private Step step(Trainer trainer, LessonStream lessons) {
        List<TrainingSample> batch = lessons.next();
        int size = (batch.size() + stage.accumulate() - 1) / stage.accumulate();
        List<List<TrainingSample>> passes = new ArrayList<>();
        for (int from = 0; from < batch.size(); from += size) {
            passes.add(batch.subList(from, Math.min(batch.size(), from + size)));
        }
        return trainer.step(passes, stage.rate().at(trainer.steps() + 1));
    }

    private void flush(Trainer trainer, StepMeter meter) {
        logSteps(meter, trainer.steps());
        if (trainer.steps() > saved && trainer.isFinite()) {
            save(trainer);
        }
        meter.close();
    }

    private void logSteps(StepMeter meter, int step) {
        meter.take().ifPresent(values -> log.line(stage.name(), step, values));
    }

    private void save(Trainer trainer) {
        requireFinite(trainer);
        // Draws of a step that could not be made are made again.
        progress = progress.after((long) trainer.steps() * stage.batchSize());
        folder.save(folder.state(stage), () -> trainer.save(folder.state(stage), progress.json()));
        saved = trainer.steps();
        if (outdated > 0) {
            folder.forget(folder.best(stage, outdated));
            outdated = 0;
        }
    }

    private void validate(TrainableModel model, int step) {
        Map<String, Double> values = planned.validation().values(model.answering(), console::note);
        double mean = values.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("validation", Validation.stored(values));
        line.put("mean", Double.isNaN(mean) ? null : mean);
        log.line(stage.name(), step, line);
        boolean better =
                progress.bestStep() == 0
                        || mean > progress.best()
                        || (Double.isNaN(progress.best()) && !Double.isNaN(mean));
        console.note(
                "%s, step %,d: %s%s"
                        .formatted(
                                stage.name(),
                                step,
                                Validation.shown(values),
                                stage.keepBest() && better ? " (best so far)" : ""));
        if (!stage.keepBest()) {
            bestValues = values;
        } else if (better) {
            int before = progress.bestStep();
            folder.save(folder.best(stage, step), () -> model.keep(folder.best(stage, step)));
            progress = progress.with(step, mean);
            bestValues = values;
            outdated = before;
        }
    }
}
