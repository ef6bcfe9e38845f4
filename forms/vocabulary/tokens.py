"""A text as words and what stands between them. Words are compared in lower case, without accents or apostrophes."""

import re
import unicodedata
from typing import NamedTuple

TOKEN = re.compile(r"[\w']+")


class Tokens(NamedTuple):
    """`words` as they are compared, `written` with their capitals, and `gaps`: the text before each word, and at last
    the text after the last one."""

    words: list[str]
    written: list[str]
    gaps: list[str]


def tokens_of(text: str) -> Tokens:
    """The words of a text in any script. A word that is nothing but apostrophes is none."""
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
    """The words alone, as they are compared. Quick for plain names, of which thousands are listed."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.lower().split()
    return tokens_of(text).words


def _plain(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))
