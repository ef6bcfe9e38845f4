"""Compares the answers that are attached to a PDF with what its pages show: the square code, and who it is about.

Anybody can change the attached answers, or the pages. The response that comes out has only answers on which both agree,
and those that no page can contradict. The person decides about the others.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate
from unicodedata import category, name, normalize

from forms import UNANSWERED, Answer, Questionnaire, known_identity, load_clinic, reader_of, written_day
from forms.exchange.limits import MOST_WORDS, SECONDS_TO_COMPARE
from forms.exchange.restoring import Compared, Differing, ReadBack
from forms.exchange.square_code.code import decode_answers
from forms.exchange.square_code.code_book import CodeBook
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError
from forms.processes import in_a_fork
from forms.readers import unseen_by

MOST_LINES = 100  # over which a record number may break; it has 200 characters at most
# The scripts whose letters come out of a PDF as they were typed.
SAME_ON_PAPER = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "DIGIT")


def compared(found: ReadBack, content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns what was found in a PDF, without the answers that its pages show otherwise; those are listed.

    The pages are drawn in a fork: if that takes too long, nothing is compared.
    """
    shown = in_a_fork(partial(_shown, content), SECONDS_TO_COMPARE)
    codes, words = json.loads(shown) if shown else ([], "")
    differing: list[Differing] = []
    not_compared: list[Compared] = []
    try:
        if len(codes) != 1:
            raise UnreadableError("no_code")
        code = decode_answers(codes[0], questionnaire, today=today)
        differing += _other_answers(found, code, questionnaire)
        if _holds_more(found, code, questionnaire):
            raise UnreadableError("not_compared")
    except UnreadableError:
        not_compared.append("answers")
    of_another, all_compared = _other_identity(found, words, questionnaire)
    differing += of_another
    if not all_compared:
        not_compared.append("identity")
    without = {one.link_id for one in differing}
    kept = {link_id: answer for link_id, answer in found.response.answers.items() if link_id not in without}
    return replace(found, response=replace(found.response, answers=kept), differing=tuple(differing),
                   not_compared=tuple(not_compared))


def _shown(content: bytes) -> bytes:
    """The codes on the first page that has one, and the words of page 1, as JSON."""
    from forms.exchange.drawn_pdf import words_of_first_page
    from forms.exchange.square_code.photo import codes_on_pages

    codes = next((found for found in codes_on_pages(content) if found), [])
    return json.dumps([codes, words_of_first_page(content)[:MOST_WORDS]]).encode("ascii")


def _other_answers(found: ReadBack, code: ReadBack, questionnaire: Questionnaire) -> Iterator[Differing]:
    """The coded answers that differ in value or reason. Days and origins are not compared: a code rounds them."""
    unseen = unseen_by(questionnaire, reader_of(code.copy))
    unread = {one.link_id for one in (*found.left_out, *code.left_out)}
    for link_id, states in CodeBook.of(questionnaire).states.items():
        inside = found.response.answers.get(link_id, UNANSWERED)
        on_pages = code.response.answers.get(link_id, UNANSWERED)
        is_left_out = not states.can_hold(inside) and not on_pages.says_something
        if link_id in unseen or link_id in unread or is_left_out:
            continue
        if (inside.value, inside.absent) != (on_pages.value, on_pages.absent):
            yield Differing(link_id, inside, on_pages)


def _holds_more(found: ReadBack, code: ReadBack, questionnaire: Questionnaire) -> bool:
    """True if the pages are of another copy, or if answers are inside that the reader of the pages may not see."""
    unseen = unseen_by(questionnaire, reader_of(code.copy))
    return code.copy != found.copy or not unseen.isdisjoint(found.response.answers)


def _other_identity(found: ReadBack, words: str, questionnaire: Questionnaire) -> tuple[list[Differing], bool]:
    """The name, date of birth and record number that are not those on page 1, and whether all could be compared.

    They cannot if page 1 is not that of a summary, if a text has no letter and no digit, or if it is in a script that a
    PDF does not give back as it was typed, such as Arabic or Hindi.
    """
    known = known_identity(questionnaire, found.response)
    labels = _labels_of(_lines(words)) if known else []
    differing: list[Differing] = []
    all_compared = bool(labels or not known)
    for link_id, answer in known.items() if labels else ():
        shown = [label[questionnaire.roles.identity.index(link_id)] for label in labels]
        texts = [_letters(text) for text in _as_printed(answer)]
        if not any(letter.isalnum() for letter in texts[0]):
            all_compared = False
        elif not any(one.shows(texts) for one in shown):
            if _is_same_on_paper(answer):
                differing.append(Differing(link_id, answer, None))
            else:
                all_compared = False
    return differing, all_compared


@dataclass(frozen=True)
class _Shown:
    """What the label on page 1 shows after one of its headings: the lines. `is_last`: other texts may follow them."""

    heading: str
    lines: Sequence[str]
    is_last: bool = False

    def shows(self, texts: Sequence[str]) -> bool:
        """True if exactly one of the texts is shown. Whole lines count, so that no part of a text passes for it."""
        so_far = list(accumulate(self.lines))
        ends = so_far if self.is_last else so_far[-1:]
        return any(self.heading + text in ends for text in texts)


def _labels_of(page: str) -> list[tuple[_Shown, _Shown, _Shown]]:
    """The label with name, birthday and record number, of page 1 in each language in which it can be found.

    It stands below the sentence that says what a summary is. The name has no heading.
    """
    found = []
    for language in load_clinic().languages:
        texts = exchange_texts(language)
        sentence, born, number = (
            _letters(texts(name)) for name in ("what_a_summary_is", "label_born", "label_number"))
        begin = re.search("\n?".join(map(re.escape, sentence)) + "\n", page)
        lines = page[begin.end():].split("\n") if begin else []
        third = next((at for at, line in enumerate(lines) if line.startswith(number)), 0)
        second = max((at for at, line in enumerate(lines[:third]) if line.startswith(born)), default=0)
        if second:
            found.append((_Shown("", lines[:second]), _Shown(born, lines[second:third]),
                          _Shown(number, lines[third:third + MOST_LINES], is_last=True)))
    return found


def _as_printed(answer: Answer) -> Iterator[str]:
    """The texts as which page 1 may show a name, a number or a day, in each language of the clinic."""
    if not isinstance(answer.value, date):
        yield str(answer.value)
        return
    for language in load_clinic().languages:
        yield written_day(answer.value, load_clinic().locale(language))


def _is_same_on_paper(answer: Answer) -> bool:
    letters = "" if isinstance(answer.value, date) else _letters(str(answer.value))
    return all(name(letter, "").startswith(SAME_ON_PAPER) for letter in letters)


def _lines(text: str) -> str:
    """The letters of each line that has some."""
    return "\n".join(filter(None, map(_letters, text.splitlines())))


def _letters(text: str) -> str:
    """The letters and digits of a text, without the spaces and hyphens between them: lines break anywhere.

    The lines to write on stay too: a label that is still empty shows nobody.
    """
    plain = normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter == "_" or category(letter)[0] in "LMN")
