"""Decodes photos to grey pictures, within limits of memory and work."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from pillow_heif import register_heif_opener

from forms.exchange.limits import LONGEST_SIDE, MOST_DECODED, MOST_IN_A_TILE, MOST_PAGES, MOST_PASSES, MOST_PIXELS
from forms.exchange.square_code.heic_tiles import NoTilesError, decoded_by_tiles
from forms.exchange.unreadable import UnreadableError

FORMATS = ("JPEG", "PNG", "HEIF", "WEBP", "TIFF")
ONE_BYTE = ("1", "L", "P")  # modes for which Pillow uses one byte for each pixel; other modes use at most four
BYTE = 256
MOST_IN_A_COLUMN = 8  # pages below each other in one tall picture, which is no wider than one page
SHORTEST_SIDE = LONGEST_SIDE * 3 // 4  # of a photo, whose sides are usually 4 to 3
START_OF_PASS = b"\xff\xda"

register_heif_opener(thumbnails=False, decode_threads=1)


def pictures_in(content: bytes) -> Iterator[Image.Image]:
    """Yields the picture in a photo, or the first pages of a TIFF. Raises UnreadableError."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            pages = MOST_PAGES if image.format == "TIFF" else 1
            for number in range(pages):
                if _has_page(image, number):
                    yield _unpacked(image, content)
    except (UnreadableError, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise UnreadableError("picture_too_large") from None
    except Exception:  # noqa: BLE001 # for a broken file, Pillow raises anything at all
        raise UnreadableError("not_a_picture") from None


def _has_page(image: Image.Image, number: int) -> bool:
    """Whether there is such a page, which is then the one to look at."""
    try:
        image.seek(number)
    except Exception:  # noqa: BLE001 # none, or a broken one; what comes before it was read
        return number == 0
    return True


def _unpacked(image: Image.Image, content: bytes) -> Image.Image:
    """The picture in grey on white, made smaller if it is far larger than a code needs."""
    grey = _decoded(image, content)
    factor = max(min(grey.size) // SHORTEST_SIDE, max(grey.size) // (MOST_IN_A_COLUMN * LONGEST_SIDE))
    return grey.reduce(factor) if factor > 1 else grey


def _decoded(image: Image.Image, content: bytes) -> Image.Image:
    """The picture in grey on white. Checks the size before decoding."""
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise UnreadableError("picture_too_large")
    if _takes_too_much(image, pixels, content):
        if image.format != "HEIF":
            raise UnreadableError("picture_too_large")
        return _by_tiles(content)
    image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))  # decodes a JPEG at a half or a quarter of its size
    return _on_white(_plain(image))


def _takes_too_much(image: Image.Image, pixels: int, content: bytes) -> bool:
    """True if the picture cannot be decoded as a whole. A progressive JPEG is kept in memory, and read in each pass."""
    if image.format == "JPEG":
        return bool(image.info.get("progressive")) and pixels * content.count(START_OF_PASS) > MOST_PASSES
    return pixels * (1 if image.mode in ONE_BYTE else 4) > MOST_DECODED


def _by_tiles(content: bytes) -> Image.Image:
    try:
        return decoded_by_tiles(content, MOST_IN_A_TILE)
    except NoTilesError:
        raise UnreadableError("picture_too_large") from None


def _plain(image: Image.Image) -> Image.Image:
    """Converts to grey or colours of 8 bits each, with transparency kept."""
    if image.mode.startswith("I"):  # 16 bits: Pillow would turn nearly all of it white
        return image.convert("I").point(lambda value: value / BYTE).convert("L")
    if image.mode in ("P", "PA") and "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "LA", "RGB", "RGBA") else image.convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    """Converts to grey, with white for transparent pixels: otherwise they may become black like the code."""
    grey = image.convert("L")
    if "A" not in image.mode:
        return grey
    white = Image.new("L", image.size, "white")
    white.paste(grey, mask=image.getchannel("A"))
    return white
