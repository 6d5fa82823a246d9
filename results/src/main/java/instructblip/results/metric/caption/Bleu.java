package instructblip.results.metric.caption;

import java.util.Arrays;
import java.util.List;

/**
 * BLEU-1 to BLEU-4 (Papineni et al. 2002) as pycocoevalcap's {@code Bleu} computes it: counts are
 * pooled over the captions before they are divided, each caption is held against the reference that
 * is closest in length (of two, the shorter), and tiny constants stand in for zeros, so that a
 * perfect score is 0.9999999996.
 */
final class Bleu {

    private static final double SMALL = 1e-9;
    private static final double TINY = 1e-15;

    private long candidateLength;
    private long referenceLength;
    private final long[] guessed = new long[NGramCounts.MAX_ORDER];
    private final long[] correct = new long[NGramCounts.MAX_ORDER];

    private Bleu() {}

    /** BLEU-1 to BLEU-4 of all captions together, 0 to 1. */
    static double[] score(List<CountedCaption> captions) {
        Bleu bleu = new Bleu();
        captions.forEach(bleu::add);
        return bleu.score();
    }

    private void add(CountedCaption caption) {
        NGramCounts candidate = caption.candidate();
        candidateLength += candidate.words();
        referenceLength += closestLength(candidate.words(), caption.references());
        for (int order = 0; order < NGramCounts.MAX_ORDER; order++) {
            guessed[order] += candidate.total(order);
            correct[order] += matches(candidate, caption.references(), order);
        }
    }

    private double[] score() {
        double[] scores = new double[NGramCounts.MAX_ORDER];
        double ratio = (candidateLength + TINY) / (referenceLength + SMALL);
        double brevity = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
        double product = 1;
        for (int order = 0; order < scores.length; order++) {
            product *= (correct[order] + TINY) / (guessed[order] + SMALL);
            scores[order] = Math.pow(product, 1.0 / (order + 1)) * brevity;
        }
        return scores;
    }

    private static int closestLength(int length, List<NGramCounts> references) {
        int closest = references.get(0).words();
        for (NGramCounts reference : references) {
            int nearer = Math.abs(reference.words() - length) - Math.abs(closest - length);
            if (nearer < 0 || (nearer == 0 && reference.words() < closest)) {
                closest = reference.words();
            }
        }
        return closest;
    }

    /** An n-gram counts at most as often as in the one reference that has it most. */
    private static int matches(NGramCounts candidate, List<NGramCounts> references, int order) {
        int matches = 0;
        int[] ids = candidate.ids()[order];
        for (int i = 0; i < ids.length; i++) {
            int most = 0;
            for (NGramCounts reference : references) {
                int at = Arrays.binarySearch(reference.ids()[order], ids[i]);
                most = Math.max(most, at < 0 ? 0 : reference.counts()[order][at]);
            }
            matches += Math.min(most, candidate.counts()[order][i]);
        }
        return matches;
    }
}
