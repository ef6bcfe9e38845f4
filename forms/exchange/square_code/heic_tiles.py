"""Decodes a large HEIC tile by tile, in grey. Telephones store a photo as tiles of 512 by 512 pixels.

Pillow and pillow-heif decode all tiles at once, in colours: 48 million pixels take more memory than one file may have.
This calls the functions of libheif, the library in pillow-heif that decodes, which can decode each tile on its own.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_uint8, c_uint32, c_void_p, string_at
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

UNDEFINED = 99  # the colours that the file has, unchanged: its first plane is grey
GREY = 0  # heif_channel_Y
BITS = 8
IGNORE_TURNING = 1  # the place of this byte in heif_decoding_options; a code can be read whichever way it is turned


class _Error(Structure):
    _fields_ = (("code", c_int), ("subcode", c_int), ("message", c_char_p))


class _Tiling(Structure):
    _fields_ = (
        ("version", c_int), ("columns", c_uint32), ("rows", c_uint32), ("tile_width", c_uint32),
        ("tile_height", c_uint32), ("width", c_uint32), ("height", c_uint32), ("top", c_uint32), ("left", c_uint32),
        ("extra_dimensions", c_uint8), ("extra_sizes", c_uint32 * 8),
    )


_FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "heif_context_alloc": (c_void_p, ()),
    "heif_context_free": (None, (c_void_p,)),
    "heif_context_set_max_decoding_threads": (None, (c_void_p, c_int)),
    "heif_context_read_from_memory_without_copy": (_Error, (c_void_p, c_char_p, c_size_t, c_void_p)),
    "heif_context_get_primary_image_handle": (_Error, (c_void_p, POINTER(c_void_p))),
    "heif_image_handle_release": (None, (c_void_p,)),
    "heif_image_handle_get_image_tiling": (_Error, (c_void_p, c_int, POINTER(_Tiling))),
    "heif_decoding_options_alloc": (POINTER(c_uint8), ()),
    "heif_decoding_options_free": (None, (POINTER(c_uint8),)),
    "heif_image_handle_decode_image_tile": (
        _Error, (c_void_p, POINTER(c_void_p), c_int, c_int, POINTER(c_uint8), c_uint32, c_uint32)),
    "heif_image_release": (None, (c_void_p,)),
    "heif_image_get_width": (c_int, (c_void_p, c_int)),
    "heif_image_get_height": (c_int, (c_void_p, c_int)),
    "heif_image_get_bits_per_pixel_range": (c_int, (c_void_p, c_int)),
    "heif_image_get_plane_readonly": (c_void_p, (c_void_p, c_int, POINTER(c_int))),
}


class NoTilesError(Exception):
    """The file cannot be decoded tile by tile."""


def decoded_by_tiles(content: bytes, most_in_a_tile: int) -> Image.Image:
    """Returns the picture in grey. Whether it is turned or cropped by the file is ignored.

    Raises NoTilesError if it is not stored in tiles with at most so many pixels each, if it has more than 8 bits for a
    pixel, or if it is damaged.
    """
    with ExitStack() as opened:
        handle = _handle(content, opened)
        tiling = _Tiling()
        _check(_heif("heif_image_handle_get_image_tiling", handle, 0, byref(tiling)))
        if tiling.columns * tiling.rows < 2 or tiling.tile_width * tiling.tile_height > most_in_a_tile:
            raise NoTilesError
        picture = Image.new("L", (tiling.width, tiling.height))
        for left, top, tile in _tiles(handle, tiling, opened):
            picture.paste(tile, (left, top))
    return picture


def _handle(content: bytes, opened: ExitStack) -> c_void_p:
    context = c_void_p(_heif("heif_context_alloc"))
    opened.callback(_heif, "heif_context_free", context)
    _heif("heif_context_set_max_decoding_threads", context, 0)
    _check(_heif("heif_context_read_from_memory_without_copy", context, content, len(content), None))
    handle = c_void_p()
    _check(_heif("heif_context_get_primary_image_handle", context, byref(handle)))
    opened.callback(_heif, "heif_image_handle_release", handle)
    return handle


def _tiles(handle: c_void_p, tiling: _Tiling, opened: ExitStack) -> Iterator[tuple[int, int, Image.Image]]:
    options = _heif("heif_decoding_options_alloc")
    opened.callback(_heif, "heif_decoding_options_free", options)
    options[IGNORE_TURNING] = 1
    for row in range(tiling.rows):
        for column in range(tiling.columns):
            with ExitStack() as tile_opened:
                tile = c_void_p()
                _check(_heif("heif_image_handle_decode_image_tile", handle, byref(tile), UNDEFINED, UNDEFINED, options,
                             column, row))
                tile_opened.callback(_heif, "heif_image_release", tile)
                yield column * tiling.tile_width, row * tiling.tile_height, _grey(tile)


def _grey(tile: c_void_p) -> Image.Image:
    stride = c_int()
    plane = _heif("heif_image_get_plane_readonly", tile, GREY, byref(stride))
    if not plane or _heif("heif_image_get_bits_per_pixel_range", tile, GREY) != BITS:
        raise NoTilesError
    size = _heif("heif_image_get_width", tile, GREY), _heif("heif_image_get_height", tile, GREY)
    return Image.frombytes("L", size, string_at(plane, stride.value * size[1]), "raw", "L", stride.value)


def _heif(name: str, *arguments: Any) -> Any:
    """Calls a function of libheif. Raises NoTilesError if it has no such function, as on Windows."""
    try:
        function = _library()[name]
    except AttributeError:
        raise NoTilesError from None
    function.restype, function.argtypes = _FUNCTIONS[name]
    return function(*arguments)


def _check(error: _Error) -> None:
    if error.code:
        raise NoTilesError


@cache
def _library() -> CDLL:
    """The module of pillow-heif that is written in C. Functions are found in the libraries that it needs, too."""
    module = find_spec("_pillow_heif")
    return CDLL(module.origin if module else None)
