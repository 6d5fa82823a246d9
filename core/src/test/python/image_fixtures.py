"""Makes the image files that the tests of instructblip.core.image read, and what Pillow reads from them.

    python -m venv venv && venv/bin/pip install Pillow==13.0.0 numpy==2.4.6
    venv/bin/python image_fixtures.py ../resources/instructblip/core/image

Writes formats/ (one file per feature of a format, index.json with size and SHA-256 of the RGB bytes) and
resize/index.json (SHA-256 of resized images; the test makes the same inputs from the same formula).
"""

import ctypes
import glob
import hashlib
import io
import json
import os
import struct
import sys
import zlib

import numpy as np
import PIL
from PIL import Image

assert PIL.__version__ == "13.0.0", PIL.__version__

RANDOM = np.random.default_rng(20)


def noise(height, width, channels=3, values=256):
    return RANDOM.integers(0, values, (height, width, channels))


def scene(height, width, channels=3):
    """Smooth areas, edges and a little noise, as photographs have them."""
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for channel in range(channels):
        plane = 128 + 80 * np.sin((x + 5 * channel) / 7) + 40 * np.cos(y / (5 + channel))
        plane += 60 * ((x // 11 + y // 9) % 2) + RANDOM.normal(0, 4, (height, width))
        planes.append(np.clip(plane, 0, 255))
    return np.stack(planes, -1).astype(np.uint8)


def bits_of(rows, depth, order=">"):
    """Bytes of rows of samples, packed as PNG and TIFF do."""
    packed = []
    for row in rows.reshape(rows.shape[0], -1):
        if depth == 16:
            packed.append(row.astype(order + "u2").tobytes())
        else:
            text = "".join(f"{int(value):0{depth}b}" for value in row)
            text = text.ljust((len(text) + 7) // 8 * 8, "0")
            packed.append(bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8)))
    return packed


# --- PNG: Pillow does not write interlaced files, nor all depths -------------------------------------------

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png_chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_filter(rows, distance):
    """All five row filters in turn."""
    out, above = b"", bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind, filtered = number % 5, bytearray()
        for i, value in enumerate(row):
            left = row[i - distance] if i >= distance else 0
            corner = above[i - distance] if i >= distance else 0
            up = above[i]
            guess = left + up - corner
            near = min((left, up, corner), key=lambda v: abs(guess - v))
            filtered.append((value - [0, left, up, (left + up) // 2, near][kind]) & 255)
        out, above = out + bytes([kind]) + bytes(filtered), row
    return out


def png(samples, depth, colour_type, interlaced=False, before=b""):
    height, width, channels = samples.shape
    distance = max(1, channels * depth // 8)
    raw = b""
    for x, y, right, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y::down, x::right]
        raw += png_filter(bits_of(part, depth), distance) if part.size else b""
    packed = zlib.compress(raw)
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, interlaced)
    data = png_chunk(b"IDAT", packed[:20]) + png_chunk(b"IDAT", packed[20:])
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + before + data + png_chunk(b"IEND", b"")


def png_files():
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    depths = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
    for colour_type, count in channels.items():
        for depth in depths[colour_type]:
            samples = noise(9, 13, count, 1 << depth)
            before = b""
            if colour_type == 3:
                before = png_chunk(b"PLTE", bytes(RANDOM.integers(0, 256, 3 << depth, dtype=np.uint8)))
            for interlaced in (False, True):
                name = f"type{colour_type}-{depth}bit{'-interlaced' if interlaced else ''}.png"
                yield name, png(samples, depth, colour_type, interlaced, before)
            if colour_type in (0, 2):
                key = struct.pack(f">{count}H", *samples[0, 0])
                yield f"type{colour_type}-{depth}bit-key.png", png(
                    samples, depth, colour_type, before=png_chunk(b"tRNS", key)
                )
            if colour_type == 3:
                opacity = bytes(RANDOM.integers(0, 256, (1 << depth) // 2, dtype=np.uint8))
                yield f"type3-{depth}bit-opacity.png", png(
                    samples, depth, 3, before=before + png_chunk(b"tRNS", opacity)
                )
    short = png_chunk(b"PLTE", bytes(RANDOM.integers(0, 256, 30, dtype=np.uint8)))
    yield "type3-short-palette.png", png(noise(5, 5, 1), 8, 3, before=short)


# --- JPEG ---------------------------------------------------------------------------------------------------


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg_files():
    image = Image.fromarray(scene(37, 51))
    for sampling in ("4:4:4", "4:2:2", "4:2:0"):
        for progressive in (False, True):
            name = sampling.replace(":", "") + ("-progressive" if progressive else "")
            yield name + ".jpg", saved(
                image, "JPEG", quality=80, subsampling=sampling, progressive=progressive, restart_marker_blocks=5
            )
    yield "grey.jpg", saved(image.convert("L"), "JPEG")
    yield "rgb.jpg", saved(image, "JPEG", keep_rgb=True)
    plain = saved(image, "JPEG", quality=70)
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
    yield "adobe-rgb.jpg", plain[:2] + adobe + b"\0" + plain[20:]
    yield "adobe-ycc.jpg", plain[:2] + adobe + b"\1" + plain[20:]
    inks = saved(image.convert("CMYK"), "JPEG", quality=80)
    at = inks.index(b"Adobe") + 11
    yield "cmyk.jpg", inks
    yield "ycck.jpg", inks[:at] + b"\2" + inks[at + 1 :]
    profile = {"icc_profile": bytes(700), "comment": b"a comment"}
    rotated = b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
    yield "rotated.jpg", saved(image, "JPEG", exif=rotated)
    yield "profile.jpg", saved(image.crop((0, 0, 8, 8)), "JPEG", **profile)
    yield "after-end.jpg", plain + b"more"


# --- GIF ----------------------------------------------------------------------------------------------------


def gif(frame, screen, place, common=None, own=None, clear=None, bits=8):
    """A file of codes that are never longer than they begin, so that no dictionary is needed."""

    def palette(colours):
        size = max(0, (len(colours) // 3 - 1).bit_length() - 1)
        return size, colours.ljust(3 * (2 << size), b"\x07")

    height, width = frame.shape
    out = b"GIF89a" + struct.pack("<HH", *screen)
    size, colours = palette(common) if common else (0, b"")
    out += bytes([0x80 | size if common else 0, 0, 0]) + colours + b"!\xfe\x05hello\0"
    if clear is not None:
        out += b"!\xf9\x04" + bytes([1, 0, 0, clear, 0])
    size, colours = palette(own) if own else (0, b"")
    out += b"," + struct.pack("<HHHHB", *place, width, height, 0x80 | size if own else 0) + colours
    codes, count = 0, 0
    for number, value in enumerate(frame.flat):
        if number % ((1 << bits) - 2) == 0:
            codes, count = codes | (1 << bits) << count, count + bits + 1
        codes, count = codes | int(value) << count, count + bits + 1
    codes, count = codes | ((1 << bits) + 1) << count, count + bits + 1
    data = codes.to_bytes((count + 7) // 8, "little")
    blocks = [data[i : i + 255] for i in range(0, len(data), 255)]
    return out + bytes([bits]) + b"".join(bytes([len(b)]) + b for b in blocks) + b"\0;"


def gif_files():
    image = Image.fromarray(scene(30, 44))
    for colours in (2, 16, 256):
        for interlaced in (0, 1):
            name = f"{colours}-colours{'-interlaced' if interlaced else ''}.gif"
            yield name, saved(image.quantize(colours), "GIF", interlace=interlaced)
    yield "transparent.gif", saved(image.quantize(16), "GIF", transparency=3)
    yield "grey.gif", saved(image.convert("L"), "GIF")
    yield "full-dictionary.gif", saved(Image.fromarray(noise(75, 75, 1)[..., 0].astype(np.uint8)), "GIF")
    frames = [Image.fromarray(scene(20, 20)).quantize(30) for _ in range(3)]
    yield "moving.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:], disposal=2)
    palette = bytes(RANDOM.integers(0, 256, 768, dtype=np.uint8))
    greys = bytes(value for i in range(256) for value in (i, i, i))
    frame = noise(6, 7, 1)[..., 0]
    yield "small-frame.gif", gif(frame, (20, 15), (5, 4), common=palette)
    yield "small-clear-frame.gif", gif(frame, (20, 15), (5, 4), common=palette, clear=int(frame[0, 0]))
    yield "small-screen.gif", gif(frame, (3, 2), (5, 4), own=palette)
    yield "own-palette.gif", gif(frame, (7, 6), (0, 0), common=greys, own=palette)
    yield "short-palette.gif", gif(frame, (7, 6), (0, 0), common=palette[:30])
    yield "no-palette.gif", gif(frame, (7, 6), (0, 0), clear=int(frame[1, 1]))
    yield "few-bits.gif", gif(frame % 4, (7, 6), (0, 0), common=palette[:12], bits=2)


# --- BMP ----------------------------------------------------------------------------------------------------


def bmp(size, bits, data, palette=b"", masks=(), header=40, packing=0, top_down=False, colours=0):
    width, height = size
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        fields = (header, width, -height if top_down else height, 1, bits, packing, len(data), 0, 0, colours, 0)
        info = struct.pack("<IiiHHIIiiII", *fields)
        words = struct.pack(f"<{len(masks)}I", *masks)
        info += words.ljust(header - 40, b"\0") if header > 40 else words
    offset = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data


def bmp_files():
    width, height = 13, 7
    palette = bytes(RANDOM.integers(0, 256, 1024, dtype=np.uint8))

    def rows(bits):
        return bytes(RANDOM.integers(0, 256, (width * bits + 31) // 32 * 4 * height, dtype=np.uint8))

    size = (width, height)
    for bits in (1, 4, 8):
        yield f"{bits}bit.bmp", bmp(size, bits, rows(bits), palette[: 4 << bits])
        yield f"{bits}bit-old.bmp", bmp(size, bits, rows(bits), palette[: 3 << bits], header=12)
    yield "8bit-greys.bmp", saved(Image.fromarray(scene(7, 13)).convert("L"), "BMP")
    yield "8bit-few-colours.bmp", bmp(size, 8, rows(8), palette[:40], colours=10)
    yield "8bit-top-down.bmp", bmp(size, 8, rows(8), palette, top_down=True)
    for bits in (16, 24, 32):
        yield f"{bits}bit.bmp", bmp(size, bits, rows(bits))
        yield f"{bits}bit-top-down.bmp", bmp(size, bits, rows(bits), header=124, top_down=True)
    yield "16bit-565.bmp", bmp(size, 16, rows(16), masks=(0xF800, 0x7E0, 0x1F), packing=3)
    yield "32bit-masks.bmp", bmp(size, 32, rows(32), masks=(0xFF000000, 0xFF0000, 0xFF00), packing=3)
    opaque = (0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    yield "32bit-opacity.bmp", bmp(size, 32, rows(32), masks=opaque, header=108, packing=3)
    # A run, a literal piece, a run that is too long; a full row; a skip of 3 pixels and a row; more full rows.
    for bits, literal, name in ((8, b"\x00\x04", "8bit"), (4, b"\x00\x08", "4bit")):
        runs = b"\x05\x11" + literal + b"\x21\x32\x43\x54" + b"\x09\x77\x00\x00" + b"\x0d\x02\x00\x00"
        runs += b"\x02\x31\x00\x02\x03\x01\x08\x19\x00\x00" + b"\x0d\x09\x00\x00" * 3 + b"\x00\x01"
        packing = 1 if bits == 8 else 2
        yield f"runs-{name}.bmp", bmp(size, bits, runs, palette[: 4 << bits], packing=packing)
        yield f"runs-{name}-top-down.bmp", bmp(
            size, bits, runs, palette[: 4 << bits], packing=packing, top_down=True
        )


# --- TIFF ---------------------------------------------------------------------------------------------------


def pack_bits(data):
    out, i = bytearray(), 0
    while i < len(data):
        run = next((n for n in range(1, 128) if data[i : i + 1] * n != data[i : i + n]), 128) - 1
        if run > 1:
            out += bytes([257 - run, data[i]])
            i += run
        else:
            out += bytes([len(data[i : i + 9]) - 1]) + data[i : i + 9]
            i += 9
    return bytes(out)


def tiff_lzw(data):
    out, count = 0, 0
    size, following, known, text = 9, 258, {bytes([i]): i for i in range(256)}, b""
    codes = [(256, 9)]
    for value in data:
        if text + bytes([value]) in known:
            text += bytes([value])
            continue
        codes.append((known[text], size))
        known[text + bytes([value])] = following
        following += 1
        size += following + 1 > 1 << size
        if following >= 4094:
            codes.append((256, size))
            size, following, known = 9, 258, {bytes([i]): i for i in range(256)}
        text = bytes([value])
    codes.append((known[text], size))
    size += following + 2 > 1 << size and size < 12
    for code, bits in codes + [(257, size)]:
        out, count = out << bits | code, count + bits
    return (out << -count % 8).to_bytes((count + 7) // 8, "big")


PACKERS = {1: bytes, 5: tiff_lzw, 8: zlib.compress, 32946: zlib.compress, 32773: pack_bits}


def tiff(samples, bits, photometric, order="<", planes=1, packing=1, predictor=1, tile=None, rows=5, more=None):
    height, width, channels = samples.shape
    step = tile or (width, rows)
    segments = []
    for plane in range(channels) if planes == 2 else [slice(None)]:
        for y in range(0, height, step[1]):
            for x in range(0, width, step[0]):
                part = samples[y : y + step[1], x : x + step[0], plane]
                part = part.reshape(part.shape[0], part.shape[1], -1)
                if tile:
                    missing = [(0, step[1] - part.shape[0]), (0, step[0] - part.shape[1]), (0, 0)]
                    part = np.pad(part, missing)
                if predictor == 2:
                    part = np.diff(part, axis=1, prepend=0) % (1 << bits)
                data = PACKERS[packing](b"".join(bits_of(part, bits, order)))
                if more and more.get(266) == [2]:
                    data = bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)
                segments.append(data)
    out = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 0)
    places = []
    for data in segments:
        places.append(len(out))
        out += data + bytes(len(data) % 2)
    fields = {256: [width], 257: [height], 258: [bits] * channels, 259: [packing], 262: [photometric]}
    fields |= {277: [channels], 284: [planes], 317: [predictor]} | (more or {})
    lengths = [len(data) for data in segments]
    if tile:
        fields |= {322: [tile[0]], 323: [tile[1]], 324: places, 325: lengths}
    else:
        fields |= {273: places, 278: [rows], 279: lengths}
    directory, beyond = struct.pack(order + "H", len(fields)), b""
    start = len(out) + 2 + 12 * len(fields) + 4
    for tag, values in sorted(fields.items()):
        kind = 4 if tag in (273, 279, 324, 325) else 3
        content = b"".join(struct.pack(order + ("I" if kind == 4 else "H"), int(value)) for value in values)
        inline = content.ljust(4, b"\0")
        if len(content) > 4:
            inline = struct.pack(order + "I", start + len(beyond))
            beyond += content + bytes(len(content) % 2)
        directory += struct.pack(order + "HHI", tag, kind, len(values)) + inline
    return out[:4] + struct.pack(order + "I", len(out)) + out[8:] + directory + bytes(4) + beyond


def tiff_files():
    width, height = 29, 17
    for bits in (1, 2, 4, 8, 16):
        grey = noise(height, width, 1, 1 << bits if bits < 16 else 400)
        yield f"grey-{bits}bit.tif", tiff(grey, bits, 1, order="<>"[bits % 8 == 0])
        if bits < 16:
            yield f"white-is-zero-{bits}bit.tif", tiff(grey, bits, 0, packing=32773)
            colours = RANDOM.integers(0, 65536, 3 << bits)
            yield f"palette-{bits}bit.tif", tiff(grey, bits, 3, packing=5, more={320: colours})
    rgb = scene(height, width)
    wide = rgb.astype(int) * 257
    for packing, name in ((1, "plain"), (5, "lzw"), (8, "deflate"), (32946, "old-deflate"), (32773, "packbits")):
        yield f"rgb-{name}.tif", tiff(rgb, 8, 2, packing=packing)
        yield f"rgb-{name}-tiles.tif", tiff(rgb, 8, 2, order=">", packing=packing, tile=(16, 16))
    for packing in (5, 8):
        for order in "<>":
            end = "little" if order == "<" else "big"
            yield f"rgb-differences-{packing}-{end}.tif", tiff(rgb, 8, 2, order, packing=packing, predictor=2)
            yield f"wide-differences-{packing}-{end}.tif", tiff(wide, 16, 2, order, packing=packing, predictor=2)
    yield "rgb-planes.tif", tiff(rgb, 8, 2, planes=2)
    yield "rgb-planes-tiles.tif", tiff(rgb, 8, 2, planes=2, packing=8, predictor=2, tile=(32, 16))
    yield "rgb-reversed-bits.tif", tiff(rgb[..., :1], 8, 1, packing=5, more={266: [2]})
    for orientation in range(2, 9):
        yield f"rgb-turned-{orientation}.tif", tiff(rgb, 8, 2, packing=5, more={274: [orientation]})
    four = noise(height, width, 4)
    yield "rgb-ignored.tif", tiff(four, 8, 2, more={338: [0]})
    yield "rgb-multiplied.tif", tiff(four, 8, 2, more={338: [1]})
    yield "rgb-opacity.tif", tiff(four, 8, 2, more={338: [2]})
    yield "rgb-unnamed-opacity.tif", tiff(four, 8, 2)
    yield "wide-opacity.tif", tiff(noise(height, width, 4, 65536), 16, 2, more={338: [2]})
    yield "grey-opacity.tif", tiff(four[..., :2], 8, 1, more={338: [2]})
    yield "cmyk.tif", tiff(four, 8, 5)
    yield "cmyk-wide.tif", tiff(noise(height, width, 4, 65536), 16, 5, packing=5)
    frames = [Image.fromarray(scene(9, 9)) for _ in range(2)]
    yield "pages.tif", saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    yield "dictionary.tif", saved(Image.fromarray(noise(80, 80).astype(np.uint8)), "TIFF", compression="tiff_lzw")


# --- WebP: Pillow does not offer all that the format has, its encoder does --------------------------------

FLAGS = (
    "segments sns_strength filter_strength filter_sharpness filter_type autofilter alpha_compression"
    " alpha_filtering alpha_quality pass_ show_compressed preprocessing partitions partition_limit"
    " emulate_jpeg_size thread_level low_memory near_lossless exact use_delta_palette use_sharp_yuv qmin qmax"
)


class WebpConfig(ctypes.Structure):
    _fields_ = [
        ("lossless", ctypes.c_int),
        ("quality", ctypes.c_float),
        ("method", ctypes.c_int),
        ("image_hint", ctypes.c_int),
        ("target_size", ctypes.c_int),
        ("target_PSNR", ctypes.c_float),
    ] + [(name, ctypes.c_int) for name in FLAGS.split()]


class WebpWriter(ctypes.Structure):
    _fields_ = [
        ("memory", ctypes.c_void_p),
        ("size", ctypes.c_size_t),
        ("room", ctypes.c_size_t),
        ("padding", ctypes.c_uint32),
    ]


def webp(rgba, quality=50, **flags):
    folder = os.path.join(os.path.dirname(PIL.__file__), os.pardir, "pillow.libs")
    library = ctypes.CDLL(glob.glob(os.path.join(folder, "libwebp-*"))[0])
    version = 0x210
    config = WebpConfig()
    assert library.WebPConfigInitInternal(ctypes.byref(config), 0, ctypes.c_float(quality), version)
    for name, value in flags.items():
        setattr(config, name, value)
    assert library.WebPValidateConfig(ctypes.byref(config)), flags
    height, width, _ = rgba.shape
    picture = (ctypes.c_char * 2048)()  # struct WebPPicture and room to spare
    assert library.WebPPictureInitInternal(picture, version)
    ctypes.c_int.from_buffer(picture, 0).value = config.lossless
    ctypes.c_int.from_buffer(picture, 8).value = width
    ctypes.c_int.from_buffer(picture, 12).value = height
    assert library.WebPPictureImportRGBA(picture, rgba.astype(np.uint8).tobytes(), width * 4)
    writer = WebpWriter()
    library.WebPMemoryWriterInit(ctypes.byref(writer))
    write = ctypes.cast(library.WebPMemoryWrite, ctypes.c_void_p)
    ctypes.c_void_p.from_buffer(picture, 96).value = write.value
    ctypes.c_void_p.from_buffer(picture, 104).value = ctypes.addressof(writer)
    assert library.WebPEncode(ctypes.byref(config), picture)
    return ctypes.string_at(writer.memory, writer.size)


def riff(chunks):
    body = b"WEBP"
    for kind, content in chunks:
        body += kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def u24(*values):
    return b"".join(struct.pack("<I", value)[:3] for value in values)


def webp_files():
    image = np.dstack([scene(45, 61), np.full((45, 61), 255)])
    faded = np.dstack([scene(45, 61), noise(45, 61, 1)[..., 0]])
    ramp = np.dstack([scene(45, 61), np.mgrid[0:45, 0:61][0] * 5])
    for quality in (0, 30, 75, 100):
        yield f"lossy-{quality}.webp", webp(image, quality)
    yield "lossy-simple-filter.webp", webp(image, 20, filter_type=0, filter_strength=80)
    yield "lossy-sharp.webp", webp(image, 20, filter_sharpness=6, filter_strength=90)
    yield "lossy-mild.webp", webp(image, 40, filter_sharpness=3, filter_strength=20)
    yield "lossy-unfiltered.webp", webp(image, 10, filter_strength=0)
    yield "lossy-partitions.webp", webp(image, 60, partitions=3, segments=4, method=6)
    yield "lossy-fast.webp", webp(image, 60, method=0, segments=1)
    for packed in (0, 1):
        for filtered in (0, 1, 2):
            name = f"lossy-opacity-{packed}{filtered}.webp"
            yield name, webp(ramp, alpha_compression=packed, alpha_filtering=filtered)
    yield "lossless.webp", webp(image, lossless=1, method=6)
    yield "lossless-fast.webp", webp(image, 0, lossless=1, method=0)
    yield "lossless-noise.webp", webp(noise(45, 61, 4), lossless=1, exact=1)
    yield "lossless-faded.webp", webp(faded, lossless=1)
    for colours in (2, 4, 16, 200):
        few = RANDOM.integers(0, 256, (colours, 4))[RANDOM.integers(0, colours, (30, 37))]
        yield f"lossless-{colours}-colours.webp", webp(few, lossless=1, exact=1, method=4)
    yield "moving.webp", saved(
        Image.fromarray(scene(20, 20)), "WEBP", save_all=True, append_images=[Image.fromarray(scene(20, 20))]
    )
    frame = webp(faded[:10, :12], lossless=1, exact=1)[12:]
    header = u24(2, 3, 11, 9, 100) + b"\0"
    for flags, name in ((0x12, "moving-small-frame"), (0x02, "moving-small-opaque-frame")):
        start = (b"VP8X", bytes([flags, 0, 0, 0]) + u24(29, 24))
        moving = [start, (b"ANIM", bytes(6)), (b"ANMF", header + frame)]
        yield f"{name}.webp", riff(moving)
    yield "metadata.webp", saved(
        Image.fromarray(scene(20, 20)), "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0", icc_profile=bytes(300)
    )


# --- what the tests compare with ----------------------------------------------------------------------------


def dropped(image):
    """The authors' conversion."""
    return image.convert("RGB")


def blended(image):
    """The conversion of transformers 5.23 (image_transforms.convert_to_rgb)."""
    if "A" not in image.getbands() and image.info.get("transparency") is None:
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")


def sha256(image):
    return hashlib.sha256(image.tobytes()).hexdigest()


def write_formats(folder):
    os.makedirs(folder, exist_ok=True)
    files = []
    for source in (png_files, jpeg_files, gif_files, bmp_files, tiff_files, webp_files):
        for name, content in source():
            path = os.path.join(folder, name)
            with open(path, "wb") as out:
                out.write(content)
            image = dropped(Image.open(path))
            files.append(
                {
                    "file": name,
                    "size": image.size,
                    "drop": sha256(image),
                    "blend_on_white": sha256(blended(Image.open(path))),
                }
            )
    write_index(folder, files)


def write_resize(folder):
    """The order of the passes depends on both sizes; each axis shrinks, grows or stays."""
    sizes = [
        ((640, 480), (224, 224)),
        ((480, 640), (224, 224)),
        ((427, 640), (224, 224)),
        ((224, 224), (224, 224)),
        ((224, 100), (224, 224)),
        ((100, 224), (224, 224)),
        ((225, 223), (224, 224)),
        ((223, 225), (224, 224)),
        ((1, 1), (224, 224)),
        ((1, 301), (64, 64)),
        ((301, 1), (64, 64)),
        ((2, 3), (31, 17)),
        ((17, 93), (56, 56)),
        ((3000, 5), (56, 56)),
        ((5, 3000), (56, 56)),
        ((999, 777), (1, 1)),
        ((333, 500), (40, 90)),
        ((500, 333), (90, 40)),
        ((64, 64), (112, 56)),
        ((1 << 20, 1), (2, 2)),
        ((1, 1 << 20), (2, 2)),
    ]
    cases = []
    for (width, height), target in sizes:
        index = np.arange(3 * width * height, dtype=np.int64)
        levels = (index * index * 7 + index * 31 + (index >> 6) * 57) & 0xFF
        image = Image.fromarray(levels.astype(np.uint8).reshape(height, width, 3))
        resized = image.resize(target, Image.Resampling.BICUBIC)
        cases.append({"from": (width, height), "to": target, "rgb": sha256(resized)})
    os.makedirs(folder, exist_ok=True)
    write_index(folder, cases)


def write_index(folder, entries):
    with open(os.path.join(folder, "index.json"), "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n")


if __name__ == "__main__":
    write_formats(os.path.join(sys.argv[1], "formats"))
    write_resize(os.path.join(sys.argv[1], "resize"))
