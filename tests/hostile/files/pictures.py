"""Photos and scans: every kind that people's machines make, and pictures made to take all memory or time."""

import io
import struct
import zlib
from array import array
from functools import cache, partial
from typing import Any

import pillow_heif
import segno
from PIL import Image, ImageOps

from forms import Response
from forms.exchange import encode_answers
from tests.hostile.files.case import QUESTIONNAIRE, Case, form, response
from tests.hostile.files.pdf_bytes import CATALOG, one_page, page, pages, pdf, picture, raw_stream, stream
from tests.support.packing import packed_zeros

NOT_ONE, TOO_LARGE, NO_CODE, READ = "not_a_picture", "picture_too_large", "no_code", "read: code"
TOO_LARGE_FOR_IT = "picture_too_large|not_a_picture|too_much_memory"  # where Pillow unpacks as it opens
PNG = b"\x89PNG\r\n\x1a\n"
A4 = (1654, 2339)  # at 200 dots to the inch

pillow_heif.register_heif_opener()


def code(text: str | None = None) -> Image.Image:
    """The square code of the answers, or of a text."""
    content = io.BytesIO()
    segno.make(text or encode_answers(form(), response()), error="m").save(content, kind="png", scale=6, border=4)
    return Image.open(content).convert("L")


@cache
def sheet(mode: str = "L") -> Image.Image:
    """A page with the code at its head."""
    paper = Image.new("L", A4, "white")
    paper.paste(code(), (1200, 100))
    return paper.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def in_16_bits(mode: str) -> bytes:
    """The sheet as a scanner saves it; `I;16B` has the higher byte of each pixel first."""
    lower_first = sheet().convert("I").point(lambda value: value * 256).convert("I;16")
    if mode == "I;16":
        return saved(lower_first, "TIFF")
    pixels = array("H", lower_first.tobytes())
    pixels.byteswap()
    return saved(Image.frombytes(mode, A4, pixels.tobytes()), "TIFF")


def pages_in_a_column() -> bytes:
    """As a phone saves a long page that somebody scrolled through."""
    column = Image.new("L", (A4[0], 8 * A4[1]), "white")
    column.paste(sheet(), (0, 5 * A4[1]))
    return saved(column, "JPEG")


def plain(kind: str, size: tuple[int, int] = (1, 1), mode: str = "L", **options: Any) -> bytes:
    return saved(Image.new(mode, size, "white"), kind, **options)


def of_kind(kind: str) -> bytes:
    return saved(sheet("RGB"), kind)


def turned(orientation: int) -> bytes:
    """A photo that says how it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(sheet().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)


def png(width: int, height: int, packed: bytes, *before: bytes, bits: int = 8, colours: int = 0) -> bytes:
    """A PNG by hand: `packed` is its content as zlib packs it, whatever the size says."""
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    return PNG + b"".join([_chunk(b"IHDR", head), *before, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")])


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def in_passes(size: tuple[int, int], more: int) -> bytes:
    """A JPEG that comes in ten passes, the last of which is there so many times more."""
    whole = plain("JPEG", size, "RGB", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * more + b"\xff\xd9"


def said_to_be(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its head."""
    at = max(jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2")) + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def fax(image: Image.Image) -> bytes:
    """The lines of a picture as a fax packs them, which is also how a JBIG2 may pack them."""
    tiff = saved(image.convert("1"), "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(io.BytesIO(tiff)) as opened:
        tags = opened.tag_v2  # type: ignore[attr-defined] # a TIFF has them
        (start,), (length,) = tags[273], tags[279]
    return tiff[start : start + length]


def scan(image: Image.Image, packing: bytes, content: bytes, colours: bytes = b"/DeviceGray", bits: int = 8) -> bytes:
    """A PDF as scanners make them: one picture on a page."""
    return picture(
        b"/Width %d/Height %d/BitsPerComponent %d/ColorSpace%b%b" % (*image.size, bits, colours, packing), content
    )


def scanned_fax() -> bytes:
    columns = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 false>>" % A4
    return scan(sheet(), columns, fax(sheet()), bits=1)


def jbig2() -> bytes:
    """The page as a JBIG2 of one region."""
    size = struct.pack(">II", *A4)
    region = size + struct.pack(">IIB", 0, 0, 0) + b"\1" + fax(sheet())
    return (
        struct.pack(">IBBBI", 0, 48, 0, 1, 19)
        + size
        + struct.pack(">IIBH", 0, 0, 0, 0)
        + struct.pack(">IBBBI", 1, 38, 0, 1, len(region))
        + region
    )


def in_strips(count: int) -> bytes:
    """A page that a scanner cut into strips, each a picture of its own."""
    high = A4[1] // count
    names, drawn, strips = b"", b"", []
    for number in range(count):
        strip = sheet().crop((0, number * high, A4[0], (number + 1) * high))
        names += b"/I%d %d 0 R" % (number, 5 + number)
        drawn += b"q 595 0 0 %f 0 %f cm /I%d Do Q\n" % (842 / count, 842 * (1 - (number + 1) / count), number)
        strips.append(
            stream(
                strip.tobytes(),
                b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray" % strip.size,
            )
        )
    return one_page(stream(drawn), b"/XObject<<%b>>" % names, *strips)


def behind(white: int) -> bytes:
    """A scan with so many white pages before the one with the code."""
    jpeg = saved(sheet(), "JPEG")
    image = raw_stream(
        jpeg,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/DCTDecode" % A4,
    )
    kids = [page()] * white + [page(b"/Contents 4 0 R/Resources<</XObject<</I 3 0 R>>>>")]
    named = [b"%d 0 R" % number for number in range(5, 5 + len(kids))]
    return pdf(CATALOG, pages(*named), image, raw_stream(b"595 0 0 842 0 0 cm /I Do"), *kids)


def on_nothing() -> Image.Image:
    """The code in black where the rest is transparent, and black under it."""
    image = Image.new("LA", A4, (0, 0))
    image.paste((0, 255), (1200, 100), ImageOps.invert(code()))
    return image


def of_corners() -> Image.Image:
    """Nothing but the corner marks of square codes, thousands of them: each three may be a code."""
    mark = Image.new("L", (9, 9), "white")
    for inset, colour in ((1, "black"), (2, "white"), (3, "black")):
        mark.paste(colour, (inset, inset, 9 - inset, 9 - inset))
    image = Image.new("L", (3400, 3400))
    for left in range(0, 3400, 9):
        image.paste(mark, (left, 0))
    row = image.crop((0, 0, 3400, 9))
    for top in range(0, 3400, 9):
        image.paste(row, (0, top))
    return image


def two_codes() -> Image.Image:
    image = sheet().copy()
    image.paste(code(encode_answers(form(), Response(QUESTIONNAIRE))), (100, 1500))
    return image


def said_code(text: str) -> bytes:
    image = Image.new("L", A4, "white")
    image.paste(code(text), (100, 100))
    return saved(image, "PNG")


def tiff_of(*tags: tuple[int, int, int], after: int = 0) -> bytes:
    """A TIFF of one directory, each of whose tags is a number; `after` is where the next directory stands."""
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + rows + struct.pack("<I", after)


def grey_tiff(width: int, height: int, after: int = 0) -> bytes:
    return tiff_of(
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, width * height & 0xFFFFFFFF),
        after=after,
    )


def animated(kind: str, count: int) -> bytes:
    frames = [sheet("RGB")] + [Image.new("RGB", A4, (number, 0, 0)) for number in range(1, count)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def sixteen_bits(image: Image.Image) -> bytes:
    """A PNG in grey of 16 bits. Both bytes of a pixel are the same."""
    twice = Image.merge("LA", (image, image)).tobytes()
    wide = 2 * image.width
    rows = [b"\0" + twice[start : start + wide] for start in range(0, len(twice), wide)]
    return png(*image.size, zlib.compress(b"".join(rows)), bits=16)


def webp_of(width: int, height: int) -> bytes:
    """The head of a WebP of this size, and a picture of one pixel in it."""
    small = plain("WEBP")[12:]
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    head = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", 4 + len(head + small)) + b"WEBP" + head + small


def heic_of(width: int, height: int) -> bytes:
    """A HEIC of 64 pixels on a side that is said to be larger."""
    before = b"ispe\0\0\0\0" + struct.pack(">II", 64, 64)
    return plain("HEIF", (64, 64), "RGB").replace(before, b"ispe\0\0\0\0" + struct.pack(">II", width, height))


def heic_in_tiles(width: int, height: int, **options: Any) -> bytes:
    """A photo as telephones store it."""
    photo = ImageOps.pad(sheet("RGB"), (width, height), color="white")
    return saved(photo, "HEIF", quality=30, tile_size=512, enc_params={"preset": "ultrafast"}, **options)


def heic_of_four_tiles(width: int, height: int) -> bytes:
    """A HEIC of four tiles that is said to be larger, in its head and in the list of its tiles."""
    four = heic_in_tiles(1000, 1000)
    said = struct.pack(">II", 1000, 1000), struct.pack(">HH", 1000, 1000)
    return four.replace(said[0], struct.pack(">II", width, height)).replace(said[1], struct.pack(">HH", width, height))


def on_its_side() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


CASES = {
    "photo JPEG": Case(lambda: saved(sheet(), "JPEG"), READ),
    "photo JPEG in colours": Case(lambda: saved(sheet("RGB"), "JPEG"), READ),
    "photo JPEG in passes": Case(lambda: saved(sheet("RGB"), "JPEG", progressive=True), READ),
    "photo JPEG for a press (CMYK)": Case(lambda: saved(sheet("CMYK"), "JPEG"), READ),
    "photo JPEG of 50 million pixels": Case(lambda: saved(sheet().resize((6000, 8333)), "JPEG"), READ),
    **{f"photo JPEG turned, way {way}": Case(partial(turned, way), READ) for way in range(1, 9)},
    "photo JPEG with a way to turn that is none": Case(lambda: turned(77), READ),
    "photo JPEG at an angle": Case(lambda: saved(sheet().rotate(17, expand=True, fillcolor="white"), "JPEG"), READ),
    "photo JPEG of several pictures": Case(lambda: saved(sheet(), "MPO", save_all=True, append_images=[sheet()]), READ),
    "photo PNG": Case(lambda: saved(sheet(), "PNG"), READ),
    "photo PNG in colours": Case(lambda: saved(sheet("RGB"), "PNG"), READ),
    "photo PNG in 256 colours": Case(lambda: saved(sheet("P"), "PNG"), READ),
    "photo PNG in black and white": Case(lambda: saved(sheet("1"), "PNG"), READ),
    "photo PNG in 16 bits": Case(lambda: sixteen_bits(sheet()), READ),
    "photo PNG on nothing": Case(lambda: saved(on_nothing(), "PNG"), READ),
    "photo PNG on nothing, in colours": Case(lambda: saved(on_nothing().convert("RGBA"), "PNG"), READ),
    "photo PNG on nothing, in 256 colours": Case(lambda: saved(on_nothing().convert("RGBA").quantize(8), "PNG"), READ),
    "photo PNG white on black": Case(lambda: saved(ImageOps.invert(sheet()), "PNG"), READ),
    "photo PNG in a mirror": Case(lambda: saved(ImageOps.mirror(sheet()), "PNG"), READ),
    "photo WebP": Case(lambda: saved(sheet("RGB"), "WEBP"), READ),
    "photo WebP without loss": Case(lambda: saved(sheet("RGB"), "WEBP", lossless=True), READ),
    "photo WebP on nothing": Case(lambda: saved(on_nothing().convert("RGBA"), "WEBP"), READ),
    "photo WebP that moves": Case(lambda: animated("WEBP", 5), READ),
    "photo HEIC": Case(lambda: saved(sheet("RGB"), "HEIF", quality=80), READ),
    "photo HEIC in grey": Case(lambda: saved(sheet(), "HEIF", quality=80), READ),
    "photo HEIC of 24 million pixels": Case(
        lambda: saved(sheet("RGB").resize((4284, 5712)), "HEIF", quality=50, enc_params={"preset": "ultrafast"}), READ
    ),
    "photo HEIC of 48 million pixels, in tiles": Case(lambda: heic_in_tiles(8064, 6048, exif=on_its_side()), READ),
    "scan TIFF": Case(lambda: saved(sheet(), "TIFF"), READ),
    "scan TIFF in colours": Case(lambda: saved(sheet("RGB"), "TIFF", compression="tiff_lzw"), READ),
    "scan TIFF for a press (CMYK)": Case(lambda: saved(sheet("CMYK"), "TIFF"), READ),
    "scan TIFF as a fax": Case(lambda: saved(sheet("1"), "TIFF", compression="group4"), READ),
    "scan TIFF as a JPEG": Case(lambda: saved(sheet("RGB"), "TIFF", compression="jpeg"), READ),
    "scan TIFF in 16 bits": Case(lambda: in_16_bits("I;16"), READ),
    "scan TIFF in 16 bits, the higher byte first": Case(lambda: in_16_bits("I;16B"), READ),
    "photo JPEG of eight pages one below the other": Case(pages_in_a_column, READ),
    "scan TIFF of three pages, the code on the last": Case(
        lambda: saved(
            Image.new("L", A4, "white"), "TIFF", save_all=True, append_images=[Image.new("L", A4, "white"), sheet()]
        ),
        READ,
    ),
    "scan TIFF of 300 pages": Case(
        lambda: saved(Image.new("L", (9, 9)), "TIFF", save_all=True, append_images=[Image.new("L", (9, 9))] * 299),
        NO_CODE,
    ),
    "scan PDF of a JPEG": Case(lambda: scan(sheet(), b"/Filter/DCTDecode", saved(sheet(), "JPEG")), READ),
    "scan PDF of a JPEG 2000": Case(lambda: scan(sheet(), b"/Filter/JPXDecode", saved(sheet(), "JPEG2000")), READ),
    "scan PDF as a fax": Case(scanned_fax, READ),
    "scan PDF of a JBIG2": Case(lambda: scan(sheet(), b"/Filter/JBIG2Decode", jbig2(), bits=1), READ),
    "scan PDF in 64 strips": Case(lambda: in_strips(64), READ),
    "scan PDF of a page turned": Case(lambda: behind(0).replace(b"/MediaBox", b"/Rotate 90/MediaBox"), READ),
    "scan PDF with the code on page 8": Case(lambda: behind(7), READ),
    "scan PDF with the code on page 9": Case(lambda: behind(8), "foreign"),
    "scan PDF of a JPEG 2000 of 100 million pixels": Case(
        lambda: scan(
            Image.new("L", (10_000, 10_000)), b"/Filter/JPXDecode",
            plain("JPEG2000", (10_000, 10_000), "RGB", tile_size=(2000, 2000)),
        ),
        "foreign|too_slow|too_much_memory|reading_broke_off",
    ),
    **{f"one pixel of {kind}": Case(partial(plain, kind), NO_CODE) for kind in ("JPEG", "PNG", "WEBP", "TIFF")},
    **{
        f"picture of another kind, {kind}": Case(partial(of_kind, kind), NOT_ONE)
        for kind in ("GIF", "BMP", "JPEG2000", "PPM", "ICO", "TGA", "PCX", "SGI", "DDS", "EPS")
    },
    "one pixel of HEIC": Case(lambda: plain("HEIF", (64, 64), "RGB"), NO_CODE),
    "white page": Case(lambda: plain("PNG", A4), NO_CODE),
    "a line of 60 million pixels": Case(lambda: plain("PNG", (60_000_000, 1)), "no_code|not_a_picture"),
    "a column of 60,000 pixels": Case(lambda: plain("PNG", (1, 60_000)), NO_CODE),
    "two codes": Case(lambda: saved(two_codes(), "PNG"), "several_codes"),
    "a code of somebody else": Case(lambda: said_code("https://127.0.0.1/"), NO_CODE),
    "a code that is damaged": Case(lambda: said_code(encode_answers(form(), response())[:-1] + "Z"), "code_damaged"),
    "a code of another version": Case(
        lambda: said_code("K1999.01:2DQPO1ABC123"), "code_damaged|code_of_another_version"
    ),
    "a code of the longest text": Case(lambda: said_code("K2026.12:" + "A" * 2000), "code_damaged"),
    "a page of nothing but corners of codes": Case(lambda: saved(of_corners(), "PNG"), "too_slow"),
    "JPEG cut off": Case(lambda: saved(sheet(), "JPEG")[:30_000], NOT_ONE),
    "JPEG that ends at once": Case(lambda: b"\xff\xd8\xff\xd9", NOT_ONE),
    "JPEG of zeros": Case(lambda: b"\xff\xd8\xff\xe0" + b"\0" * 10_000, NOT_ONE),
    "JPEG said to be 65,535 pixels wide and high": Case(lambda: said_to_be(plain("JPEG"), 65_535, 65_535), TOO_LARGE),
    "JPEG said to be of no size": Case(lambda: said_to_be(plain("JPEG"), 0, 0), NOT_ONE),
    "JPEG of 60 million pixels in 200 passes": Case(lambda: in_passes((7700, 7700), 190), TOO_LARGE),
    "JPEG of 8 million pixels in 36 passes": Case(lambda: in_passes((2900, 2800), 26), "no_code|too_slow"),
    "JPEG of 70 million pixels": Case(lambda: plain("JPEG", (10_000, 7_000)), TOO_LARGE),
    "JPEG with 20 MB of notes": Case(
        lambda: plain("JPEG")[:2] + (b"\xff\xfe\xff\xff" + b"x" * 65_533) * 300 + plain("JPEG")[2:], NO_CODE
    ),
    "JPEG with EXIF in a loop": Case(
        lambda: (
            plain("JPEG")[:2]
            + b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
            + plain("JPEG")[2:]
        ),
        NO_CODE,
    ),
    "JPEG that is a PDF too": Case(
        lambda: plain("JPEG")[:2] + b"\xff\xfe\0\x0b%PDF-1.7\n" + plain("JPEG")[2:], "damaged"
    ),
    "JPEG with a ZIP behind it": Case(lambda: saved(sheet(), "JPEG") + b"PK\3\4" + b"\0" * 1000, READ),
    "PNG cut off": Case(lambda: saved(sheet(), "PNG")[:3000], NOT_ONE),
    "PNG of its first bytes": Case(lambda: PNG, NOT_ONE),
    "PNG of no size": Case(lambda: png(0, 0, zlib.compress(b"")), NOT_ONE),
    "PNG of two thousand million pixels on a side": Case(lambda: png(2**31 - 1, 2**31 - 1, b""), TOO_LARGE),
    "PNG of 60 million pixels in 16 bits and colours": Case(
        lambda: png(7700, 7700, packed_zeros(1_000_000), bits=16, colours=6), TOO_LARGE
    ),
    "PNG of 24 million pixels in 16 bits and colours": Case(
        lambda: png(4900, 4900, packed_zeros(4900 * (4900 * 8 + 1)), bits=16, colours=6), NO_CODE
    ),
    "PNG of 59 million pixels in grey": Case(lambda: png(7680, 7680, packed_zeros(7680 * 7681)), NO_CODE),
    "PNG with more in it than its size": Case(lambda: png(9, 9, packed_zeros(500_000_000)), NO_CODE),
    "PNG with less in it than its size": Case(lambda: png(2000, 2000, packed_zeros(1000)), NOT_ONE),
    "PNG with a note of 400 MB": Case(
        lambda: png(9, 9, packed_zeros(90), _chunk(b"zTXt", b"note\0\0" + packed_zeros(400_000_000))), NOT_ONE
    ),
    "PNG with colours of 400 MB": Case(
        lambda: png(9, 9, packed_zeros(90), _chunk(b"iCCP", b"icc\0\0" + packed_zeros(400_000_000))),
        "no_code|not_a_picture",
    ),
    "PNG with 100,000 notes": Case(
        lambda: png(9, 9, packed_zeros(90), _chunk(b"tEXt", b"a\0" + b"b" * 50) * 100_000), "no_code|not_a_picture"
    ),
    "PNG with a wrong sum": Case(
        lambda: png(9, 9, packed_zeros(90)).replace(b"IHDR\0\0\0\x09", b"IHDR\0\0\0\x08"), NOT_ONE
    ),
    "PNG that moves": Case(lambda: animated("PNG", 5), READ),
    "WebP cut off": Case(lambda: saved(sheet("RGB"), "WEBP")[:2000], NOT_ONE),
    "WebP said to be 16,383 pixels wide and high": Case(lambda: webp_of(16_383, 16_383), TOO_LARGE_FOR_IT),
    "WebP of 100 million pixels": Case(lambda: plain("WEBP", (10_000, 10_000), "RGB", method=0), TOO_LARGE_FOR_IT),
    "WebP of 40 pictures": Case(lambda: animated("WEBP", 40), READ),
    "TIFF of four thousand million pixels on a side": Case(
        lambda: grey_tiff(2**32 - 1, 2**32 - 1), "picture_too_large|not_a_picture"
    ),
    "TIFF of 50 million pixels that are not there": Case(lambda: grey_tiff(7000, 7000), NOT_ONE),
    "TIFF that comes after itself": Case(lambda: grey_tiff(1, 1, after=8), NO_CODE),
    "TIFF whose next page is behind the end": Case(lambda: grey_tiff(1, 1, after=99_999_999), NO_CODE),
    "TIFF of 59 million pixels, packed": Case(
        lambda: saved(Image.new("L", (7680, 7680)), "TIFF", compression="tiff_deflate"), NO_CODE
    ),
    "TIFF of numbers with a point": Case(lambda: saved(Image.new("F", (99, 99)), "TIFF"), NO_CODE),
    "HEIC cut off": Case(lambda: saved(sheet("RGB"), "HEIF")[:2000], NOT_ONE),
    "HEIC of zeros": Case(lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 1000, NOT_ONE),
    "HEIC of 48 million pixels": Case(lambda: heic_of(8064, 6048), TOO_LARGE),
    "HEIC of four tiles, said to be 48 million pixels": Case(lambda: heic_of_four_tiles(8064, 6048), NO_CODE),
    "HEIC of four tiles, said to be 4,000 million pixels": Case(
        lambda: heic_of_four_tiles(65_535, 65_535), "picture_too_large|not_a_picture"
    ),
    "HEIC of thousands of millions of pixels": Case(lambda: heic_of(61_440, 61_440), "picture_too_large|not_a_picture"),
    "GIF that is a PDF too": Case(lambda: b"GIF89a%PDF-1.7\n" + plain("GIF")[6:], "damaged"),
}
