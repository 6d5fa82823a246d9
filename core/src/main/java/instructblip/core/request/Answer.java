package instructblip.core.request;

/** What became of a request. */
public sealed interface Answer permits Generated, Ranked, Failed {}
