package instructblip.core.language;

import instructblip.core.checkpoint.Checkpoint;
import java.util.Map;

/**
 * Where the embedding table and the output layer of a decoder-only model are stored. Of tied ones a
 * file may keep either or both.
 *
 * @param embedding name of the table
 * @param head name of the output layer
 * @param tied whether they are the same
 */
public record OutputLayer(String embedding, String head, boolean tied) {

    /** The tensor that is the table in this checkpoint. */
    public String embedding(Checkpoint checkpoint) {
        boolean isHeadAlone = tied && !has(checkpoint, embedding) && has(checkpoint, head);
        return isHeadAlone ? head : embedding;
    }

    /** The tensor that is the output layer in this checkpoint. */
    public String head(Checkpoint checkpoint) {
        return tied ? embedding(checkpoint) : head;
    }

    /** Names of stored tensors that are copies of others and must equal them, with those. */
    public Map<String, String> copies(Checkpoint checkpoint) {
        return tied && has(checkpoint, embedding) && has(checkpoint, head)
                ? Map.of(head, embedding)
                : Map.of();
    }

    private static boolean has(Checkpoint checkpoint, String name) {
        return checkpoint.find(name).isPresent();
    }
}
