/** What was asked of a model and what it answered, one record per sample. */
package instructblip.results.record;
