package instructblip.results.statistics;

/**
 * Sums over drawn clusters of what mean and standard error need.
 *
 * @param count of clusters
 * @param sizes of samples
 * @param sums of differences
 * @param squares of a cluster's sum
 * @param products of a cluster's sum and size
 * @param squaredSizes of clusters
 */
record ClusterTotals(
        double count,
        double sizes,
        double sums,
        double squares,
        double products,
        double squaredSizes) {

    /** Over samples. */
    double mean() {
        return sums / sizes;
    }

    /**
     * Of the mean, by the linearised ratio.
     *
     * @param more added to the squared residuals
     */
    double standardError(double more) {
        double mean = mean();
        double residuals = squares - 2 * mean * products + mean * mean * squaredSizes;
        return Math.sqrt((Math.max(0, residuals) + more) * count / (count - 1)) / sizes;
    }
}
