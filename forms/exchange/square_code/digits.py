"""Packs many small numbers into one large number, each as a digit in its own base; and converts it to text."""

from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:"  # alphanumeric mode of QR codes, without the blank


def packed(digits: Iterable[tuple[int, int]]) -> int:
    """Returns one number for pairs of digit and base. Each digit must be less than its base."""
    number = 0
    for digit, base in reversed(tuple(digits)):
        if not 0 <= digit < base:
            raise ValueError(f"digit {digit} does not fit in base {base}")
        number = number * base + digit
    return number


class Unpacking:
    """Takes the digits out again, in the order in which they were packed. `rest` is the number that is left."""

    def __init__(self, number: int) -> None:
        self.rest = number

    def take(self, base: int) -> int:
        """Returns the next digit, in this base."""
        self.rest, digit = divmod(self.rest, base)
        return digit


def to_text(number: int, length: int = 1) -> str:
    """Returns a number in base 44, with at least `length` characters."""
    text = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text.rjust(length, ALPHABET[0])


def from_text(text: str) -> int:
    """Returns the number of a text. Raises ValueError for a character that is not in the alphabet."""
    number = 0
    for char in text:
        number = number * len(ALPHABET) + ALPHABET.index(char)
    return number
