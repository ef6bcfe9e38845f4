"""A day that is known in part: a month or a year, as people remember when something was."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A month of a year, or a year alone. It is a good guess: prints say "about". FHIR writes it 2019-04 or 2019 too.

    Nothing may take it for one day: only its first and its last possible day are known.
    """

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        begins_next = date(self.year + (self.month in (None, 12)), (self.month or 12) % 12 + 1, 1)
        return begins_next - timedelta(days=1)

    def isoformat(self) -> str:
        return f"{self.year:04}" + (f"-{self.month:02}" if self.month else "")


def read_partial_date(text: str) -> PartialDate | None:
    """Returns the date in a text such as 2019-04 or 2019; None if it is no such text, or no month has that number."""
    found = WRITTEN.fullmatch(text)
    if found is None or not 1 <= int(found[1]) < date.max.year or not 1 <= int(found[2] or 1) <= 12:
        return None
    return PartialDate(int(found[1]), int(found[2]) if found[2] else None)
