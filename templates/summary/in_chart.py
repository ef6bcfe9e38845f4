"""What the patient's chart says and no answer confirms, as lines for page 1: it must not be lost before somebody asks.

Copies for staff have it. The person's own copy has not: it is what they said, and the chart is the clinic's.
"""

from collections.abc import Iterator

from forms import Answer, Reader, unseen_by
from forms.exchange.fhir import Entry, Suggestion, differs
from templates.summary.answers_in_words import Quotes
from templates.summary.typed_text import in_a_list


def lines_in_chart(in_chart: tuple[Suggestion, ...], quotes: Quotes, reader: Reader) -> Iterator[str]:
    """Yields a line for each, in the order of the questions; what differs from the answer is said with both."""
    questionnaire = quotes.answers.questionnaire
    unseen = unseen_by(questionnaire, reader)
    response = quotes.answers.as_response()
    for one in () if reader.is_the_person else in_chart:
        if one.link_id in unseen or quotes.answers.is_withheld(one.link_id):
            continue
        question = questionnaire.item(one.link_id).short
        says = "in_chart_doubt" if one.value is None else "in_chart_line"
        line = quotes.words.say(says, question=question, what=_what(one, quotes))
        is_list = questionnaire.item(one.link_id).type in ("many", "rows", "text")
        if not is_list and differs(one, response, questionnaire):
            answer = "; ".join(quotes.said(one.link_id).lines)
            line = f"{line} {quotes.words.say('in_chart_differs', answer=answer)}"
        yield line


def _what(one: Suggestion, quotes: Quotes) -> str:
    value = "" if one.value is None else "; ".join(quotes.lines(one.link_id, Answer(one.value)))
    entries = "; ".join(_entry(entry, quotes) for entry in one.entries if entry.name != value)
    return f"{value} – {entries}" if value and entries else value or entries


def _entry(entry: Entry, quotes: Quotes) -> str:
    code = f" ({in_a_list(entry.code)})" if entry.code else ""
    day = f", {quotes.words.on(entry.on)}" if entry.on else ""
    return f"{in_a_list(entry.name)}{code}{day}"
