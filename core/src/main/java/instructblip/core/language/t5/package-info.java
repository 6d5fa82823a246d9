/** FlanT5: the prefix goes through the encoder, the token tree grows in the decoder. */
package instructblip.core.language.t5;
