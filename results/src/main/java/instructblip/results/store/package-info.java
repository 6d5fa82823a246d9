/**
 * Records and scores go in as they are made; a folder comes out that can be continued after any
 * interruption, read again by every later version, and compared byte by byte.
 */
package instructblip.results.store;
