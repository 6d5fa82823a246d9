package instructblip.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

public record ImageSettings(int width, int height, List<Float> mean, List<Float> std) {
    public static ImageSettings of(JsonNode n, String file) {
        return new ImageSettings(
                n.path("size").path("width").asInt(),
                n.path("size").path("height").asInt(),
                List.of(0f),
                List.of(1f));
    }

    public static ImageSettings of(int t, List<Float> mean, List<Float> std) {
        return new ImageSettings(t, t, mean, std);
    }
}
