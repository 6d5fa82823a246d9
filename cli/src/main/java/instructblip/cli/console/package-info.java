/** What people and scripts see of the program: two streams, a progress line, exit codes. */
package instructblip.cli.console;
