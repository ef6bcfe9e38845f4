"""The texts of summaries, from words/LANGUAGE.yaml. Python code contains no texts for people."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from forms import (
    Clinic,
    Level,
    PartialDate,
    Strict,
    clinic_texts,
    helpline_words,
    load_clinic,
    locale_of,
    name_in,
    written_day,
    written_part,
    written_time,
)
from forms.authoring import ORIGINAL, Texts
from rules import Strength

WORDS = Path(__file__).parent / "words"


class CrisisContact(Strict):
    """Someone to call. `how` is the text on how to reach them, with the number."""

    who: str
    how: str


class DangerWords(Strict):
    """The texts for one level of danger: for the person, and for other readers of the summary."""

    title: str
    to_the_person: tuple[str, ...]
    to_the_clinician: tuple[str, ...]


class CrisisWords(Strict):
    """The texts for a person who may be in danger of suicide, by level, and whom to call.

    `contacts` are the help lines of the clinic's country, with its emergency number last.
    """

    levels: dict[Level, DangerWords]
    contacts_title: str
    emergency: str
    emergency_how: str
    contacts: tuple[CrisisContact, ...]


class UnderAgeWords(Strict):
    """The texts for people under 18, for whom no summary is made."""

    title: str
    to_the_person: tuple[str, ...]
    on_the_command_line: str


class AskWords(Strict):
    """What a person could ask: by topic, by part of a topic, and what anybody could ask."""

    always: tuple[str, ...]
    topics: dict[str, str]
    parts: dict[str, str]


class ForYouWords(Strict):
    """The texts of the half page for the person, and what each score is about, by instrument."""

    text: dict[str, str]
    scores: dict[str, str]
    asks: AskWords


class Words(Strict):
    """All texts of one language. The keys of `text` and `headings` name their place on the page."""

    language: str
    direction: str
    country: str | None
    strengths: dict[Strength, str]
    flags: dict[str, str]
    headings: dict[str, str]
    text: dict[str, str]
    crisis: CrisisWords
    under_age: UnderAgeWords
    for_you: ForYouWords

    def on(self, day: date | PartialDate) -> str:
        """Returns a day as text, "3 Nov 2026"; with the time if `day` has one; "about April 2019" without its day."""
        if isinstance(day, PartialDate):
            return self.say("about_when", when=written_part(day, locale_of(self.language, self.country)))
        return written_day(day, locale_of(self.language, self.country))

    def at(self, moment: datetime) -> str:
        """Returns the time of a moment as text, "14:30:05"."""
        return written_time(moment, locale_of(self.language, self.country))

    def name_of(self, language: str) -> str:
        """Returns the name of a language, "Spanish"."""
        return name_in(language, self.language)

    def say(self, key: str, **facts: object) -> str:
        """Returns a text with its gaps filled in. Raises KeyError."""
        return self.text[key].format(**facts)


def load_words(language: str | None = None, clinic: Clinic | None = None) -> Words:
    """Returns the texts of a language, with the numbers of `clinic`; without `clinic`, of the clinic of this process.

    The clinic's first language is used unless another is given. Raises SourceError with every error found.
    """
    clinic = clinic or load_clinic()
    return _words(language or clinic.language, clinic)


@cache
def _words(language: str, clinic: Clinic) -> Words:
    texts = clinic_texts(WORDS / f"{ORIGINAL}.yaml", language, clinic)
    crisis = texts.group("crisis")
    data = {**texts.tree, "language": language, "direction": texts.direction, "country": clinic.country_code,
            "crisis": {**crisis, "contacts": _contacts(crisis, clinic, language)}}
    return texts.as_model(Words, data)


def _contacts(crisis: Mapping[str, Any], clinic: Clinic, language: str) -> list[dict[str, str]]:
    """The help lines of the clinic's country, with its emergency number last."""
    words = helpline_words(language)
    lines = [{"who": line.who, "how": words.how_and_when(line)} for line in clinic.country.lines_in(language)]
    return [*lines, {"who": crisis["emergency"], "how": crisis["emergency_how"]}]


def load_texts_of(name: str, language: str | None = None) -> Texts:
    """Returns the texts of one kind of page, words/LANGUAGE/NAME.yaml. Raises SourceError with every error found."""
    return clinic_texts(WORDS / ORIGINAL / f"{name}.yaml", language)
