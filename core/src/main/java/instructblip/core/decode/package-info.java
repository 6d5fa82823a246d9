/** A token tree and settings go in, chosen tokens or candidate losses come out. */
package instructblip.core.decode;
