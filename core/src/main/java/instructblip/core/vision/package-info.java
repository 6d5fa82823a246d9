/** Pixels go in, one row per patch and one for the whole image come out: the EVA-CLIP ViT. */
package instructblip.core.vision;
