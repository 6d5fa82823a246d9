/** OPT: prefix and token tree share one decoder with learned positions. */
package instructblip.core.language.opt;
