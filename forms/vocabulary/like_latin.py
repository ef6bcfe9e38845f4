"""Letters of other alphabets that look like Latin ones, so that a word or a name is read as it looks.

A part of the Unicode Consortium's confusables.txt (UTS 39), and the small к and κ, which many fonts draw as a k. No
library on PyPI has it and is kept up to date, and people have only these alphabets on one keyboard with the Latin one.
"""

_BY_ALPHABET = {
    "Cyrillic": ("аеорсухіјѕһԛԝѵӏԁкАВЕНКМОРСТУХІЈЅԚԜѴҮ", "aeopcyxijshqwvldkABEHKMOPCTYXIJSQWVY"),
    "Greek": ("οανριυγχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavpiuyxkABEZHIKMNOPTYX"),
    "Armenian": ("ոօսհցզՕՏԼՍ", "nouhgqOSLU"),
    "Latin": ("ı", "i"),
}


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for letters, latins in _BY_ALPHABET.values():
        table |= {ord(letter): latin for letter, latin in zip(letters, latins, strict=True)}
    return table


READ_AS_LATIN = _table()  # for str.translate
LIKE_LATIN = "".join(map(chr, READ_AS_LATIN))
