package instructblip.results.metric.caption;

import java.util.List;
import java.util.stream.IntStream;

/**
 * CIDEr (Vedantam et al. 2015) as pycocoevalcap's {@code Cider} computes it, which is the paper's
 * CIDEr-D without stemming: clipped counts, weights by how few images' references have an n-gram,
 * and a penalty for another length. The length is counted in bigrams, so that texts of no and of
 * one word are equally long.
 */
final class Cider {

    private static final double SIGMA = 6;
    private static final double SCALE = 10;
    private static final int BIGRAMS = 1;

    private final double[] inverseDocumentFrequency;

    /** An n-gram's weights in one text. Norms by order. */
    private record Vector(NGramCounts counts, double[][] weights, double[] norms) {}

    private Cider(double[] inverseDocumentFrequency) {
        this.inverseDocumentFrequency = inverseDocumentFrequency;
    }

    /**
     * Scores per caption, 0 to 10. Document frequencies are those of these captions' references, so
     * the score of one caption depends on all; the score of a single one is 0. Not numbers where no
     * reference holds a word: the official program then stops with an error.
     *
     * @param ngrams numbers given to n-grams of the captions are below it
     */
    static double[] score(List<CountedCaption> captions, int ngrams) {
        int[] images = documentFrequency(captions, ngrams);
        if (IntStream.of(images).allMatch(count -> count == 0)) {
            return captions.stream().mapToDouble(caption -> Double.NaN).toArray();
        }
        Cider cider = new Cider(inverse(images, captions.size()));
        return captions.stream().mapToDouble(cider::score).toArray();
    }

    private static double[] inverse(int[] documentFrequency, int documents) {
        double logDocuments = Math.log(documents);
        return IntStream.of(documentFrequency)
                .mapToDouble(frequency -> logDocuments - Math.log(Math.max(1, frequency)))
                .toArray();
    }

    /** In how many images' references an n-gram is, by its number. */
    static int[] documentFrequency(List<CountedCaption> captions, int ngrams) {
        int[] images = new int[ngrams];
        int[] lastImage = new int[ngrams];
        for (int image = 1; image <= captions.size(); image++) {
            for (NGramCounts reference : captions.get(image - 1).references()) {
                for (int[] ids : reference.ids()) {
                    for (int id : ids) {
                        images[id] += lastImage[id] == image ? 0 : 1;
                        lastImage[id] = image;
                    }
                }
            }
        }
        return images;
    }

    private double score(CountedCaption caption) {
        Vector candidate = vector(caption.candidate());
        double sum = 0;
        for (NGramCounts reference : caption.references()) {
            sum += similarity(candidate, vector(reference));
        }
        return SCALE * sum / NGramCounts.MAX_ORDER / caption.references().size();
    }

    private Vector vector(NGramCounts counts) {
        double[][] weights = new double[NGramCounts.MAX_ORDER][];
        double[] norms = new double[NGramCounts.MAX_ORDER];
        for (int order = 0; order < weights.length; order++) {
            int[] ids = counts.ids()[order];
            weights[order] = new double[ids.length];
            double squares = 0;
            for (int i = 0; i < ids.length; i++) {
                double weight = counts.counts()[order][i] * inverseDocumentFrequency[ids[i]];
                weights[order][i] = weight;
                squares += weight * weight;
            }
            norms[order] = Math.sqrt(squares);
        }
        return new Vector(counts, weights, norms);
    }

    /** Summed over the orders. */
    private static double similarity(Vector candidate, Vector reference) {
        double difference = candidate.counts().total(BIGRAMS) - reference.counts().total(BIGRAMS);
        double penalty = Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
        double sum = 0;
        for (int order = 0; order < NGramCounts.MAX_ORDER; order++) {
            double norms = candidate.norms()[order] * reference.norms()[order];
            if (norms != 0) {
                sum += penalty * overlap(candidate, reference, order) / norms;
            }
        }
        return sum;
    }

    /** Product of the vectors, the candidate's clipped to the reference's. */
    private static double overlap(Vector candidate, Vector reference, int order) {
        int[] ours = candidate.counts().ids()[order];
        int[] theirs = reference.counts().ids()[order];
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < ours.length && j < theirs.length) {
            if (ours[i] == theirs[j]) {
                double weight = reference.weights()[order][j];
                sum += Math.min(candidate.weights()[order][i], weight) * weight;
                i++;
                j++;
            } else if (ours[i] < theirs[j]) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }
}
