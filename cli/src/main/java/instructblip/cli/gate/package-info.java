/** What the gate found goes in; documents for programs and lines for CI systems come out. */
package instructblip.cli.gate;
