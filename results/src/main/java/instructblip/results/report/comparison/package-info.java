/** A comparison of runs goes in; its table comes out in the format that was asked for. */
package instructblip.results.report.comparison;
