package instructblip.core.request;

/** How a request is to be answered: by writing a text or by ordering given candidates. */
public sealed interface AnswerMode permits Generate, Rank {}
