/**
 * Files of predictions go in, this program's own, those of evaluation servers and of other tools;
 * answers matched to the samples of a data set come out.
 */
package instructblip.results.predictions;
