package instructblip.benchmarks.catalog;

import instructblip.benchmarks.catalog.Benchmark.Media;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.reader.Flickr30kReader;
import instructblip.benchmarks.dataset.reader.GqaReader;
import instructblip.benchmarks.dataset.reader.HatefulMemesReader;
import instructblip.benchmarks.dataset.reader.IconQaReader;
import instructblip.benchmarks.dataset.reader.IvqaReader;
import instructblip.benchmarks.dataset.reader.MsrvttQaReader;
import instructblip.benchmarks.dataset.reader.MsvdQaReader;
import instructblip.benchmarks.dataset.reader.NoCapsReader;
import instructblip.benchmarks.dataset.reader.ScienceQaReader;
import instructblip.benchmarks.dataset.reader.TextVqaReader;
import instructblip.benchmarks.dataset.reader.VisDialReader;
import instructblip.benchmarks.dataset.reader.VizWizReader;
import instructblip.benchmarks.dataset.reader.VsrReader;
import instructblip.benchmarks.prompt.Prompts;
import instructblip.results.metric.Metrics;
import java.util.List;

/**
 * The thirteen sets that InstructBLIP was not trained on, with the splits, prompts and metrics of
 * its paper (Table 1 and appendix E). Where the paper leaves something open, the class that decides
 * says so.
 */
final class HeldOutSets {

    /** In the order of Table 1. */
    static final List<Benchmark> ALL =
            List.of(
                    captions(
                            "nocaps",
                            "Captions of Open Images, with objects that COCO lacks",
                            List.of("val", "test"),
                            new NoCapsReader()),
                    captions(
                            "flickr30k",
                            "Captions of everyday scenes, Karpathy's test images",
                            List.of("test", "val", "train"),
                            new Flickr30kReader()),
                    new Benchmark(
                            "gqa",
                            "Compositional questions on real scenes",
                            Media.IMAGE,
                            List.of(
                                    "testdev_balanced",
                                    "test_balanced",
                                    "val_balanced",
                                    "train_balanced"),
                            new GqaReader(),
                            Prompts.question(),
                            Task.SHORT_ANSWER,
                            Metrics.named("gqa")),
                    new Benchmark(
                            "vsr",
                            "Statements on where things are, true or false",
                            Media.IMAGE,
                            List.of(
                                    "zeroshot-test",
                                    "zeroshot-dev",
                                    "zeroshot-train",
                                    "random-test",
                                    "random-dev",
                                    "random-train"),
                            new VsrReader(),
                            Prompts.statement(),
                            Task.RANKING,
                            Metrics.named("yes-no")),
                    new Benchmark(
                            "iconqa",
                            "Questions on diagrams with a choice of texts",
                            Media.IMAGE,
                            List.of("choose_txt_test", "choose_txt_val", "choose_txt_train"),
                            new IconQaReader(),
                            Prompts.options(),
                            Task.RANKING,
                            Metrics.named("choice")),
                    new Benchmark(
                            "textvqa",
                            "Questions whose answer is written in the image",
                            Media.IMAGE,
                            List.of("val", "test", "train"),
                            new TextVqaReader(),
                            Prompts.readingQuestion(),
                            Task.SHORT_ANSWER,
                            Metrics.named("textvqa")),
                    new Benchmark(
                            "visdial",
                            "Rounds of a dialog with 100 answers to rank",
                            Media.IMAGE,
                            List.of("val", "test"),
                            new VisDialReader(),
                            Prompts.dialog(),
                            Task.RANKING,
                            Metrics.named("visdial")),
                    new Benchmark(
                            "hateful-memes",
                            "Memes, hateful or not",
                            Media.IMAGE,
                            List.of("dev_seen", "dev_unseen", "test_seen", "test_unseen", "train"),
                            new HatefulMemesReader(),
                            Prompts.meme(),
                            Task.RANKING,
                            Metrics.named("yes-no-auc")),
                    new Benchmark(
                            "vizwiz",
                            "Questions of blind people on their photographs",
                            Media.IMAGE,
                            List.of("val", "test", "train"),
                            new VizWizReader(),
                            Prompts.question(),
                            Task.SHORT_ANSWER,
                            Metrics.named("vizwiz")),
                    new Benchmark(
                            "scienceqa",
                            "School questions with an image and a choice of answers",
                            Media.IMAGE,
                            List.of("test-img", "minitest-img", "val-img", "train-img"),
                            new ScienceQaReader(),
                            Prompts.optionsInContext(),
                            Task.RANKING,
                            Metrics.named("scienceqa")),
                    videoQuestions(
                            "msvd-qa", "Questions on short clips of YouTube", new MsvdQaReader()),
                    videoQuestions(
                            "msrvtt-qa", "Questions on clips of 20 topics", new MsrvttQaReader()),
                    new Benchmark(
                            "ivqa",
                            "Questions on clips of instructional videos",
                            Media.VIDEO,
                            List.of("test", "val", "train"),
                            new IvqaReader(),
                            Prompts.question(),
                            Task.SHORT_ANSWER,
                            Metrics.named("ivqa")));

    private HeldOutSets() {}

    private static Benchmark captions(
            String name, String title, List<String> splits, DatasetReader reader) {
        return new Benchmark(
                name,
                title,
                Media.IMAGE,
                splits,
                reader,
                Prompts.caption(),
                Task.CAPTION,
                Metrics.named("caption"));
    }

    private static Benchmark videoQuestions(String name, String title, DatasetReader reader) {
        return new Benchmark(
                name,
                title,
                Media.VIDEO,
                List.of("test", "val", "train"),
                reader,
                Prompts.question(),
                Task.RANKING,
                Metrics.named("video-qa"));
    }
}
