/** Options of each verb to a plain request, and its answer to text or JSON. */
package instructblip.cli.command;
