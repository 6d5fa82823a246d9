/**
 * Records go in; a score per sample and a value per benchmark come out, as the official scorers
 * give.
 */
package instructblip.results.metric;
