"""A PDF that somebody hands in, opened within limits of size and work. Whatever is wrong with it is said in one way."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from forms.exchange.unreadable import UnreadableError

MEGABYTES = 5  # a form that a reader saved with fonts of its own has one or two
UNPACKED = 4_000_000  # bytes; answers have a tenth of that

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file, which holds answers


@contextmanager
def opened(content: bytes, megabytes: int = MEGABYTES, unpacked: int = UNPACKED) -> Iterator[PdfReader]:
    """A reader of a PDF of at most so many megabytes, each part of which may unpack to so many bytes.

    What goes wrong with the file inside the block becomes an UnreadableError.
    """
    if len(content) > megabytes * 1_000_000:
        raise UnreadableError("too_large", limit=megabytes)
    if b"%PDF-" not in content[:1024]:
        raise UnreadableError("not_a_pdf")
    try:
        with apply_configuration(
            zlib_maximum_output_length=unpacked, lzw_maximum_output_length=unpacked,
            run_length_maximum_output_length=unpacked, brotli_maximum_output_length=unpacked,
            array_based_stream_maximum_output_length=unpacked, stream_decoding_work_maximum_length=4 * unpacked,
            image_maximum_buffer_size=4 * unpacked, jbig2dec_binary=None,  # that one would be another program
        ):
            reader = PdfReader(BytesIO(content))
            if reader.is_encrypted:
                raise UnreadableError("encrypted")
            yield reader
    except UnreadableError:
        raise
    except LimitReachedError:
        raise UnreadableError("too_large_inside") from None
    except DependencyError:  # what decrypts is not installed
        raise UnreadableError("encrypted") from None
    except Exception:  # noqa: BLE001 # a broken file makes pypdf raise anything at all, as its documentation says
        raise UnreadableError("damaged") from None
