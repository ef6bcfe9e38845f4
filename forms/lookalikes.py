"""Names that look the same and are written with letters of different alphabets, such as Maria with a Russian а.

A doubt for people to settle, and never a reason to refuse a name.
"""

import re
from unicodedata import category, name, normalize

from forms.identity import is_same_name
from forms.vocabulary.like_latin import READ_AS_LATIN

_LIKE_LETTERS = str.maketrans("I1|0", "lllO")  # Latin letters and digits that look like others of them
_ONE_SCRIPT = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")  # Japanese and Korean names mix these
_NO_ALPHABET = ("MODIFIER", "MASCULINE", "FEMININE")  # letters that every alphabet uses
_WORD = re.compile(r"[^\s\-\u2010-\u2015.,/()]+")


def words_of_two_alphabets(text: str) -> tuple[str, ...]:
    """Returns the words of a name that have letters of two alphabets."""
    words = _WORD.findall(normalize("NFKC", text))
    return tuple(word for word in words if len(_alphabets(word)) > 1)


def looks_alike(one: str, other: str) -> bool:
    """True if two names are different, and look the same or nearly so."""
    return not is_same_name(one, other) and is_same_name(_as_latin(one), _as_latin(other))


def _alphabets(word: str) -> set[str]:
    found: set[str] = set()
    for letter in word:
        alphabet = name(letter, "").split(" ", 1)[0].partition("-")[0]
        if category(letter).startswith("L") and alphabet not in _NO_ALPHABET:
            found.add("CJK" if alphabet in _ONE_SCRIPT else alphabet)
    return found


def _as_latin(text: str) -> str:
    return normalize("NFKC", text).translate(READ_AS_LATIN).translate(_LIKE_LETTERS)
