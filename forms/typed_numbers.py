"""Reads a number as people type it: "170 mmHg", "１７０" or "170.0", and two numbers of one reading: "118/76".

Nothing is rounded. What can be a range, such as "120-130", is not read.
"""

import re

from forms.typed_dates import plain

TWO = re.compile(r"(\d{2,3})\s*(?:[/\\|]|\b(?:over|sobre|con)\b|,?\s)\s*(\d{2,3})")
ENDS = " \t.,;"  # what may stand behind a number


def plain_number(text: str, unit: str | None) -> str:
    """Returns the digits of a whole number in a text, which may have its unit behind it; else the text as it is."""
    found = re.fullmatch(r"(\d+)(?:[.,]0{1,2})?", _without_unit(text, unit))
    return found[1] if found else text


def two_numbers(text: str, unit: str | None) -> tuple[int, int] | None:
    """Returns the two numbers in a text such as "118/76 mmHg" or "118 over 76"; None if it is anything else."""
    found = TWO.fullmatch(_without_unit(text, unit))
    return (int(found[1]), int(found[2])) if found else None


def _without_unit(text: str, unit: str | None) -> str:
    short = plain(text).casefold().rstrip(ENDS)
    behind = r"\s?".join(map(re.escape, (unit or "").casefold()))
    return re.sub(rf"(?<=[\d\s.,]){behind}$", "", short).rstrip(ENDS)
