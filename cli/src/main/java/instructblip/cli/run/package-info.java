/** Benchmarks and a model go in; a run folder comes out. The only code that joins all modules. */
package instructblip.cli.run;
