"""Letters that look like plain Latin ones, so that a word or a name is read as it looks.

A part of the Unicode Consortium's confusables.txt (UTS 39), and the small к and κ, which many fonts draw as a k. No
library on PyPI has it and is kept up to date, and people have only these alphabets on one keyboard with the Latin one.
Small capitals and letters in a black box are there too, because apps that decorate a text write it with them.
"""

import re
from collections.abc import Iterator
from itertools import chain
from unicodedata import name

_BY_ALPHABET = {
    "Cyrillic": ("аеорсухіјѕһԛԝѵӏԁкАВЕНКМОРСТУХІЈЅԚԜѴҮ", "aeopcyxijshqwvldkABEHKMOPCTYXIJSQWVY"),
    "Greek": ("οανριυγχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavpiuyxkABEZHIKMNOPTYX"),
    "Armenian": ("ոօսհցզՕՏԼՍ", "nouhgqOSLU"),
    "Latin": ("ıɑɡǀ", "iagl"),
}
# The pairs of letters of a flag are not among them: the flag of Slovenia would be SI.
_DECORATED = re.compile("(?:LATIN LETTER SMALL CAPITAL|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER) ([A-Z])")
_WHERE = (range(0x250, 0x2b0), range(0x1d00, 0x1d80), range(0xa720, 0xa800), range(0x1f150, 0x1f18a))


def _decorated() -> Iterator[tuple[int, str]]:
    for code in chain(*_WHERE):
        if found := _DECORATED.fullmatch(name(chr(code), "")):
            yield code, found[1].lower()


def _table() -> dict[int, str]:
    table = dict(_decorated())
    for letters, latins in _BY_ALPHABET.values():
        table |= {ord(letter): latin for letter, latin in zip(letters, latins, strict=True)}
    return table


READ_AS_LATIN = _table()  # for str.translate
LIKE_LATIN = "".join(map(chr, READ_AS_LATIN))
