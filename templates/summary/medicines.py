"""The person's medicines as a table: each as it was written, with its usual reason, or "not recognised"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forms import Medicine, MedicineRow, NameRead, recognised, says_none
from templates.summary.answers_in_words import Quotes, shortened
from templates.summary.model import MedicineLine, Medicines
from templates.summary.typed_text import printable

ON_PAGE_1 = 24  # rows; a longer list is printed with all other answers
BESIDE = (2, 16)  # with more than 2 rows there are two tables side by side; with more than 16, three
LONGEST = 100  # characters of a name, or of dose and frequency; longer ones are cut, and printed in full below
MOST_USES = 2  # reasons that are named for one medicine


def medicines_of(quotes: Quotes) -> Medicines | None:
    """Returns the table; None if there are no rows in this copy."""
    rows = rows_of(quotes)
    if not rows:
        return None
    whole = tuple(_line(row, quotes) for row in rows)
    stands_below = len(whole) > ON_PAGE_1
    lines = whole if stands_below else tuple(_cut(line, quotes) for line in whole)
    return Medicines(tuple(_side_by_side(lines)), note=_note(lines, quotes), stands_below=stands_below,
                     is_cut=lines != whole)


def rows_of(quotes: Quotes) -> tuple[MedicineRow, ...]:
    """Returns the rows in this copy. May be empty."""
    value = quotes.answers.answer(quotes.answers.questionnaire.roles.medicines).value
    return tuple(row for row in value if isinstance(row, MedicineRow)) if isinstance(value, tuple) else ()


def not_recognised(quotes: Quotes) -> tuple[str, ...]:
    """Returns the names, as they were written, that are not known or only in part."""
    terminology = quotes.answers.questionnaire.terminology
    return tuple(printable(row.name) for row in rows_of(quotes)
                 if not (recognised(terminology, row).is_recognised or says_none(terminology, row)))


def _line(row: MedicineRow, quotes: Quotes) -> MedicineLine:
    terminology = quotes.answers.questionnaire.terminology
    names, read = terminology.medicine_names, recognised(terminology, row)
    if says_none(terminology, row):
        return MedicineLine(printable(row.name), "", quotes.words.text["says_none"], is_recognised=True, nearest="")
    known = dict.fromkeys((*read.known, *names.known_beside(row.dose), *names.known_beside(row.frequency)))
    known_as = "; ".join(_known_as(one, row, quotes) for one in known)
    taken = ", ".join(printable(part) for part in (row.dose, row.frequency) if part)
    return MedicineLine(printable(row.name), taken, known_as, read.is_recognised, _nearest(read, quotes))


def _nearest(read: NameRead, quotes: Quotes) -> str:
    """The most similar name, with its usual name, to ask about; empty if no name is similar."""
    if not read.near:
        return ""
    near = read.near[0]
    usual = near.medicine.name
    name = near.name if near.name.casefold() == usual.casefold() else f"{near.name} ({usual})"
    return quotes.words.say("nearest", name=f"{name}?")


def _cut(line: MedicineLine, quotes: Quotes) -> MedicineLine:
    return replace(line, name=shortened(line.name, LONGEST, quotes.words),
                   taken=shortened(line.taken, LONGEST, quotes.words))


def _known_as(medicine: Medicine, row: MedicineRow, quotes: Quotes) -> str:
    """The usual reasons for taking it, after its usual name if another name was written."""
    terminology = quotes.answers.questionnaire.terminology
    uses = [terminology.medicine_list.uses[use] for use in medicine.used_for]
    told = uses or [terminology.meaning(name) for name in medicine.classes]
    text = ", ".join(told[:MOST_USES]) + (" " + quotes.words.text["cut"] if len(told) > MOST_USES else "")
    if medicine.name.casefold() in row.name.casefold():
        return text
    return ": ".join(part for part in (medicine.name, text) if part)


def _side_by_side(lines: Sequence[MedicineLine]) -> Iterator[tuple[MedicineLine, ...]]:
    """The rows in their order: down the first table, then from the top of the next."""
    tables = 1 + sum(len(lines) > most for most in BESIDE)
    rows = -(-len(lines) // tables)
    for start in range(0, len(lines), rows):
        yield tuple(lines[start:start + rows])


def _note(lines: Sequence[MedicineLine], quotes: Quotes) -> str:
    """How many medicines are not recognised, and other notes on the list."""
    link_id, words = quotes.answers.questionnaire.roles.medicines, quotes.words
    said, answer = quotes.said(link_id), quotes.answers.answer(link_id)
    unknown = sum(not line.is_recognised for line in lines)
    parts = [words.say("not_recognised_note", count=unknown, of=len(lines))] if unknown else []
    if answer.absent:  # there are rows, and "not sure" about the rest
        parts.append(said.lines[-1])
    return "; ".join((*parts, *said.remarks))
