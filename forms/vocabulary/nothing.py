"""Recognises what people write to say that there is nothing to write: "none", "N/A", "-", "ninguno"."""

from functools import cached_property

from pydantic import BaseModel, ConfigDict

from forms.vocabulary.tokens import words_of

Words = dict[str, tuple[str, ...]]


class Nothing(BaseModel):
    """The phrases of nothing.yaml, by language. A field has to hold one of them and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    anywhere: Words = {}
    in_rows: Words = {}
    in_texts: Words = {}

    def is_in_row(self, name: str) -> bool:
        """True if the name in a row of medicines says that there is none. An empty name does not say so."""
        return _says(name, self._in_rows)

    def is_in_text(self, text: str) -> bool:
        """True if an answer in own words says that there is nothing to say. An empty text does not say so."""
        return _says(text, self._in_texts)

    @cached_property
    def _in_rows(self) -> frozenset[tuple[str, ...]]:
        return _phrases(self.anywhere, self.in_rows)

    @cached_property
    def _in_texts(self) -> frozenset[tuple[str, ...]]:
        return _phrases(self.anywhere, self.in_texts)


def _says(text: str, phrases: frozenset[tuple[str, ...]]) -> bool:
    written = text.strip()
    if not written:
        return False
    words = tuple(words_of(written))
    return words in phrases or (not words and "?" not in written)  # "?" says that somebody is not sure


def _phrases(*lists: Words) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for words in lists:
        for phrases in words.values():
            found.update(tuple(words_of(phrase)) for phrase in phrases)
    return frozenset(found)
