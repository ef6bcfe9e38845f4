"""Decides whether two responses may be of different people: by name, date of birth and record number."""

import re
from unicodedata import category, combining, name, normalize

from forms.answers import Answer
from forms.questionnaire import Questionnaire
from forms.response import Response

_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\u0060\u00b4", "'" * 5)
_BETWEEN_WORDS = re.compile(r"[\s.\-\u2010-\u2015]+")
_VARIANTS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]+")  # another drawing of the letter before
_WITH_ACCENTS = ("LATIN", "GREEK")  # scripts in which a mark above or below a letter does not make another name


def known_identity(questionnaire: Questionnaire, response: Response) -> dict[str, Answer]:
    """Returns the known name, date of birth and record number of a response, by link id."""
    given = {link_id: response.answers.get(link_id) for link_id in questionnaire.roles.identity}
    return {link_id: answer for link_id, answer in given.items() if answer is not None and answer.is_known}


def identity_differs(questionnaire: Questionnaire, earlier: Response, now: Response) -> tuple[str, ...]:
    """Returns the link ids of the name, date of birth and record number that were given both times and differ."""
    old, new = known_identity(questionnaire, earlier), known_identity(questionnaire, now)
    return tuple(link_id for link_id in questionnaire.roles.identity
                 if link_id in old and link_id in new and not _agree(questionnaire, link_id, old, new))


def may_be_two_people(questionnaire: Questionnaire, earlier: Response, now: Response) -> bool:
    """True if a name, a date of birth or a record number was given both times and differs."""
    return bool(identity_differs(questionnaire, earlier, now))


def is_same_name(one: str, other: str) -> bool:
    """True if two texts are one name, written in another way.

    Capitals, accents on Latin and Greek letters, spaces, hyphens, full stops, and "Brown, Bob" for "Bob Brown" make no
    difference. The order of the words does otherwise: "James Thomas" and "Thomas James" are two people. So do marks in
    other scripts, where they are vowels or make another letter.
    """
    return _plain_name(one) == _plain_name(other)


def _agree(questionnaire: Questionnaire, link_id: str, old: dict[str, Answer], new: dict[str, Answer]) -> bool:
    one, other = str(old[link_id].value), str(new[link_id].value)
    if link_id == questionnaire.roles.name:
        return is_same_name(one, other)
    return one.casefold().split() == other.casefold().split()


def _plain_name(text: str) -> str:
    letters = _without_accents(normalize("NFKC", _VARIANTS.sub("", text)).translate(_APOSTROPHES))
    family, comma, given = letters.partition(",")
    if comma and "," not in given and _words(family) and _words(given):
        letters = f"{given} {family}"
    return _words(letters) or text  # a text of nothing but signs is only the same as itself


def _words(text: str) -> str:
    return " ".join(filter(None, _BETWEEN_WORDS.split(text)))


def _without_accents(text: str) -> str:
    """The text in small letters, without accents on Latin and Greek letters and without characters of no width."""
    kept: list[str] = []
    base = ""
    for letter in normalize("NFKD", normalize("NFKD", text).casefold()):
        if combining(letter):
            if name(base, "").startswith(_WITH_ACCENTS):
                continue
        else:
            base = letter
        if category(letter) != "Cf":
            kept.append(letter)
    return normalize("NFC", "".join(kept))
