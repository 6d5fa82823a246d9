/**
 * Scores of the same samples in two runs go in; differences, intervals and p-values come out. Pure
 * mathematics on arrays.
 */
package instructblip.results.statistics;
