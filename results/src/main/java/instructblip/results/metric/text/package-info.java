/** Texts go in; what Python's text methods make of them comes out. */
package instructblip.results.metric.text;
