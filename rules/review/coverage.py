"""Shows where each statement is used: document → statement → rule, background or left out → item → example.

If the documents are available, also checks that the words of `locate_by` appear under the statement's heading.
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
    """Where a statement is used. If `rules`, `topics` and `left_out` are all empty, it is not accounted for."""

    statement: Statement
    rules: tuple[str, ...]
    topics: tuple[str, ...]
    left_out: str | None

    @property
    def is_accounted_for(self) -> bool:
        return bool(self.rules or self.topics or self.left_out)


def coverage(ruleset: RuleSet) -> dict[SourceDocument, tuple[Place, ...]]:
    """Returns, for each document, the place of each of its statements, in the order of the files."""
    return {document: _places(ruleset, document) for document in ruleset.documents}


def _places(ruleset: RuleSet, document: SourceDocument) -> tuple[Place, ...]:
    return tuple(_place(ruleset, one) for one in document.statements)


def _place(ruleset: RuleSet, statement: Statement) -> Place:
    rules = tuple(rule.id for rule in ruleset.rules if statement.id in rule.statements)
    topics = tuple(topic.topic for topic in ruleset.topics if statement.id in topic.background)
    return Place(statement, rules, topics, statement.left_out)


def reading_notes(ruleset: RuleSet) -> dict[str, tuple[Place, ...]]:
    """Returns reading note → the places of the statements taken from it. Statements without a note are not included."""
    by_note: dict[str, list[Place]] = {}
    for place in chain.from_iterable(coverage(ruleset).values()):
        if place.statement.row:
            by_note.setdefault(place.statement.row, []).append(place)
    return {note: tuple(by_note[note]) for note in sorted(by_note)}


def coverage_in_words(ruleset: RuleSet) -> Iterator[str]:
    """Yields the lines of the report: where each statement is used, and the totals at the end."""
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
    """Returns the statements that have words to find them by; an empty list for a document that we never had."""
    return [one for one in document.statements if one.locate_by]


def check_documents(ruleset: RuleSet, folder: Path) -> Iterator[Message]:
    """Yields S06 for each statement whose words are not under its heading. Raises OSError for a missing document."""
    for document in ruleset.documents:
        text = (folder / document.file).read_text(encoding="utf-8") if to_look_up(document) else ""
        headings = [one.heading for one in document.statements if not one.heading.startswith("(")]
        for one in to_look_up(document):
            if _folded(one.locate_by or "") not in _folded(_under(text, one.heading, headings)):
                yield about_file("S06", document.file, statement=one.id, heading=one.heading)


def _under(text: str, heading: str, headings: list[str]) -> str:
    """Returns the part of `text` from the line of `heading` to the next heading; empty if the heading is not found.

    For "(introduction)" it is the part before the first heading; for any other heading in brackets, the whole text.
    """
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
    """The heading as it is in the document: the last part of `A > B`, or the question of `Q&A: question`."""
    return heading.split(" > ")[-1].split("Q&A: ")[-1]


def _line_of(text: str, heading: str) -> int | None:
    found = re.search(rf"^\W*{re.escape(_own_line(heading))}\s*:?(?=\s*$| )", text, re.MULTILINE)
    return found.start() if found else None


def _folded(text: str) -> str:
    plain = text.casefold().translate(str.maketrans("’‘“”–\u00a0", "''\"\"- "))
    return " ".join(plain.split())
