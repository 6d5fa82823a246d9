package instructblip.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import instructblip.core.checkpoint.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of an image between decoding and the vision encoder: every value v of the resized
 * image becomes (v · rescale - mean) / std of its channel.
 *
 * @param width in pixels, to resize to
 * @param height in pixels, to resize to
 * @param rescale factor of a value from 0 to 255
 * @param mean of red, green and blue
 * @param std standard deviation of red, green and blue, above 0
 */
public record ImageSettings(
        int width, int height, double rescale, List<Double> mean, List<Double> std) {

    /** Far above any vision encoder; keeps a wrong number from filling the memory. */
    private static final int MAX_SIDE = 1 << 12;

    private static final int BICUBIC = 3;
    private static final double PER_LEVEL = 1 / 255.0;

    /** What {@code BlipImageProcessor} takes where the file says nothing. */
    private static final JsonNode DEFAULT_SIZE = IntNode.valueOf(384);

    private static final List<Double> DEFAULT_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    private static final List<Double> DEFAULT_STD = List.of(0.26862954, 0.26130258, 0.27577711);
    private static final List<Double> NO_MEAN = List.of(0.0, 0.0, 0.0);
    private static final List<Double> NO_STD = List.of(1.0, 1.0, 1.0);

    /** Names that one class of {@code transformers} has had; all prepare images alike. */
    private static final Set<String> PROCESSORS =
            Set.of("BlipImageProcessor", "BlipImageProcessorFast", "BlipImageProcessorPil");

    /**
     * @throws IllegalArgumentException on a size below 1 or above 4096, or anything but three
     *     finite means and three positive deviations
     */
    public ImageSettings {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (Math.min(width, height) < 1 || Math.max(width, height) > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "an image size of " + width + "x" + height + ", expected at most " + MAX_SIDE);
        }
        if (!perChannel(mean) || !perChannel(std) || std.stream().anyMatch(s -> s <= 0)) {
            throw new IllegalArgumentException(
                    "image mean "
                            + mean
                            + " and std "
                            + std
                            + ", expected three numbers each, std above 0");
        }
    }

    private static boolean perChannel(List<Double> values) {
        return values.size() == RgbImage.CHANNELS && values.stream().allMatch(Double::isFinite);
    }

    /** A square target; values are divided by 255. */
    public static ImageSettings of(int side, List<Double> mean, List<Double> std) {
        return new ImageSettings(side, side, PER_LEVEL, mean, std);
    }

    /**
     * Reads {@code preprocessor_config.json}, or {@code image_processor} of {@code
     * processor_config.json}, as {@code BlipImageProcessor} of {@code transformers} does: what is
     * absent has that class's default.
     *
     * @throws instructblip.core.checkpoint.CheckpointException on a value that asks for other
     *     pixels than can be made here
     */
    public static ImageSettings of(ConfigNode config) {
        if (!PROCESSORS.contains(config.text("image_processor_type", "BlipImageProcessor"))) {
            throw config.fault("image_processor_type", "BlipImageProcessor");
        }
        if (config.number("resample", BICUBIC) != BICUBIC) {
            throw config.fault("resample", BICUBIC + ", bicubic");
        }
        require(config, "do_resize", true);
        require(config, "do_center_crop", false);
        require(config, "do_pad", false);
        boolean rescales = config.flag("do_rescale", true);
        boolean normalises = config.flag("do_normalize", true);
        JsonNode size = config.has("size") ? config.json().get("size") : DEFAULT_SIZE;
        return new ImageSettings(
                side(config, size.isObject() ? size.path("width") : size),
                side(config, size.isObject() ? size.path("height") : size),
                rescales ? config.real("rescale_factor", PER_LEVEL) : 1,
                normalises ? channels(config, "image_mean", DEFAULT_MEAN) : NO_MEAN,
                normalises ? channels(config, "image_std", DEFAULT_STD) : NO_STD);
    }

    private static void require(ConfigNode config, String key, boolean expected) {
        if (config.flag(key, expected) != expected) {
            throw config.fault(key, String.valueOf(expected));
        }
    }

    private static int side(ConfigNode config, JsonNode side) {
        if (!side.isInt() || side.intValue() < 1 || side.intValue() > MAX_SIDE) {
            throw config.fault(
                    "size", "height and width, or one number for both, from 1 to " + MAX_SIDE);
        }
        return side.intValue();
    }

    private static List<Double> channels(ConfigNode config, String key, List<Double> absent) {
        if (!config.has(key)) {
            return absent;
        }
        List<Double> values = new ArrayList<>();
        for (JsonNode value : config.json().get(key)) {
            values.add(value.isNumber() ? value.doubleValue() : Double.NaN);
        }
        boolean deviation = key.equals("image_std");
        if (!perChannel(values) || deviation && values.stream().anyMatch(value -> value <= 0)) {
            throw config.fault(key, deviation ? "three numbers above 0" : "three numbers");
        }
        return values;
    }
}
