"""Whether a "no" near a mention puts it in doubt. The words that deny stand in negations.yaml, by language."""

import re
from collections.abc import Sequence
from functools import cached_property

from pydantic import BaseModel, ConfigDict

REACH = 6  # how many words before a mention, and after it, are looked at
Words = dict[str, tuple[str, ...]]


class Negations(BaseModel):
    """Words and phrases by language, lower case and without accents.

    `before` and `after` put a mention in doubt when they stand before it, or after it, in the same clause. `ends` end
    what the words before them reach ("but"). `denies_nothing` are phrases that hold such a word and deny nothing
    ("not only").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    before: Words = {}
    after: Words = {}
    ends: Words = {}
    denies_nothing: Words = {}

    def deny(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether a mention is in doubt, given up to REACH words of its clause `before` it and `after` it."""
        reaching = self._end.split(" ".join(before))[-1]
        following = self._end.split(" ".join(after))[0]
        return (any(found["denies"] for found in self._before.finditer(reaching))
                or self._after.search(following) is not None)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\S)(?:{_any(self.denies_nothing)}|(?P<denies>{_any(self.before)}))(?!\S)")

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\S)(?:{_any(self.after)})(?!\S)")

    @cached_property
    def _end(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\S)(?:{_any(self.ends)})(?!\S)")


def _any(words: Words) -> str:
    """A pattern for any of these; one that matches nothing for none."""
    return "|".join(re.escape(phrase) for phrases in words.values() for phrase in phrases) or "(?!)"
