/** Tuning: a configuration file, samples to learn, the loop of steps, its folder. */
package instructblip.cli.tune;
