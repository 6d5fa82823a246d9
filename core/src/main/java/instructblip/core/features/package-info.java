/** What a vision encoder made of an image goes in; later runs get the same bytes out. */
package instructblip.core.features;
