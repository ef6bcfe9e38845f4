"""Turns the person's input into an answer of the visit, or into a problem beside the field. No typed text is lost.

Text that cannot be an answer stays in the field, with an instruction beside it, and the earlier answer is taken back.
"""

from collections.abc import Iterable
from dataclasses import replace

from forms import Absent, Answer, AnswerError, Item, Origin, Value, load_clinic, order_of_date, read_answer, two_numbers
from screens.visit.danger import look_for_danger
from screens.visit.typed import Typed, entered, in_fields, is_begun, is_blank, spread
from screens.visit.visit import Visit

NOTHING_TO_ADD = "nothing"
TOLD_BY: tuple[Origin, ...] = ("self", "with_help", "read_aloud_by_staff", "interpreter")
ORIGINS: dict[object, Origin] = {origin: origin for origin in TOLD_BY}  # by the code of who fills in the form


def enter(visit: Visit, item: Item, typed: Typed, *, finished: bool = False) -> None:
    """Takes the content of the fields. `finished`: True on Continue, where an incomplete date is an error.

    Both numbers of a reading that were typed into the field of one of them are taken.
    """
    both = _both_numbers(visit, item, typed)
    for one, number in both:
        _enter(visit, one, number, finished)
    if not both:
        _enter(visit, item, spread(item, typed, order_of_date(load_clinic().locale(visit.language))), finished)


def _both_numbers(visit: Visit, item: Item, typed: Typed) -> list[tuple[Item, str]]:
    """The two questions of a reading with what was typed for each, "118/76" in one field; empty if it is not so.

    Numbers that these questions do not take are left as they were typed.
    """
    pair = visit.questionnaire.number_pair(item)
    numbers = two_numbers(typed, item.unit) if pair and isinstance(typed, str) else None
    if pair is None or numbers is None:
        return []
    both = list(zip(pair, numbers, strict=True))
    fit = all((one.minimum or 0) <= number <= (one.maximum or 0) for one, number in both)
    return [(one, str(number)) for one, number in both] if fit else []


def _enter(visit: Visit, item: Item, typed: Typed, finished: bool) -> None:
    visit.fields.typed[item.link_id] = typed
    visit.fields.problems.pop(item.link_id, None)
    if is_blank(typed):
        if visit.answer(item).value not in (None, ""):  # else the answer is "Nothing to add" or "I'm not sure"
            _give(visit, item, None, _rest(visit, item))
    elif is_begun(item, typed) and not finished:
        _give(visit, item, None, None)
    else:
        visit.fields.set_aside.pop(item.link_id, None)
        _read(visit, item, typed)


def _read(visit: Visit, item: Item, typed: Typed) -> None:
    is_birth = item.link_id == visit.questionnaire.roles.birth_date
    try:
        value = read_answer(item, entered(item, typed, visit.newest_day, is_birth=is_birth), today=visit.newest_day)
    except AnswerError as error:
        visit.fields.problems[item.link_id] = error
        _give(visit, item, None, None)
    else:
        _give(visit, item, value, _rest(visit, item) if item.type == "rows" else None)


def choose(visit: Visit, item: Item, code: str | None, absent: Absent | None) -> None:
    """Takes the chosen option, or the reason for not choosing one. If both are None, the answer is taken back.

    An option that the question does not have, as no page of ours sends, changes nothing.
    """
    if code is not None and not item.has_option(code):
        return
    visit.fields.problems.pop(item.link_id, None)
    _give(visit, item, code, absent)


def tick(visit: Visit, item: Item, code: str, ticked: bool) -> None:
    """Takes one tick in a list. "None of these" removes the other ticks, and another tick removes it."""
    codes, rest = _ticked(visit, item), _rest(visit, item)
    if not ticked:
        codes.discard(code)
    elif item.option(code).exclusive:
        codes, rest = {code}, None
    else:
        codes = {code, *_that_go_together(item, codes)}
    _give_list(visit, item, codes, rest)


def tick_rest(visit: Visit, item: Item, absent: Absent, ticked: bool) -> None:
    """Takes "I'm not sure about the others" or "Prefer not to say" in a list. Ticked options stay."""
    codes = _ticked(visit, item)
    _give_list(visit, item, _that_go_together(item, codes) if ticked else codes, absent if ticked else None)


def choose_absent(visit: Visit, item: Item, reason: str | None) -> None:
    """Takes "I'm not sure", "Prefer not to say" or "Nothing to add" beside a field; None takes the reason back.

    The typed text is set aside, and comes back with None. Medicine rows stay, because there the reason is about other
    medicines. "Nothing to add" to words that are there leaves them: many press it when they have written all.
    """
    if reason == NOTHING_TO_ADD and not is_blank(visit.in_fields(item)):
        visit.edition += 1  # the fields are drawn anew, without the pressed button
        visit.position.look_at(item.link_id)
        return
    absent: Absent | None = "unsure" if reason == "unsure" else "declined" if reason == "declined" else None
    if item.type == "rows":
        _give(visit, item, visit.answer(item).value, absent)
    elif reason is None:
        _give(visit, item, None, None)
        enter(visit, item, visit.fields.set_aside.get(item.link_id, in_fields(item, None)))
    else:
        if not is_blank(visit.in_fields(item)):
            visit.fields.set_aside[item.link_id] = visit.in_fields(item)
        visit.fields.typed[item.link_id] = in_fields(item, None)
        visit.fields.problems.pop(item.link_id, None)
        _give(visit, item, "" if reason == NOTHING_TO_ADD else None, absent)


def take_again(visit: Visit, item: Item, answer: Answer) -> None:
    """Takes an answer of an earlier visit as the answer of today."""
    visit.fields.forget(item.link_id)
    _give(visit, item, answer.value, None if answer.absent == "unanswered" else answer.absent)


def _ticked(visit: Visit, item: Item) -> set[str]:
    value = visit.answer(item).value
    return {code for code in value if isinstance(code, str)} if isinstance(value, tuple) else set()


def _that_go_together(item: Item, codes: Iterable[str]) -> set[str]:
    return {code for code in codes if not item.option(code).exclusive}


def _rest(visit: Visit, item: Item) -> Absent | None:
    """The reason for giving no answer, or only part of one; None if the person gave no reason."""
    absent = visit.answer(item).absent
    return None if absent == "unanswered" else absent


def _give_list(visit: Visit, item: Item, codes: set[str], rest: Absent | None) -> None:
    _give(visit, item, read_answer(item, sorted(codes), today=visit.newest_day) if codes else None, rest)


def _give(visit: Visit, item: Item, value: Value | None, absent: Absent | None) -> None:
    """Keeps an answer; removes it if `value` and `absent` are None. An unchanged answer keeps its origin and date."""
    before = visit.answer(item)
    if (before.value, _rest(visit, item)) == (value, absent):
        return
    if value is None and absent is None:
        visit.keep(visit.response.without(item.link_id))
    else:
        origin = "measured" if item.measured else origin_now(visit)
        given = Answer(value, absent, origin, visit.moment_here.date(), asked_in=_asked_in(visit))
        visit.keep(visit.response.with_answer(item.link_id, given))
    if item.link_id == visit.questionnaire.roles.filled_by and visit.giving is None:
        _change_origin(visit, _told(visit, before.value), _told(visit, value))
    look_for_danger(visit, finished=False)


def _asked_in(visit: Visit) -> str | None:
    """The language of the question; None where the clinic has one language, and it need not be told."""
    return visit.language if len(load_clinic().languages) > 1 else None


def origin_now(visit: Visit) -> Origin | None:
    """Returns how answers are being given: as staff chose it, else as the form's own question says.

    None if neither is known. A patient who has the device of the desk is alone.
    """
    if visit.door.is_alone:
        return "self"
    return visit.giving or _told(visit, visit.answers.answer(visit.questionnaire.roles.filled_by).value)


def _told(visit: Visit, filled_by: object) -> Origin | None:
    usual = load_clinic().answers_given if visit.door.asks_desk_items else None
    return ORIGINS.get(filled_by, usual)


def mark_as_given_now(visit: Visit, item: Item) -> None:
    """Gives an answer the origin of the answers that are being given. Its day stays."""
    answer = visit.response.answers.get(item.link_id)
    if answer is not None and may_be_marked(visit, item):
        visit.keep(visit.response.with_answer(item.link_id, replace(answer, origin=origin_now(visit))))


def may_be_marked(visit: Visit, item: Item) -> bool:
    """True if staff may mark the answer as given in the way of now. What was measured is always measured."""
    answer = visit.answers.given().get(item.link_id)
    origin = origin_now(visit)
    return (answer is not None and visit.door.asks_desk_items and not item.measured and origin is not None
            and answer.origin != origin)


def _change_origin(visit: Visit, before: Origin | None, now: Origin | None) -> None:
    """Sets the origin of answers that were given in this visit before the question on who fills in the form."""
    unchanged = visit.untouched | visit.hidden
    answers = dict(visit.response.answers)
    for link_id, answer in visit.response.answers.items():
        if answer.origin == before and link_id not in unchanged:
            answers[link_id] = replace(answer, origin=now)
    visit.keep(replace(visit.response, answers=answers))
