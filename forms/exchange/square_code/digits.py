"""Many small numbers in one large one, each a digit in a base of its own; and the large one as text."""

from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:"  # what a square code packs tight, but for the blank


def packed(digits: Iterable[tuple[int, int]]) -> int:
    """One number from digits, each with its base, of which it must be less."""
    number = 0
    for digit, base in reversed(tuple(digits)):
        if not 0 <= digit < base:
            raise ValueError(f"digit {digit} does not fit in base {base}")
        number = number * base + digit
    return number


class Unpacking:
    """Takes the digits out again, in the order they were packed. What is left in the end is `rest`."""

    def __init__(self, number: int) -> None:
        self.rest = number

    def take(self, base: int) -> int:
        """The next digit, in this base."""
        self.rest, digit = divmod(self.rest, base)
        return digit


def to_text(number: int, length: int = 1) -> str:
    """A number in base 44, at least so long."""
    text = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text.rjust(length, ALPHABET[0])


def from_text(text: str) -> int:
    """The number again. Raises ValueError for a character that is not in the alphabet."""
    number = 0
    for char in text:
        number = number * len(ALPHABET) + ALPHABET.index(char)
    return number
