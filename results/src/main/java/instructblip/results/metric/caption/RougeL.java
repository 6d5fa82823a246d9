package instructblip.results.metric.caption;

/**
 * ROUGE-L (Lin 2004) as pycocoevalcap's {@code Rouge} computes it: precision and recall of the
 * longest common subsequence, each the best over the references. Words are what single spaces
 * separate, so the empty text is one empty word.
 */
final class RougeL {

    private static final double BETA_SQUARED = 1.2 * 1.2;

    private RougeL() {}

    /** Of one caption, 0 to 1. */
    static double score(TokenizedCaption caption) {
        String[] candidate = words(caption.candidate());
        double precision = 0;
        double recall = 0;
        for (String text : caption.references()) {
            String[] reference = words(text);
            double common = longestCommonSubsequence(candidate, reference);
            precision = Math.max(precision, common / candidate.length);
            recall = Math.max(recall, common / reference.length);
        }
        return precision == 0
                ? 0
                : (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
    }

    private static String[] words(String text) {
        return text.split(" ", -1);
    }

    private static int longestCommonSubsequence(String[] first, String[] second) {
        int[] lengths = new int[second.length + 1];
        for (String word : first) {
            int diagonal = 0;
            for (int j = 1; j <= second.length; j++) {
                int above = lengths[j];
                lengths[j] =
                        word.equals(second[j - 1]) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
                diagonal = above;
            }
        }
        return lengths[second.length];
    }
}
