package instructblip.benchmarks.catalog;

import java.util.List;

/** Sets that InstructBLIP was trained on. */
final class HeldInSets {

    static final List<Benchmark> ALL =
            ShippedDescription.all(
                    "vqav2",
                    "okvqa",
                    "a-okvqa",
                    "a-okvqa-choice",
                    "ocr-vqa",
                    "textcaps",
                    "coco-caption");

    private HeldInSets() {}
}
