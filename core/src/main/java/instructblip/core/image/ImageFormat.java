package instructblip.core.image;

/** The kinds of image file that are read, told apart by their first bytes, never by their name. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF;

    static ImageFormat of(FileBytes file) throws ImageException {
        if (file.has(0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (file.has(0, PngChunks.SIGNATURE)) {
            return PNG;
        }
        if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
            return GIF;
        }
        if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
            return WEBP;
        }
        if (file.has(0, "II*\0") || file.has(0, "MM\0*")) {
            return TIFF;
        }
        if (file.has(0, "BM")) {
            return BMP;
        }
        throw file.problem(
                (file.size() == 0 ? "an empty file" : "not an image of a known format")
                        + ", expected JPEG, PNG, GIF, BMP, WebP or TIFF");
    }
}
