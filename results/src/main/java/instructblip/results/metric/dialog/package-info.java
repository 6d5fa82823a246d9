/** Losses of answer options go in; ranks and how good they are come out. */
package instructblip.results.metric.dialog;
