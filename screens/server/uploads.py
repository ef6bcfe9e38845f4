"""Files that are handed in stay in memory. Starlette would write one of more than 1 MB to the temporary folder."""

from starlette.formparsers import MultiPartParser

from forms.exchange import MEGABYTES

MIB = 1024 * 1024  # bytes of the megabytes in maxUploadSize


def keep_uploads_in_memory() -> None:
    """Raises Starlette's limit above the largest file that is taken. It has no setting for this."""
    MultiPartParser.spool_max_size = (MEGABYTES + 1) * MIB
