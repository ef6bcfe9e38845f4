"""Prepares typed text for printing: emoji become names, and characters that disturb the text around them are removed.

The answers themselves do not change.
"""

import re
import unicodedata

from templates.press.glyphs import without_glyph

ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"  # around text with another direction
JOINERS = "\u200c\u200d"  # Persian and Indian scripts need them
MOST_MARKS = 4  # accents on one letter; more would be drawn over the lines around it
SKIN_TONES = range(0x1F3FB, 0x1F400)
SYMBOLS = (range(0x2300, 0x2500), range(0x2600, 0x2C00), range(0x1F000, 0x110000))
LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
GLUE = re.compile("(?<=])\u200d|\u200d(?=\\[)")  # joiners that combined several emoji to one picture
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def printable(words: str) -> str:
    """Returns `words` in composed form, with each emoji as its name in brackets.

    Control characters, direction marks and lone surrogates are removed.
    """
    lines = FLAG.sub(_flag, LINE_ENDS.sub("\n", unicodedata.normalize("NFC", words)))
    kept: list[str] = []
    marks = 0
    for char in lines:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(_printed(char))
    return GLUE.sub("", "".join(kept)).strip()


def boxed_on_paper(words: str) -> str:
    """Returns the letters of `words` that no font here has, so that they are printed as boxes. May be empty."""
    return without_glyph(printable(words))


def in_a_list(words: str) -> str:
    """Returns `printable(words)`, with marks around right-to-left text, so that the text beside it keeps its place."""
    text = printable(words)
    is_turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"{ISOLATE}{text}{END_OF_ISOLATE}" if is_turned else text


def _flag(found: re.Match[str]) -> str:
    return "[" + "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in found.group()) + "]"


def _printed(char: str) -> str:
    if char == "\n" or char in JOINERS:
        return char
    match unicodedata.category(char):
        case "Cc" | "Zs":
            return " "
        case "Cf" | "Cs" | "Co" | "Cn" | "Me":
            return ""
        case "Mn" if 0xFE00 <= ord(char) <= 0xFE0F:  # selects the coloured form of an emoji
            return ""
        case "So" | "Sk" if any(ord(char) in some for some in SYMBOLS):
            return "" if ord(char) in SKIN_TONES else f"[{unicodedata.name(char, 'symbol').lower()}]"
        case _:
            return char
