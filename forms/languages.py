"""Languages: how each is called, which one fits a browser, and who has compared a translation with the English."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from forms.authoring.strict import Strict
from forms.authoring.yaml_files import Problem, SourceError, read_model, read_yaml

REVIEWS = Path(__file__).parent / "translations_reviewed.yaml"
CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")  # such as "es" or "pt_BR"


class TranslationReview(Strict):
    """Someone who has compared a whole translation with the English. `who` is a name and what the person works as."""

    who: str
    on: date


def own_name(language: str) -> str:
    """Returns the name that its speakers give a language, as it begins a label: "Español"."""
    name = name_in(language, language)
    return name[:1].upper() + name[1:]


def name_in(language: str, other: str) -> str:
    """Returns the name of a language in another one: "Spanish" for es in en. Its code if it has no name there."""
    try:
        return Locale.parse(language).get_display_name(other) or language
    except (UnknownLocaleError, ValueError):
        return language


def fitting(asked: str | None, offered: Sequence[str]) -> str:
    """Returns the offered language that fits what a browser asks for: es for "es-MX". The first if none does."""
    wanted = (asked or "").replace("-", "_")
    by_country = [language for language in offered if language == wanted]
    by_language = [language for language in offered if language.split("_")[0] == wanted.split("_")[0].lower()]
    return (*by_country, *by_language, offered[0])[0]


@cache
def reviews_of(language: str) -> tuple[TranslationReview, ...]:
    """Returns who has compared the translation into this language with the English. Empty if nobody has.

    Raises SourceError with every error in the file.
    """
    source, reviews = read_yaml(REVIEWS), []
    problems: list[Problem] = []
    for i, one in enumerate(source.data.get(language, [])):
        review, wrong = read_model(TranslationReview, source, (language, i), one)
        problems += wrong
        reviews += [review] if review else []
    if problems:
        raise SourceError(problems)
    return tuple(reviews)
