package instructblip.core.request;

/** The kind of language model; decoding settings and the ranking rule depend on it. */
public enum LanguageFamily {
    /** Encoder and decoder, as FlanT5. */
    T5,
    /** Decoder only with rotary positions, as Vicuna. */
    LLAMA,
    /** Decoder only with learned positions. */
    OPT
}
