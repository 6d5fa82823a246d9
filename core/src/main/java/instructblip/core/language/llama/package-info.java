/** Vicuna: prefix and token tree share one decoder with rotary positions. */
package instructblip.core.language.llama;
