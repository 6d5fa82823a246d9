/** Work goes in; how long its stages take comes out. */
package instructblip.core.clock;
