package instructblip.cli.tune;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A drawing of the log: the loss on a logarithmic scale, stage after stage, and the mean validation
 * score below it. Holds numbers only.
 */
final class LossPlot {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 240;
    private static final int LEFT = 60;
    private static final int TOP = 30;
    private static final double LEAST_LOSS = 1e-6;

    /** A line of the log at its place among all steps. */
    private record Point(double step, double value) {}

    private final List<Point> losses = new ArrayList<>();
    private final List<Point> scores = new ArrayList<>();
    private double steps;

    LossPlot(Collection<JsonNode> lines) {
        String stage = "";
        double before = 0;
        for (JsonNode line : lines) {
            if (!line.path("stage").asText().equals(stage)) {
                stage = line.path("stage").asText();
                before = steps;
            }
            steps = before + line.path("step").asDouble();
            if (line.has("loss")) {
                double loss = Math.max(LEAST_LOSS, line.get("loss").asDouble());
                losses.add(new Point(steps, Math.log10(loss)));
            } else if (line.path("mean").isNumber()) {
                scores.add(new Point(steps, line.get("mean").asDouble()));
            }
        }
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        int bottom = 2 * (HEIGHT + TOP) + TOP;
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                LEFT + WIDTH + 20,
                bottom);
        line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        panel(svg, "loss (logarithmic) by step", losses, TOP, true);
        panel(svg, "mean validation score by step", scores, HEIGHT + 2 * TOP, false);
        line(svg, "</svg>");
        return svg.toString();
    }

    private void panel(
            StringBuilder svg, String title, List<Point> points, int top, boolean logarithmic) {
        line(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, top - 8, title);
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>",
                LEFT,
                top,
                WIDTH,
                HEIGHT);
        if (points.isEmpty()) {
            return;
        }
        double least = points.stream().mapToDouble(Point::value).min().orElseThrow();
        double most = points.stream().mapToDouble(Point::value).max().orElseThrow();
        double range = most > least ? most - least : 1;
        label(svg, logarithmic ? Math.pow(10, most) : most, top + 10);
        label(svg, logarithmic ? Math.pow(10, least) : least, top + HEIGHT);
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            LEFT + WIDTH * point.step() / Math.max(1, steps),
                            top + HEIGHT * (most - point.value()) / range));
        }
        line(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f5f99\" stroke-width=\"1.5\"/>",
                path.toString().strip());
    }

    private static void label(StringBuilder svg, double value, int y) {
        line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.4g</text>", LEFT - 6, y, value);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
