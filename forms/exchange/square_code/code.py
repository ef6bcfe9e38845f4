"""Writes the coded answers as a short text for a square code on paper, and reads them. No names and no free texts.

    K2026.12:‹checksum›‹mark of the code book›‹answers›          K for the clinician, D for the desk, P for the patient

One large number contains the answers: the state of each item is a digit in its own base. Before the answers come the
pairs of origin and day, mostly only one; if there are more, each answer has the number of its pair.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from forms import CLINICIAN, READERS, Answer, Origin, Questionnaire, Reader, Response
from forms.exchange.restoring import ReadBack, is_version, restore, without_lent_origins
from forms.exchange.square_code.code_book import DAYS, CodeBook, States, day, day_number, has_day
from forms.exchange.square_code.digits import ALPHABET, Unpacking, from_text, packed, to_text
from forms.exchange.unreadable import UnreadableError

ORIGINS: tuple[Origin | None, ...] = (None, "self", "with_help", "read_aloud_by_staff", "interpreter", "measured")
# An origin that was added later is "not known" in a code: with one more, codes on paper would be read wrongly.
MOST_GROUPS = 8
CHECKSUM, MARK = 6, 3  # characters
LETTERS = {reader.letter: reader for reader in READERS}
LETTERS_IN_USE = "".join(LETTERS)
CHARACTER = f"[{re.escape(ALPHABET)}]"
LOOKS_LIKE_ONE = re.compile(f"([{LETTERS_IN_USE}][^:]{{1,20}}):({CHARACTER}{{{CHECKSUM}}})({CHARACTER}+)")
Group = tuple[Origin | None, date | None]
NOT_KNOWN: Group = (None, None)


def encode_answers(questionnaire: Questionnaire, response: Response, reader: Reader = CLINICIAN) -> str:
    """Returns the coded answers of a response that this reader sees.

    Answers without a state in the code, such as free texts, are left out. A day or an origin that the code cannot
    contain becomes "not known". If there are more than eight pairs of origin and day, the rarest become "not known"
    too.
    """
    book = CodeBook.of(questionnaire)
    coded: dict[str, Answer] = {}
    for link_id, answer in response.answers.items():
        states = book.states.get(link_id)
        if states is not None and states.can_hold(answer) and states.number(answer):
            coded[link_id] = _that_fits(answer)
    groups = _groups(book, coded)
    number = packed(_digits(book, coded, groups))
    body = to_text(book.mark, MARK) + to_text(number)
    head = reader.letter + questionnaire.version.upper()
    return f"{head}:{_checksum(head, body)}{body}"


def decode_answers(text: str, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns the answers of a code. Raises UnreadableError if it is damaged, or made with other questions."""
    found = LOOKS_LIKE_ONE.fullmatch(text)
    if found is None or found[2] != _checksum(found[1], found[3]):
        raise UnreadableError("code_damaged")
    reader = LETTERS[found[1][0]]
    version, body = found[1][1:], found[3]
    if version != questionnaire.version.upper():
        if not is_version(version, questionnaire):
            raise UnreadableError("code_damaged")
        raise UnreadableError("code_of_another_version", made_with=version, asked=questionnaire.version)
    book = CodeBook.of(questionnaire)
    if from_text(body[:MARK]) != book.mark:
        raise UnreadableError("code_of_another_form")
    entries = _entries(book, Unpacking(from_text(body[MARK:])))
    response, left_out = restore(entries, questionnaire, today)
    return ReadBack(without_lent_origins(response, entries), "code", questionnaire.version, left_out, reader.copy)


def _that_fits(answer: Answer) -> Answer:
    """The answer without a day or an origin that the code cannot contain."""
    day_fits = answer.given_on is None or has_day(answer.given_on)
    return replace(answer, on=answer.on if day_fits else None,
                   origin=answer.origin if answer.origin in ORIGINS else None)


def _checksum(head: str, body: str) -> str:
    return to_text(zlib.crc32(f"{head}:{body}".encode()), CHECKSUM)


def _groups(book: CodeBook, coded: Mapping[str, Answer]) -> list[Group]:
    """The pairs of origin and day, the most frequent first. Measured answers get the pair of other answers that day."""
    counted = Counter((answer.origin, answer.given_on) for link_id, answer in coded.items()
                      if not _is_measured(book.states[link_id], answer))
    days = {given_on for _, given_on in counted}
    counted.update(("measured", answer.given_on) for link_id, answer in coded.items()
                   if _is_measured(book.states[link_id], answer) and answer.given_on not in days)
    groups: list[Group] = [group for group, _ in counted.most_common()] or [NOT_KNOWN]
    return groups if len(groups) <= MOST_GROUPS else [*groups[:MOST_GROUPS - 1], NOT_KNOWN]


def _is_measured(states: States, answer: Answer) -> bool:
    return states.item.measured and answer.origin == "measured"


def _digits(book: CodeBook, coded: Mapping[str, Answer], groups: list[Group]) -> Iterator[tuple[int, int]]:
    yield len(groups) - 1, MOST_GROUPS
    for origin, given_on in groups:
        yield ORIGINS.index(origin), len(ORIGINS)
        yield 0 if given_on is None else 1 + day_number(given_on), 1 + DAYS
    for link_id, states in book.states.items():
        answer = coded.get(link_id)
        yield states.number(answer) if answer else 0, states.count
        if answer:
            measured = _is_measured(states, answer)
            if states.item.measured:
                yield int(measured), 2
            yield _group_number(answer, measured, groups), len(groups)


def _group_number(answer: Answer, measured: bool, groups: list[Group]) -> int:
    fitting = (number for number, (origin, given_on) in enumerate(groups)
               if given_on == answer.given_on and (measured or origin == answer.origin))
    return next(fitting, len(groups) - 1)


def _entries(book: CodeBook, digits: Unpacking) -> dict[str, Any]:
    count = digits.take(MOST_GROUPS) + 1
    groups = [(ORIGINS[digits.take(len(ORIGINS))], digits.take(1 + DAYS)) for _ in range(count)]
    entries: dict[str, Any] = {}
    for link_id, states in book.states.items():
        entry = states.entry(digits.take(states.count))
        if entry:
            measured = states.item.measured and digits.take(2)
            origin, given_on = groups[digits.take(count)]
            entries[link_id] = {**entry, **_given("measured" if measured else origin, given_on)}
    if digits.rest:
        raise UnreadableError("code_damaged")
    return entries


def _given(origin: Origin | None, given_on: int) -> dict[str, str]:
    return ({"origin": origin} if origin else {}) | ({"on": day(given_on - 1).isoformat()} if given_on else {})
