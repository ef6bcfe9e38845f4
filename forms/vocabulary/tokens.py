"""Splits a text into words and the gaps between them.

Words are compared in lower case, without accents or apostrophes.
"""

import re
import unicodedata
from typing import NamedTuple

TOKEN = re.compile(r"[\w']+")


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
        return text
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))
