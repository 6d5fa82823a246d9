package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final Path T5 = Cli.model("instructblip-t5-tiny");

    @TempDir private Path folder;

    private static Document page(Path file) {
        try {
            return Jsoup.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage picture(Element img) throws IOException {
        String uri = img.attr("src");
        byte[] bytes = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static List<String> notes(Document page) {
        return page.select("#samples > .footnote").eachText();
    }

    @Test
    void aRunWritesItsReportAndReportWritesTheSame() throws IOException {
        Path run = folder.resolve("run");
        Cli.Result result = Cli.run("run", "--limit", 12, "--output", run, "--quiet");
        assertEquals(0, result.code(), result.err());
        byte[] own = Files.readAllBytes(run.resolve("report.html"));

        Document page = page(run.resolve("report.html"));
        assertEquals("instructblip-easyvqa-t5", page.selectFirst("h1").text());
        assertEquals(12, page.select(".card.right").size());
        assertEquals("easy-vqa: LIMITED: a part of the split", page.select(".notice").text());
        assertEquals(List.of(), notes(page));
        Element first = page.selectFirst(".card");
        assertEquals(
                "Question: what is the red shape? Short answer:", first.select(".prompt").text());
        assertEquals("triangle", first.select(".answer > bdi").text());
        assertEquals("test/images/0.png", first.select("img").attr("alt"));
        BufferedImage shown = picture(first.selectFirst("img"));
        BufferedImage original =
                ImageIO.read(Path.of("src/main/bundle/easy-vqa/test/images/0.png").toFile());
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                assertEquals(original.getRGB(x, y), shown.getRGB(x, y));
            }
        }

        Files.delete(run.resolve("report.html"));
        Cli.Result again = Cli.run("report", run);
        assertEquals(0, again.code(), again.err());
        assertEquals("", again.out());
        assertEquals("Written to " + run.resolve("report.html") + "\n", again.err());
        assertArrayEquals(own, Files.readAllBytes(run.resolve("report.html")));
        Path other = folder.resolve("other.html");
        assertEquals("", Cli.run("report", run, "--output", other, "--quiet").err());
        assertArrayEquals(own, Files.readAllBytes(other));

        Files.delete(run.resolve("report.html"));
        Cli.Result resumed = Cli.run("run", "--limit", 12, "--output", run, "--resume");
        assertEquals(0, resumed.code(), resumed.err());
        assertArrayEquals(own, Files.readAllBytes(run.resolve("report.html")));
    }

    @Test
    void failedSamplesAndMissingPicturesAreShown() throws IOException {
        Path data = folder.resolve("data");
        copy(Cli.fixture("vizwiz"), data);
        Files.delete(data.resolve("val/VizWiz_val_00000003.jpg"));
        Files.write(data.resolve("val/VizWiz_val_00000005.jpg"), new byte[] {1, 2, 3});
        Path run = folder.resolve("run");
        assertEquals(
                3,
                Cli.run("run", "-b", "vizwiz", "-m", T5, "--data", data, "--output", run).code());

        Document page = page(run.resolve("report.html"));
        assertEquals(15, page.select(".card").size());
        assertEquals(13, page.select("img").size());
        List<Element> failed = page.select(".card").subList(0, 2);
        assertTrue(failed.get(0).select(".answer").text().contains("VizWiz_val_00000003.jpg"));
        assertEquals("the file cannot be decoded", failed.get(1).select(".absent").text());
        assertEquals(
                List.of(
                        "1 of 15 samples without a picture: the file cannot be decoded.",
                        "1 of 15 samples without a picture: the file is not in the benchmark's data folder."),
                notes(page));
        assertEquals("Failed 2", page.selectFirst(".chip.failed").text());
        assertEquals(
                4,
                page.select("#results thead th").eachText().stream()
                        .filter(h -> h.contains("FlanT5"))
                        .count());

        // Without the files the report is the same but for the pictures.
        Path bare = folder.resolve("bare.html");
        assertEquals(0, Cli.run("report", run, "--output", bare).code());
        assertEquals(0, page(bare).select("img").size());
        assertEquals(
                List.of(
                        "15 of 15 samples without a picture: the benchmark's files are not at hand, --data DIR names their folder."),
                notes(page(bare)));
        Path named = folder.resolve("named.html");
        assertEquals(0, Cli.run("report", run, "--data", data, "--output", named).code());
        assertArrayEquals(
                Files.readAllBytes(run.resolve("report.html")), Files.readAllBytes(named));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Test
    void aClipIsShownByItsFirstFrame() throws IOException {
        Path run = folder.resolve("run");
        Cli.Result result =
                Cli.run(
                        "run",
                        "-b",
                        "msvd-qa",
                        "-m",
                        T5,
                        "--data",
                        Cli.fixture("msvd-qa"),
                        "--limit",
                        2,
                        "--output",
                        run);
        assertEquals(0, result.code(), result.err());
        Document page = page(run.resolve("report.html"));
        assertEquals(2, page.select("img").size());
        assertEquals(List.of(), notes(page));
    }

    /** Names come from a file that anyone may have written. */
    @Test
    void noNameLeadsOutOfTheDataFolder() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/kitchen"));
        Path secret = folder.resolve("data/secret.png");
        ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", secret.toFile());
        Files.copy(secret, data.resolve("own.png"));
        Files.createDirectory(data.resolve("folder"));
        List<String> names =
                List.of(
                        "own.png",
                        "folder/../own.png",
                        "../secret.png",
                        "folder/../../secret.png",
                        secret.toAbsolutePath().toString(),
                        "nul\0.png",
                        "",
                        "folder");
        Path run =
                new InventedRun()
                        .images(names::get)
                        .with("kitchen", names.size(), i -> Optional.of("no"))
                        .write(folder.resolve("run"));

        Cli.Result result = Cli.run("report", run, "--data", folder.resolve("data"));
        assertEquals(0, result.code(), result.err());
        Document page = page(run.resolve("report.html"));
        assertEquals(List.of("q0", "q1"), idsWithPicture(page));
        assertEquals(
                List.of(
                        "5 of 8 samples without a picture: its name leads out of the data folder.",
                        "1 of 8 samples without a picture: the file is not in the benchmark's data folder."),
                notes(page));
    }

    private static List<String> idsWithPicture(Document page) {
        return page.select(".card:has(img) .id > bdi").eachText();
    }

    @Test
    void picturesAreSmallAndWrittenAnew() throws IOException {
        Path data = Files.createDirectories(folder.resolve("kitchen"));
        BufferedImage large = new BufferedImage(1200, 600, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(large, "jpeg", jpeg);
        byte[] bytes = jpeg.toByteArray();
        byte[] comment =
                "\u00ff\u00fe\0\u0012a private remark".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream commented = new ByteArrayOutputStream();
        commented.write(bytes, 0, 2);
        commented.writeBytes(comment);
        commented.write(bytes, 2, bytes.length - 2);
        Files.write(data.resolve("0.jpg"), commented.toByteArray());
        Path run =
                new InventedRun()
                        .images(number -> number + ".jpg")
                        .with("kitchen", 1, 0, 0)
                        .write(folder.resolve("run"));
        assertEquals(0, Cli.run("report", run, "--data", data).code());

        Element img = page(run.resolve("report.html")).selectFirst("img");
        assertTrue(img.attr("src").startsWith("data:image/jpeg;base64,"), img.attr("src"));
        assertEquals("320", img.attr("width"));
        assertEquals(320, picture(img).getWidth());
        assertEquals(160, picture(img).getHeight());
        String shown =
                new String(
                        Base64.getDecoder().decode(img.attr("src").substring(23)),
                        StandardCharsets.ISO_8859_1);
        assertFalse(shown.contains("private"), shown);
    }

    @Test
    void badInputIsOneLineAndTwo() throws IOException {
        assertUsage("is no run", "report", folder);
        assertUsage("RUN", "report");
        Path cut = new InventedRun().with("gqa", 3, 0, 1).writeInterrupted(folder.resolve("cut"));
        assertUsage("has not finished \"gqa\"", "report", cut);
        assertFalse(Files.exists(cut.resolve("report.html")));
        Path run = new InventedRun().with("gqa", 3, 0, 1).write(folder.resolve("run"));
        assertUsage("no such folder", "report", run, "--data", folder.resolve("none"));
        assertUsage("cannot be written", "report", run, "--output", folder.resolve("no/such.html"));
        Path predictions = run.resolve("gqa/predictions.jsonl");
        List<String> lines = Files.readAllLines(predictions);
        Files.write(predictions, lines.subList(0, 2));
        assertUsage("predictions.jsonl", "report", run);
    }

    private static void assertUsage(String expected, Object... arguments) {
        Cli.Result result = Cli.run(arguments);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(expected), result.err());
        assertTrue(result.err().lines().count() <= 3, result.err());
        assertEquals("", result.out());
    }

    @Test
    void aValueThatThePredictionsDoNotGiveIsNoticed() throws IOException {
        Path run = new InventedRun().with("gqa", 4, 0, 1).write(folder.resolve("run"));
        Path metrics = run.resolve("gqa/metrics.json");
        Files.writeString(
                metrics, Files.readString(metrics).replace("\"value\": 75.0", "\"value\": 95.0"));
        Cli.Result result = Cli.run("report", run, "--quiet");
        assertEquals(0, result.code());
        assertEquals(
                "gqa: the stored value is 95.00, but its predictions give 75.00.\n", result.err());
        assertEquals(
                "gqa: the stored value is 95.00, but its predictions give 75.00",
                page(run.resolve("report.html")).selectFirst(".notice").text());
    }

    @Test
    void compareWritesAPageWithBothAnswers() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/gqa/images"));
        ImageIO.write(
                new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB),
                "png",
                data.resolve("1.jpg").toFile());
        Path before = new InventedRun().with("gqa", 40, 0, 2).write(folder.resolve("before"));
        Path after = new InventedRun().with("gqa", 40, 1, 3).write(folder.resolve("after"));
        Path file = folder.resolve("page.html");
        Cli.Result result =
                Cli.run(
                        "compare",
                        before,
                        after,
                        "--format",
                        "html",
                        "--data",
                        folder.resolve("data"),
                        "--output",
                        file,
                        "--published",
                        "all");
        assertEquals(0, result.code(), result.err());

        Document page = page(file);
        assertEquals("before – after", page.selectFirst("h1").text());
        assertEquals(List.of("q2", "q3", "q0"), page.select(".card .id > bdi").eachText());
        assertEquals(List.of(), idsWithPicture(page));
        assertEquals(
                List.of("before yes 100.00", "after no 0.00"),
                page.selectFirst(".card").select(".answer").eachText());
        assertTrue(page.select("#results details summary").text().contains("Published values"));
        assertEquals(
                List.of(
                        "3 of 3 samples without a picture: the file is not in the benchmark's data folder."),
                notes(page));
        Cli.Result printed = Cli.run("compare", before, after, "--format", "html", "--flips", 1);
        assertEquals(1, Jsoup.parse(printed.out()).select(".card").size());
    }
}
