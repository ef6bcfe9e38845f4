"""Opens a PDF that somebody hands in, within limits of size and work. Every error becomes an UnreadableError."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from forms.exchange.limits import MOST_FIELDS, UNPACKED
from forms.exchange.unreadable import UnreadableError

FILLING = b"\0\t\n\f\r "  # what some systems write behind the end of a file

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file, which contains answers


@contextmanager
def opened(content: bytes) -> Iterator[PdfReader]:
    """Yields a reader of a PDF. An error with the file inside the block becomes an UnreadableError."""
    if b"%PDF-" not in content[:1024]:
        raise UnreadableError("not_a_pdf")
    try:
        with apply_configuration(
            zlib_maximum_output_length=UNPACKED, lzw_maximum_output_length=UNPACKED,
            run_length_maximum_output_length=UNPACKED, brotli_maximum_output_length=UNPACKED,
            array_based_stream_maximum_output_length=UNPACKED, stream_decoding_work_maximum_length=4 * UNPACKED,
            form_fields_maximum_entries=MOST_FIELDS, jbig2dec_binary=None,  # which would start another program
        ):
            yield _reader(content)
    except (UnreadableError, MemoryError):
        raise
    except LimitReachedError:
        raise UnreadableError("too_large_inside") from None
    except DependencyError:  # no library for decrypting is installed
        raise UnreadableError("encrypted") from None
    except Exception:  # noqa: BLE001 # for a broken file, pypdf may raise any error, as its documentation says
        raise UnreadableError("damaged") from None


def _reader(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(content.rstrip(FILLING)))  # pypdf would look through 29 MB of it for seconds
    except NotImplementedError:  # locked in a way that pypdf does not know
        raise UnreadableError("encrypted") from None
    if reader.is_encrypted:
        raise UnreadableError("encrypted")
    return reader
