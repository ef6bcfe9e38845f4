"""Splits a text into words and the gaps between them.

Words are compared in lower case, without accents or apostrophes. What nobody sees within a word, another sign for an
apostrophe, or a letter of another alphabet that looks like a Latin one, hides no word.
"""

import re
import unicodedata
from typing import NamedTuple

from forms.vocabulary.like_latin import LIKE_LATIN, READ_AS_LATIN

LATIN = r"a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff"
# Latin letters and digits, or letters of other alphabets: "想suicide" are two words, as Chinese has no spaces.
TOKEN = re.compile(rf"[0-9{LATIN}']+|(?:(?![{LATIN}'])[^\W_])+")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])[\u2018\u201b\u2032\u02b9\u02bb\u02bd\u00b4`\uff40](?=[^\W\d_])")
KEYCAP = re.compile("(?<=[0-9])[\ufe0f\u20e3]+")  # makes an emoji of a digit, which is no part of the word behind it
UNSEEN = ("Mn", "Me", "Cf")  # categories: marks of no width, also accents, and signs that only change others
# A word of letters that are Latin or look so. A Russian, Greek or Armenian word has others too, and stays what it is.
LOOKS_LATIN = re.compile(rf"(?<![\u0370-\u058f])[{LATIN}{LIKE_LATIN}]+(?![\u0370-\u058f])")


class Tokens(NamedTuple):
    """`words` are in the form for comparing, `written` have their capitals.

    `gaps` are the texts before each word, followed by the text after the last word.
    """

    words: list[str]
    written: list[str]
    gaps: list[str]


def tokens_of(text: str) -> Tokens:
    """Returns the words of a text in any script. Apostrophes alone are not a word."""
    plain = _plain(text)
    written: list[str] = []
    gaps: list[str] = []
    end = 0
    for found in TOKEN.finditer(plain):
        word = found[0].replace("'", "")
        if word:
            written.append(word)
            gaps.append(plain[end:found.start()])
            end = found.end()
    return Tokens([word.casefold() for word in written], written, [*gaps, plain[end:]])


def words_of(text: str) -> list[str]:
    """Returns the words only, in the form for comparing. It is fast, since thousands of medicine names are read."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.lower().split()
    return tokens_of(text).words


def _plain(text: str) -> str:
    if text.isascii():
        return APOSTROPHE.sub("'", text) if "`" in text else text
    seen = _seen(KEYCAP.sub(" ", text).replace("’", "'").replace("ʼ", "'"))
    parts = _seen(unicodedata.normalize("NFKD", APOSTROPHE.sub("'", seen)))
    return LOOKS_LATIN.sub(lambda found: found[0].translate(READ_AS_LATIN), parts)


def _seen(text: str) -> str:
    return "".join(char for char in text
                   if not unicodedata.combining(char) and unicodedata.category(char) not in UNSEEN)
