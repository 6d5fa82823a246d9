/** A command line goes in; an exit code and a few lines come out. */
package instructblip.cli;
