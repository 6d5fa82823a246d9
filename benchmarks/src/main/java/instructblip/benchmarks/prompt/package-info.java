/** A sample's fields go in; the exact text that the model reads comes out. */
package instructblip.benchmarks.prompt;
