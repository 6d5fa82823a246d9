/** Results go in; how they stand beside one another and beside published ones comes out. */
package instructblip.results.compare;
