/** Captions and their references go in; their words and the caption scores come out. */
package instructblip.results.metric.caption;
