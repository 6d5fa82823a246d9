/** A model or the scorers go in; how fast they are on this machine comes out. */
package instructblip.cli.bench;
