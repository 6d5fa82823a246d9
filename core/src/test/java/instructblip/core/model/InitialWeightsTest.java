package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.WeightSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deviations are those of {@code _init_weights} in transformers 5.23. */
class InitialWeightsTest {

    private static final String T5 = "instructblip-t5-tiny";
    private static final int ROWS = 300;
    private static final int COLUMNS = 200;

    /** d_model 40, d_kv 16, 4 heads, d_ff 80 in T5; initializer_range and init_std 0.02. */
    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, language_model.shared.weight, 1",
        "instructblip-t5-tiny, language_model.lm_head.weight, 1",
        "instructblip-t5-tiny, language_model.encoder.block.1.layer.0.SelfAttention.q.weight, 0.0395284708",
        "instructblip-t5-tiny, language_model.decoder.block.1.layer.1.EncDecAttention.q.weight, 0.0395284708",
        "instructblip-t5-tiny, language_model.encoder.block.0.layer.0.SelfAttention.k.weight, 0.158113883",
        "instructblip-t5-tiny, language_model.encoder.block.0.layer.0.SelfAttention.v.weight, 0.158113883",
        "instructblip-t5-tiny, language_model.decoder.block.0.layer.1.EncDecAttention.o.weight, 0.125",
        "instructblip-t5-tiny, language_model.encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight, 0.158113883",
        "instructblip-t5-tiny, language_model.encoder.block.0.layer.1.DenseReluDense.wi_0.weight, 0.158113883",
        "instructblip-t5-tiny, language_model.encoder.block.0.layer.1.DenseReluDense.wi_1.weight, 0.158113883",
        "instructblip-t5-tiny, language_model.decoder.block.0.layer.2.DenseReluDense.wo.weight, 0.111803399",
        "t5-relu-head, language_model.shared.weight, 1",
        "instructblip-t5-tiny, qformer.encoder.layer.0.attention.attention.query.weight, 0.02",
        "instructblip-t5-tiny, vision_model.encoder.layers.0.mlp.fc1.weight, 0.02",
        "instructblip-t5-tiny, query_tokens, 0.02",
        "instructblip-t5-tiny, language_projection.weight, 0.02",
        "instructblip-vicuna-tiny, language_model.model.embed_tokens.weight, 0.02",
        "instructblip-vicuna-tiny, language_model.model.layers.0.self_attn.q_proj.weight, 0.02",
        "instructblip-vicuna-tiny, language_model.model.layers.0.mlp.down_proj.weight, 0.02",
        "instructblip-vicuna-tiny, language_model.lm_head.weight, 0.02",
        "blip2-opt-tiny, language_model.model.decoder.embed_positions.weight, 0.02",
        "blip2-opt-tiny, language_model.model.decoder.layers.0.fc2.weight, 0.02",
    })
    void tablesAndMatricesAreDrawnAsInTheReference(String model, String name, double deviation) {
        float[] values = of(model, 3, WeightSpec.matrix(name, ROWS, COLUMNS));
        double mean = mean(values);
        double variance = 0;
        double fourth = 0;
        for (float value : values) {
            variance += (value - mean) * (value - mean) / values.length;
            fourth += Math.pow((value - mean) / deviation, 4) / values.length;
        }
        assertEquals(0, mean, 4 * deviation / Math.sqrt(values.length));
        assertEquals(deviation, Math.sqrt(variance), 0.015 * deviation);
        assertEquals(3, fourth, 0.15, "no normal distribution");
    }

    @Test
    void normsAreOnesAndBiasesZeros() {
        float[] ones = new float[40];
        Arrays.fill(ones, 1);
        for (String norm :
                new String[] {
                    "language_model.encoder.block.0.layer.0.layer_norm.weight",
                    "language_model.encoder.final_layer_norm.weight",
                    "vision_model.post_layernorm.weight",
                    "qformer.encoder.layer.0.output.LayerNorm.weight"
                }) {
            assertArrayEquals(ones, of(T5, 3, WeightSpec.table(norm, 40)), norm);
        }
        for (String bias :
                new String[] {
                    "vision_model.post_layernorm.bias",
                    "vision_model.encoder.layers.0.self_attn.qkv.bias",
                    "language_projection.bias"
                }) {
            assertArrayEquals(new float[40], of(T5, 3, WeightSpec.table(bias, 40)), bias);
        }
    }

    @Test
    void theSeedAndTheNameDecide() {
        WeightSpec queries = WeightSpec.table("query_tokens", 1, 8, 32);
        WeightSpec others = WeightSpec.table("other_tokens", 1, 8, 32);
        float[] values = of(T5, 3, queries);
        assertEquals(256, values.length);
        assertArrayEquals(values, of(T5, 3, queries));
        assertArrayEquals(values, of("instructblip-vicuna-tiny", 3, queries));
        assertFalse(Arrays.equals(values, of(T5, 4, queries)));
        assertFalse(Arrays.equals(values, of(T5, 3, others)));
        // Queries that begin alike learn alike.
        assertFalse(Arrays.equals(Arrays.copyOf(values, 32), Arrays.copyOfRange(values, 32, 64)));
    }

    /** Each part has the deviation of its own configuration. */
    @ParameterizedTest
    @CsvSource({
        "instructblip-vicuna-tiny, qformer_config, initializer_range, qformer.encoder.layer.0.attention.attention.query.weight",
        "instructblip-vicuna-tiny, qformer_config, initializer_range, query_tokens",
        "instructblip-vicuna-tiny, '', initializer_range, language_projection.weight",
        "instructblip-vicuna-tiny, text_config, initializer_range, language_model.lm_head.weight",
        "blip2-opt-tiny, text_config, init_std, language_model.model.decoder.layers.0.fc2.weight",
    })
    void theConfigurationSaysHowFarValuesLie(
            String model, String part, String key, String name, @TempDir Path folder)
            throws IOException {
        String where = part.isEmpty() ? "" : "/" + part;
        configure(model, folder, where, key, DoubleNode.valueOf(0.1));
        WeightSpec spec = WeightSpec.matrix(name, ROWS, COLUMNS);
        float[] usual = of(model, 3, spec);
        float[] values = new InitialWeights(folder, 3).of(spec);
        for (int i = 0; i < values.length; i++) {
            assertEquals(5 * usual[i], values[i], 1e-6);
        }

        configure(model, folder, where, key, DoubleNode.valueOf(0));
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> new InitialWeights(folder, 3));
        assertTrue(refused.getMessage().contains(key), refused.getMessage());
        assertTrue(refused.getMessage().contains("a number above 0"), refused.getMessage());
    }

    private static void configure(
            String model, Path folder, String where, String key, JsonNode value)
            throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode config =
                (ObjectNode) json.readTree(Oracle.model(model).resolve("config.json").toFile());
        ((ObjectNode) config.at(where)).set(key, value);
        json.writeValue(folder.resolve("config.json").toFile(), config);
    }

    private static float[] of(String model, long seed, WeightSpec spec) {
        return new InitialWeights(Oracle.model(model), seed).of(spec);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
