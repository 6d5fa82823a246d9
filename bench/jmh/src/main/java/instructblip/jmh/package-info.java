/** Texts and pixels go in; nanoseconds come out. */
package instructblip.jmh;
