"""The top line of page 1: age, pregnancy, last blood pressure, scores, thoughts of suicide, and how much is unknown.

Entries that this copy or page leaves out are missing without a trace, so that a gap reveals nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime

from forms import Answer, PartialDate, Reading, Roles, score
from templates.summary.answers_in_words import Quotes, shortened
from templates.summary.model import Fact, StillUnknown

IN_FACTS = 60  # characters of a free text in the top line


def facts_of(quotes: Quotes, unknown: StillUnknown | None) -> tuple[Fact, ...]:
    """Returns the entries of the top line. `unknown` is None if the number of unknown answers is not printed."""
    return (*_age(quotes), *_pregnancy(quotes), *_pressure(quotes), *_scores(quotes), *_thoughts(quotes),
            *_how_many_unknown(quotes, unknown))


def _roles(quotes: Quotes) -> Roles:
    return quotes.answers.questionnaire.roles


def _age(quotes: Quotes) -> Iterator[Fact]:
    birth_date = _roles(quotes).birth_date
    if quotes.answers.is_withheld(birth_date):
        return
    born = quotes.answers.answer(birth_date).value
    text = str(age_on(born, quotes.as_of)) if isinstance(born, date) else quotes.words.text["not_known"]
    yield Fact(quotes.words.text["fact_age"], text)


def age_on(born: date, day: date) -> int:
    """Returns whole years from birth to a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _pregnancy(quotes: Quotes) -> Iterator[Fact]:
    """The answer; if it is not "yes", also a pregnancy in the chart or in a free text."""
    pregnant = _roles(quotes).pregnant
    if quotes.answers.is_withheld(pregnant):
        return
    again = quotes.words.text["ask_again"] if quotes.is_to_ask_again(pregnant) else ""
    elsewhere = [] if quotes.answers.answer(pregnant).value == "yes" else [*_in_chart(quotes), *_in_own_words(quotes)]
    yield Fact(quotes.said(pregnant).question, _joined(_quoted(quotes, pregnant), again, *elsewhere),
               is_urgent=bool(again or elsewhere))


def _in_chart(quotes: Quotes) -> Iterator[str]:
    chart = _roles(quotes).pregnancy_elsewhere
    ticked = quotes.answers.answer(chart.link_id).value
    if isinstance(ticked, tuple) and chart.option in ticked:
        yield quotes.words.say("fact_in_chart", said="; ".join(quotes.said_on(chart.link_id, [chart.option]).lines))


def _in_own_words(quotes: Quotes) -> Iterator[str]:
    """The first free text that mentions a pregnancy, even if in doubt."""
    words = _roles(quotes).pregnancy_elsewhere.words
    for link_id in quotes.answers[_roles(quotes).own_words].where.get(words, ()):
        said = "; ".join(quotes.said_on(link_id, [words]).lines)
        yield quotes.words.say("fact_in_own_words", said=shortened(said, IN_FACTS, quotes.words))
        return


def _pressure(quotes: Quotes) -> Iterator[Fact]:
    """The reading taken at the desk; without it, the one that the person entered."""
    label, measured, told = quotes.words.text["fact_pressure"], _roles(quotes).measured, _roles(quotes).told
    if _is_known(quotes, measured):
        yield _reading(quotes, label, measured, "measured_here")
    elif _is_known(quotes, told):
        yield _reading(quotes, label, told, "told_by_the_person")
    elif not quotes.answers.is_withheld(told.systolic):
        yield Fact(label, quotes.words.text["no_reading"])


def _is_known(quotes: Quotes, reading: Reading) -> bool:
    """True if at least one of the two numbers is known."""
    answer = quotes.answers.answer
    return answer(reading.systolic).is_known or answer(reading.diastolic).is_known


def _reading(quotes: Quotes, label: str, reading: Reading, by: str) -> Fact:
    upper, lower, on = map(quotes.answers.answer, (reading.systolic, reading.diastolic, reading.taken_on))
    numbers = f"{_number(upper)}/{_number(lower)}"
    day = on.value if isinstance(on.value, date | PartialDate) else upper.given_on or lower.given_on
    is_old = by == "measured_here" and (not isinstance(day, date) or _day(day) < quotes.as_of)
    again = quotes.words.text["measure_again"] if is_old else ""
    when = quotes.words.on(day) if day else ""
    return Fact(label, _joined(numbers, quotes.words.text[by], when, again), is_urgent=is_old)


def _number(answer: Answer) -> str:
    return str(answer.value) if answer.is_known else "?"


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _scores(quotes: Quotes) -> Iterator[Fact]:
    for instrument in quotes.answers.questionnaire.instruments_on():
        if any(not quotes.answers.is_open(link_id) for link_id in instrument.items):
            continue
        band = score(instrument, quotes.answers).band
        is_old = any(map(quotes.is_to_ask_again, instrument.items))
        again = quotes.words.text["ask_again"] if is_old else ""
        yield Fact(instrument.title, _joined(quotes.total(instrument), band.text if band else "", again))


def _thoughts(quotes: Quotes) -> Iterator[Fact]:
    """The question on thoughts of suicide, and item 9 of the PHQ-9 unless its answer is "not at all"."""
    thoughts, in_score = _roles(quotes).thoughts, _roles(quotes).thoughts_in_score
    if quotes.answers.is_withheld(thoughts):
        return
    words, answer = quotes.words, quotes.answers.answer(thoughts)
    if answer.is_known:
        is_old = quotes.is_to_ask_again(thoughts)
        when = words.on(answer.given_on) if answer.given_on else words.text["some_day"]
        what = [_quoted(quotes, thoughts), words.say("asked_on", day=when), words.text["ask_again"] if is_old else ""]
    else:
        is_old = True
        what = [_quoted(quotes, thoughts), words.text["ask_in_person"]]
    if quotes.answers.answer(in_score).value not in (None, "0"):
        what.append(f"{quotes.said(in_score).question} {_quoted(quotes, in_score)}")
    yield Fact(words.text["fact_thoughts"], _joined(*what), is_urgent=is_old or quotes.may_be_in_crisis)


def _how_many_unknown(quotes: Quotes, unknown: StillUnknown | None) -> Iterator[Fact]:
    if unknown is None:
        return
    first = sum(len(row.questions) for row in unknown.first)
    key = "unknown_with_contraindications" if first else "unknown_count"
    yield Fact(quotes.words.text["fact_unknown"], quotes.words.say(key, count=len(unknown.questions), first=first))


def _quoted(quotes: Quotes, link_id: str) -> str:
    said = quotes.said(link_id)
    text = "; ".join(said.lines)
    return f"“{text}”" if said.is_given else text


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
