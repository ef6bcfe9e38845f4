"""Why records cannot be read or written. No message contains a name or an answer of a patient."""

from datetime import datetime


class RecordsError(Exception):
    """The store cannot do this. The message says where, what is wrong, and how to mend it."""


class UnreachableError(RecordsError):
    """The database is locked, full, or out of reach just now. Trying again later can help."""


class NoSuchDraftError(RecordsError):
    """There is no draft with this id. It may have been erased."""


class OvertakenError(RecordsError):
    """The draft was opened or saved elsewhere since it was read here. Nothing was overwritten."""


class FullError(RecordsError):
    """So much was sent that nothing more is taken just now. Trying again later can help."""


class HeldElsewhereError(RecordsError):
    """Somebody else has the draft open. `holder_id` and `name` are theirs; `since` is when they last saved, in UTC."""

    def __init__(self, holder_id: str, name: str, since: datetime) -> None:
        super().__init__("The draft is open elsewhere.")
        self.holder_id, self.name, self.since = holder_id, name, since
