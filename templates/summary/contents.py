"""The input of one copy of the summary: the conclusions for its reader, and the answers in words."""

from dataclasses import dataclass
from datetime import date

from rules import Conclusions
from templates.summary.answers_in_words import Quotes
from templates.summary.beside import NOTHING_BESIDE, BesideAnswers, notes_on_answers
from templates.words import Words


@dataclass(frozen=True)
class CopyContents:
    """`quotes` are the answers of `conclusions` in words; `before` those of the earlier visit, None at a first one."""

    conclusions: Conclusions
    quotes: Quotes
    before: Quotes | None


def contents_of(
    conclusions: Conclusions, words: Words, as_of: date, beside: BesideAnswers = NOTHING_BESIDE,
) -> CopyContents:
    """Returns the input of a copy as of a day."""
    earlier = conclusions.earlier
    before = None if earlier is None else Quotes(earlier, words, as_of)
    notes = notes_on_answers(beside, conclusions.answers, conclusions.reader, words)
    return CopyContents(conclusions, Quotes(conclusions.answers, words, as_of, notes), before)
