package instructblip.core.request;

/**
 * A request that could not be answered; never to be scored as an empty answer.
 *
 * @param reason one line: what was found, where, and what was expected
 */
public record Failed(String reason) implements Answer {}
