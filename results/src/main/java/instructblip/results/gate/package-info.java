/** Two runs and rules go in; whether the candidate may pass comes out, for people and for CI. */
package instructblip.results.gate;
