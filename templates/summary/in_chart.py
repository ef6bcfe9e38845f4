"""What a chart says and no answer confirms, as lines: it must not be lost before somebody asks.

The clinic's chart stands on page 1 of the copies for staff, and not on the person's own copy: that is what they said,
and the chart is the clinic's. A health record that the person handed in stands there too; on their own copy, it stands
on the page for the clinician, and never on a page 1 that names nothing private.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from forms import Answer, Reader, unseen_by
from forms.exchange.fhir import Entry, Suggestion, differs, suggestions_as_json
from templates.summary.answers_in_words import Quotes
from templates.summary.typed_text import in_a_list


def lines_in_chart(in_chart: Iterable[Suggestion], quotes: Quotes, reader: Reader) -> Iterator[str]:
    """Yields a line for each of the clinic's chart, in the order of the questions."""
    for one in () if reader.is_the_person else in_chart:
        if not one.by_person and not quotes.answers.is_withheld(one.link_id) and _may_see(one, quotes, reader):
            yield _line(one, quotes, reader)


def lines_in_record(in_chart: Iterable[Suggestion], quotes: Quotes, reader: Reader) -> Iterator[str]:
    """Yields a line for each of the person's own health record, also of what only staff are asked."""
    for one in in_chart:
        if one.by_person and _may_see(one, quotes, reader):
            yield _line(one, quotes, reader)


def record_entries(in_chart: Iterable[Suggestion], quotes: Quotes, reader: Reader) -> list[dict[str, Any]]:
    """Returns the same for the file that is attached to a copy.

    A copy that names no private topics has nothing of it: the entries may name one.
    """
    if not reader.sees_private_topics:
        return []
    return suggestions_as_json(one for one in in_chart if one.by_person and _may_see(one, quotes, reader))


def _may_see(one: Suggestion, quotes: Quotes, reader: Reader) -> bool:
    """False also where another answer, which this reader may not see, decides if the question is asked."""
    if not reader.sees_private_topics and not quotes.answers.is_open(one.link_id):
        return False
    return one.link_id not in unseen_by(quotes.answers.questionnaire, reader)


def _line(one: Suggestion, quotes: Quotes, reader: Reader) -> str:
    """What differs from the answer is said with both."""
    questionnaire = quotes.answers.questionnaire
    item, what = questionnaire.item(one.link_id), _what(one, quotes, reader)
    if not what:
        return quotes.words.say("in_chart_only_doubt", question=item.short)
    line = quotes.words.say("in_chart_doubt" if one.value is None else "in_chart_line", question=item.short, what=what)
    is_list = item.type in ("many", "rows", "text")
    if not is_list and differs(one, quotes.answers.as_response(), questionnaire):
        answer = "; ".join(quotes.said(one.link_id).lines)
        line = f"{line} {quotes.words.say('in_chart_differs', answer=answer)}"
    return line


def _what(one: Suggestion, quotes: Quotes, reader: Reader) -> str:
    """The answer, and the entries behind it. They can name anything, so some readers get the answer alone."""
    entries = one.entries if reader.sees_private_topics else ()
    with_codes = not reader.is_the_person
    value = "" if one.value is None else "; ".join(quotes.lines(one.link_id, Answer(one.value)))
    told = "; ".join(_entry(entry, quotes, with_codes) for entry in entries if entry.name != value)
    return f"{value} – {told}" if value and told else value or told


def _entry(entry: Entry, quotes: Quotes, with_codes: bool) -> str:
    code = f" ({in_a_list(entry.code)})" if entry.code and with_codes else ""
    day = f", {quotes.words.on(entry.on)}" if entry.on else ""
    return f"{in_a_list(entry.name)}{code}{day}"
