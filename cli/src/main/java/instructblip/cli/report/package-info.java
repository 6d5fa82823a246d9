/** A run goes in, from memory or from its folder; its report with pictures comes out. */
package instructblip.cli.report;
