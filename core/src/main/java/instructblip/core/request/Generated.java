package instructblip.core.request;

import java.util.List;

/**
 * A written answer.
 *
 * @param text decoded without special tokens, stripped
 * @param ids the new tokens as the model chose them, a closing end token included
 * @param score the winning beam's score; {@code NaN} for greedy search
 */
public record Generated(String text, List<Integer> ids, double score) implements Answer {

    public Generated {
        ids = List.copyOf(ids);
    }
}
