"""One answer: a value, or the reason why it is absent, with who gave it and when. `read_answer` makes values.

Every error here tells the person who fills in the form what to do. No error repeats what they entered.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args

from babel import Locale

from forms.authoring.yaml_files import did_you_mean
from forms.dates_and_numbers import filled_in
from forms.partial_dates import PartialDate, read_partial_date
from forms.questionnaire import LIMITS, MAX_ROWS, ROW_FIELDS, Item

Absent = Literal["unanswered", "unsure", "declined"]
Origin = Literal["self", "with_help", "read_aloud_by_staff", "interpreter", "measured", "chart"]
Moment = TypeVar("Moment", date, datetime, PartialDate)
ENGLISH = Locale("en")
ABSENT: tuple[Absent, ...] = get_args(Absent)
ORIGINS: tuple[Origin, ...] = get_args(Origin)


class AnswerError(ValueError):
    """The text or number entered cannot be the answer to this item.

    `code` names a message of the questionnaire, which is an instruction; `facts` fill its gaps. Neither contains what
    was entered.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def in_words(self, messages: Mapping[str, str], locale: Locale = ENGLISH) -> str:
        """Returns the instruction. `messages` are those of the questionnaire, in its language."""
        return filled_in(messages[self.code], locale, **self.facts)


@dataclass(frozen=True, slots=True)
class MedicineRow:
    """A medicine as the person wrote it. `dose` and `frequency` are empty where they were not given."""

    name: str
    dose: str = ""
    frequency: str = ""


Value = str | int | date | datetime | PartialDate | tuple[str, ...] | tuple[MedicineRow, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, or None and the reason in `absent`.

    A list can have both: the ticked options, and `absent` for the rest ("I'm not sure about the others").
    `origin` is how the answer was given, None where this is not known. `on` is when it was given, None where unknown.
    `inferred_from` is the link id of the answer that this one was inferred from when a file was read; None if somebody
    gave it. A copy that leaves out that answer leaves out this one too. It is otherwise the same answer.
    `asked_in` is the language in which it was asked; None where this is not known, or the clinic has one language. The
    same answer to the same question in another language is the same answer.
    """

    value: Value | None = None
    absent: Absent | None = None
    origin: Origin | None = None
    on: date | datetime | None = None
    inferred_from: str | None = field(default=None, compare=False)
    asked_in: str | None = field(default=None, compare=False)

    @property
    def is_known(self) -> bool:
        """True if there is a value. A list may still be incomplete."""
        return self.value is not None

    @property
    def says_something(self) -> bool:
        """True for a value, "I'm not sure" and "Prefer not to say"; False where nobody answered, whoever noted that."""
        return self.value is not None or self.absent not in (None, "unanswered")

    @property
    def is_complete(self) -> bool:
        return self.value is not None and self.absent is None

    @property
    def given_on(self) -> date | None:
        """The day on which it was given; None where unknown."""
        return self.on.date() if isinstance(self.on, datetime) else self.on


OLDEST_YEARS = 130  # an earlier date is taken for a typing error
MOST_MARKS = 8  # on one letter; no script has so many
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # Unicode's Cc and Cs without tab and line end
NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(at)}{chr(at + 1)}" for at in range(0xfffe, 0x110000, 0x10000))
UNSEEN = re.compile(  # characters that turn text around or stand for nothing: with them, one name looks like another
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U00016fe4\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    f"{NO_CHARACTERS}]")
MONGOLIAN_THERE = re.compile("(?<![\u1800-\u18af])[\u180b-\u180f]+")  # variants, except after a Mongolian letter
HAN_THERE = re.compile(  # variants, except one after a Han letter
    "(?<![\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]+")
UNSEEN_THERE = re.compile(  # joiners and variants, except after letters of other scripts and in emoji, which need them
    "(?<![^\\sA-Za-z\u00aa-\u058f\u1d00-\u1fff\u212a\u212b])[\u200c\u200d\ufe00-\ufe0f]+")
NOT_SEEN = (UNSEEN, MONGOLIAN_THERE, HAN_THERE, UNSEEN_THERE)  # in this order: a joiner stays beside what stays
BLANK = re.compile("[\u2800\u3164\uffa0\U0001d159]")  # letters and signs that look like a space
UNANSWERED = Answer(absent="unanswered")


def can_be_declined(item: Item) -> bool:
    """True if "Prefer not to say" is offered: on sensitive items."""
    return item.sensitive


def reasons_offered(item: Item) -> tuple[Absent, ...]:
    """Returns the reasons for giving no answer that a form offers for this item, in the order shown.

    Screens, paper forms and square codes all use this list. "I'm not sure" is offered on every item except short texts
    such as a name; "Prefer not to say" on sensitive items. "Nothing to add" is not a reason: it is an answer, the empty
    text.
    """
    unsure: tuple[Absent, ...] = () if item.type == "string" else ("unsure",)
    declined: tuple[Absent, ...] = ("declined",) if can_be_declined(item) else ()
    return unsure + declined


def offers_nothing_to_add(item: Item) -> bool:
    """True if "Nothing to add" is offered: on long texts. The answer is then the empty text."""
    return item.type == "text"


def read_answer(item: Item, entered: Any, *, today: date) -> Value:
    """Returns `entered` as a value of the item's type.

    `entered` comes from a form field or a JSON file: a text, a number, a list of codes or a list of rows.
    A date after `today` is refused; pass `newest_day()` for the present. Raises AnswerError.
    """
    return _READERS[item.type](item, entered, today)


def _read_choice(item: Item, entered: Any, _today: date) -> str:
    if isinstance(entered, str) and item.has_option(entered):
        return entered
    codes = [option.code for option in item.options]
    near = did_you_mean(entered, codes) if isinstance(entered, str) else ""
    raise AnswerError("choose_one", options=", ".join(codes), near=near)


def _read_many(item: Item, entered: Any, _today: date) -> tuple[str, ...]:
    codes = [option.code for option in item.options]
    if isinstance(entered, str | Mapping) or not isinstance(entered, Sequence):
        raise AnswerError("choose_some", options=", ".join(codes), near="")
    for code in entered:
        if code not in codes:
            raise AnswerError("choose_some", options=", ".join(codes), near=did_you_mean(str(code), codes))
    ticked = tuple(code for code in codes if code in entered)
    if not ticked:
        raise AnswerError("tick_one")
    alone = [code for code in ticked if item.option(code).exclusive]
    if alone and len(ticked) > 1:
        raise AnswerError("not_both", option=item.option(alone[0]).text)
    return ticked


def _read_words(item: Item, entered: Any, _today: date) -> str:
    if not isinstance(entered, str):
        raise AnswerError("text")
    words = clean(entered) if item.type == "text" else " ".join(clean(entered).split())
    return _within(words, LIMITS[item.type])


def _within(words: str, limit: int) -> str:
    if len(words) > limit:
        raise AnswerError("shorten", limit=limit, now=len(words))
    return words


def clean(words: str) -> str:
    """Returns `words` in Unicode's composed form, without characters that nobody sees, lone surrogates or outer blanks.

    So a name is what it looks like, and a word is found however it was copied. Of the marks on one letter, MOST_MARKS
    stay: a tower of them would cover the lines around it.
    """
    kept = BLANK.sub(" ", CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n")))
    for unseen in NOT_SEEN:
        kept = unseen.sub("", kept)
    composed = unicodedata.normalize("NFC", kept).strip()
    return composed if composed.isascii() else _without_towers(composed)


def _without_towers(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _read_number(item: Item, entered: Any, _today: date) -> int:
    number = _whole_number(entered)
    low, high = item.minimum or 0, item.maximum or 0
    if number is None or not low <= number <= high:
        raise AnswerError("number", minimum=low, maximum=high, unit=item.unit or "")
    return number


def _whole_number(entered: Any) -> int | None:
    if isinstance(entered, int):
        return None if isinstance(entered, bool) else entered
    if isinstance(entered, float):
        return int(entered) if entered.is_integer() else None
    written = isinstance(entered, str) and re.fullmatch(r"[0-9]{1,6}", entered.strip(), re.ASCII)
    return int(entered) if written else None


def _read_date(item: Item, entered: Any, today: date) -> date | PartialDate:
    part = read_partial_date(entered) if isinstance(entered, str) else entered
    if item.may_be_partial and isinstance(part, PartialDate):
        return _not_ahead(item, part, part.first, today)
    if isinstance(entered, datetime) or not isinstance(entered, str | date):
        raise AnswerError("date")
    try:
        day = date.fromisoformat(entered) if isinstance(entered, str) else entered
    except ValueError:
        raise AnswerError("date") from None
    return _not_ahead(item, day, day, today)


def _read_datetime(item: Item, entered: Any, today: date) -> datetime:
    """A time on the clock of the clinic, to the minute, as forms and prints write it.

    A time of another zone is refused: it would be written as if it were the clinic's.
    """
    try:
        moment = datetime.fromisoformat(entered) if isinstance(entered, str) else entered
    except ValueError:
        raise AnswerError("datetime") from None
    if not isinstance(moment, datetime) or moment.tzinfo is not None:
        raise AnswerError("datetime")
    return _not_ahead(item, moment.replace(second=0, microsecond=0), moment.date(), today)


def _not_ahead(item: Item, value: Moment, day: date, today: date) -> Moment:
    if item.not_in_future and day > today:
        raise AnswerError("not_in_future")
    if day.year < today.year - OLDEST_YEARS:
        raise AnswerError("too_long_ago", year=today.year - OLDEST_YEARS)
    return value


def _read_rows(_item: Item, entered: Any, _today: date) -> tuple[MedicineRow, ...]:
    if isinstance(entered, str | Mapping) or not isinstance(entered, Sequence):
        raise AnswerError("rows", near="")
    if not entered:
        raise AnswerError("add_a_row")
    if len(entered) > MAX_ROWS:
        raise AnswerError("too_many_rows", limit=MAX_ROWS)
    return tuple(map(_read_row, entered))


def _read_row(row: Any) -> MedicineRow:
    if isinstance(row, MedicineRow):
        return row
    if not isinstance(row, Mapping) or not all(isinstance(value, str) for value in row.values()):
        raise AnswerError("rows", near="")
    unknown = set(row) - set(ROW_FIELDS)
    if unknown:
        raise AnswerError("rows", near=did_you_mean(str(min(unknown)), ROW_FIELDS))
    words = {field: _within(" ".join(clean(row.get(field, "")).split()), LIMITS["string"]) for field in ROW_FIELDS}
    if not words["name"]:
        raise AnswerError("row_name")
    return MedicineRow(**words)


_READERS: dict[str, Callable[[Item, Any, date], Value]] = {
    "choice": _read_choice, "many": _read_many, "string": _read_words, "text": _read_words, "number": _read_number,
    "date": _read_date, "datetime": _read_datetime, "rows": _read_rows,
}
