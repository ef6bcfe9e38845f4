"""Where each statement of the documents went: document → statement → rule, background or left out → item → example.

With the documents at hand, also whether each statement's words to find it by stand under its heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from forms.authoring import Message
from rules.review.checks.messages import about_file
from rules.ruleset import RuleSet, SourceDocument, Statement


@dataclass(frozen=True)
class Place:
    """What became of one statement. All three are empty for one that is not accounted for."""

    statement: Statement
    rules: tuple[str, ...]
    topics: tuple[str, ...]
    left_out: str | None

    @property
    def is_accounted_for(self) -> bool:
        return bool(self.rules or self.topics or self.left_out)


def coverage(ruleset: RuleSet) -> dict[SourceDocument, tuple[Place, ...]]:
    """Every statement of every document, in the documents' order, with its place."""
    return {document: _places(ruleset, document) for document in ruleset.documents}


def _places(ruleset: RuleSet, document: SourceDocument) -> tuple[Place, ...]:
    return tuple(_place(ruleset, one) for one in document.statements)


def _place(ruleset: RuleSet, statement: Statement) -> Place:
    rules = tuple(rule.id for rule in ruleset.rules if statement.id in rule.statements)
    topics = tuple(topic.topic for topic in ruleset.topics if statement.id in topic.background)
    return Place(statement, rules, topics, statement.left_out)


def reading_notes(ruleset: RuleSet) -> dict[str, tuple[Place, ...]]:
    """The reading notes that statements were taken from: note → what became of its statements."""
    by_note: dict[str, list[Place]] = {}
    for place in chain.from_iterable(coverage(ruleset).values()):
        if place.statement.row:
            by_note.setdefault(place.statement.row, []).append(place)
    return {note: tuple(by_note[note]) for note in sorted(by_note)}


def coverage_in_words(ruleset: RuleSet) -> Iterator[str]:
    """Line by line, the whole way of each statement, and the count at the end."""
    places = list(chain.from_iterable(coverage(ruleset).values()))
    for document, found in coverage(ruleset).items():
        yield f"{document.document_id} {document.title} ({document.kind}): {len(found)} statements"
        for place in found:
            row = f" (note {place.statement.row})" if place.statement.row else ""
            yield f"  {place.statement.id} [{place.statement.strength}]{row} {place.statement.says}"
            for rule_id in place.rules:
                rule = ruleset.rules_by_id[rule_id]
                items = ", ".join(dict.fromkeys(test.item for test in rule.when.leaves()))
                yield f"      rule {rule_id} ← {items}; example: {rule.examples[0].says}"
            for topic in place.topics:
                yield f"      background of {topic}"
            if place.left_out:
                yield f"      left out: {place.left_out}"
            if not place.is_accounted_for:
                yield "      NOT ACCOUNTED FOR"
    yield (f"{sum(place.is_accounted_for for place in places)} of {len(places)} statements accounted for: "
           f"{sum(bool(place.rules) for place in places)} cited by rules, "
           f"{sum(bool(place.topics) and not place.rules for place in places)} background, "
           f"{sum(bool(place.left_out) for place in places)} left out")
    for note, found in reading_notes(ruleset).items():
        became = [f"{place.statement.id} {_became(place)}" for place in found]
        yield f"  note {note}: {', '.join(became)}"


def _became(place: Place) -> str:
    if place.rules or place.topics:
        return "cited" if place.rules else "background"
    return "left out" if place.left_out else "NOT ACCOUNTED FOR"


def to_look_up(document: SourceDocument) -> list[Statement]:
    """The statements that can be found again by their words; none of a document that was never at hand."""
    return [one for one in document.statements if one.locate_by]


def check_documents(ruleset: RuleSet, folder: Path) -> Iterator[Message]:
    """S06 for each statement whose words are not under its heading. Raises OSError for a document that is not there."""
    for document in ruleset.documents:
        text = (folder / document.file).read_text(encoding="utf-8") if to_look_up(document) else ""
        headings = [one.heading for one in document.statements if not one.heading.startswith("(")]
        for one in to_look_up(document):
            if _folded(one.locate_by or "") not in _folded(_under(text, one.heading, headings)):
                yield about_file("S06", document.file, statement=one.id, heading=one.heading)


def _under(text: str, heading: str, headings: list[str]) -> str:
    """The part of `text` from a heading's own line to the next heading's; all of it for a place in brackets."""
    if heading == "(introduction)":
        starts = [found for other in headings if (found := _line_of(text, other)) is not None]
        return text[:min(starts, default=len(text))]
    if heading.startswith("("):
        return text
    start = _line_of(text, heading)
    if start is None:
        return ""
    own = start + len(_own_line(heading))
    ends = [found for other in headings if (found := _line_of(text, other)) is not None and found > own]
    return text[start:min(ends, default=len(text))]


def _own_line(heading: str) -> str:
    """The last step of `A > B`, and the question of `Q&A: question`, which is the line that stands in the document."""
    return heading.split(" > ")[-1].split("Q&A: ")[-1]


def _line_of(text: str, heading: str) -> int | None:
    found = re.search(rf"^\W*{re.escape(_own_line(heading))}\s*:?(?=\s*$| )", text, re.MULTILINE)
    return found.start() if found else None


def _folded(text: str) -> str:
    plain = text.casefold().translate(str.maketrans("’‘“”–\u00a0", "''\"\"- "))
    return " ".join(plain.split())
