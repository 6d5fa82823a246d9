/** Scores go in; the tables that a person reads come out. */
package instructblip.results.report;
