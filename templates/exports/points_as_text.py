"""The points of a summary as plain text, in its own words: for records that take no PDF, and to paste."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from templates.summary.model import Point, Said, Summary, Talk
from templates.words import Words, load_words


@dataclass(frozen=True)
class PointText:
    """A point, or what cannot wait: its title, and lines of text."""

    title: str
    lines: tuple[str, ...]


def point_texts(summary: Summary, words: Words) -> Iterator[PointText]:
    """Yields what is to be talked over, in the order of the summary: danger, what is urgent, then each point."""
    for part in (summary.page_1, summary.inside):
        if part is not None:
            yield from _cannot_wait(part, summary, words)
    for point in summary.points:
        yield PointText(point.title, tuple(_lines(point)))


def plain_text(summary: Summary) -> str:
    """Returns a copy as plain text: whose it is, the points, and the answers that are still unknown."""
    words = load_words(summary.language)
    label = summary.label
    parts = [words.headings["page"], words.text[f"copy_{summary.copy}"],
             ", ".join(filter(None, (label.name, label.born, label.record_number))), summary.made_on, ""]
    parts += filter(None, (summary.copy_note, summary.whose_note))
    for point in point_texts(summary, words):
        parts += [point.title.upper(), *(f"  {line}" for line in point.lines), ""]
    if summary.in_chart:
        parts += [words.headings["in_chart"].upper(), *(f"  {line}" for line in summary.in_chart), ""]
    if summary.in_record:
        parts += [words.headings["in_record"].upper(), *(f"  {line}" for line in summary.in_record), ""]
    unknown = chain.from_iterable(part.unknown.questions for part in (summary.page_1, summary.inside) if part)
    parts += [words.headings["unknown"].upper(), *(f"  {question}" for question in dict.fromkeys(unknown))]
    return "\n".join([*parts, "", *summary.versions]) + "\n"


def _cannot_wait(part: Talk, summary: Summary, words: Words) -> Iterator[PointText]:
    is_the_person = summary.for_you is not None
    if part.danger is not None:
        danger = words.crisis.levels[part.danger]
        told = danger.to_the_person if is_the_person else danger.to_the_clinician
        yield PointText(f"{words.headings['safety']}: {danger.title}", (*_answers(part.danger_said), *told))
    for one in part.urgent:
        notice = one.notice
        told = (notice.text, *notice.steps) if is_the_person else notice.for_staff
        yield PointText(f"{words.headings['urgent']}: {notice.short}", (*_answers(one.said), *told))


def _lines(point: Point) -> Iterator[str]:
    yield from _answers(point.said)
    for wording in point.told:
        for statement in wording.statements:
            note = f" ({statement.note})" if statement.note else ""
            yield f"{wording.strength}: {statement.says}{note} [{statement.statement}]"
    yield from point.discuss
    yield from point.more
    yield from point.questions


def _answers(said: tuple[Said, ...]) -> Iterator[str]:
    for one in said:
        remarks = f" ({'; '.join(one.remarks)})" if one.remarks else ""
        yield f"{one.question}: {'; '.join(one.lines)}{remarks}"
