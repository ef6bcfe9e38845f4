"""The words of a name in their plain form, in which they are compared and searched."""

import re
import unicodedata


def words_of(name: str) -> list[str]:
    """Returns the words of a name in small letters without accents: "Núñez-Ortiz, Ana" → nunez, ortiz, ana."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
