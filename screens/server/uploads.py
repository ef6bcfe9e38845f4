"""Keeps files that are handed in in memory. Starlette would write files of more than 1 MB to the temporary folder."""

from starlette.formparsers import MultiPartParser

from forms.exchange import MEGABYTES

MIB = 1024 * 1024  # bytes; the unit of maxUploadSize


def keep_uploads_in_memory() -> None:
    """Sets Starlette's limit above the largest file that the app accepts. Starlette has no setting for this."""
    MultiPartParser.spool_max_size = (MEGABYTES + 1) * MIB
