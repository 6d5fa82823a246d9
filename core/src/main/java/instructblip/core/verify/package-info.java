/** A recording of the reference implementation goes in; what differs here comes out. */
package instructblip.core.verify;
