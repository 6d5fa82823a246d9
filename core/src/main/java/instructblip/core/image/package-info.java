/**
 * An image file goes in; the pixels that the vision model reads come out, as Pillow would decode,
 * resize and normalise them.
 */
package instructblip.core.image;
