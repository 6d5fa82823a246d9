/**
 * A video file goes in; a few of its frames, spread evenly over the clip, come out as pixels.
 * Nothing outside this package sees the decoder library's own types.
 */
package instructblip.core.video;
